"""Sections into ``docs/benchmark.md``, between marks, and into JSON."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import orjson

from benchmarks.worlds.tables import Section, markdown

__all__ = ["record", "write_json", "write_sections"]


def write_sections(path: Path, sections: Iterable[Section], made_by: str) -> None:
    """Replace each section between ``<!-- worlds:NAME -->`` and ``<!-- /worlds:NAME -->``.

    Parameters
    ----------
    made_by : str
        Command and machine, written under each section.

    Raises
    ------
    ValueError
        When a section has no marks in the file, which is then left as it was.
    """
    text = path.read_text("utf-8")
    for section in sections:
        begin, end = f"<!-- worlds:{section.name} -->", f"<!-- /worlds:{section.name} -->"
        between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if len(between.findall(text)) != 1:
            raise ValueError(f"{path.name}: needs one {begin} and one {end}")
        before, after = between.split(text)
        text = f"{before}{begin}\n\n{markdown(section)} · {made_by}\n\n{end}{after}"
    path.write_text(text, "utf-8")


def record(section: Section) -> dict[str, Any]:
    """A section for JSON: every figure with all its digits."""
    return {
        "zh": section.zh,
        "en": section.en,
        "command": section.command,
        "tables": [
            {
                "zh": table.zh,
                "en": table.en,
                "columns": list(table.columns),
                "rows": [[_plain(cell) for cell in row] for row in table.rows],
            }
            for table in section.tables
        ],
    }


def write_json(path: Path, sections: Iterable[Section], facts: Mapping[str, Any]) -> None:
    """Write a result file that says that it is synthetic."""
    found = {
        "data": "synthetic 合成数据",
        **facts,
        "sections": {section.name: record(section) for section in sections},
    }
    path.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _plain(cell: Any) -> Any:
    return asdict(cell) if is_dataclass(cell) and not isinstance(cell, type) else cell
