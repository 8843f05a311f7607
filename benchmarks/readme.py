"""The figures as a Markdown table between ``<!-- bench -->`` and ``<!-- /bench -->``."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure

__all__ = ["markdown", "write_between_marks"]

BETWEEN = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)


def markdown(figures: Iterable[Figure], machine: Mapping[str, Any], chinese: bool) -> str:
    """A table in one language, with the command and the machine below it."""
    head = ("项目", "中位数", "目标") if chinese else ("what", "median", "target")
    lines = [f"| {' | '.join(head)} |", "| --- | ---: | ---: |"]
    for figure in figures:
        if figure.value is not None:
            name = figure.zh if chinese else figure.en
            lines.append(f"| {name} | {figure.shown} | {figure.target} |")
    cores, memory = machine["cores"], machine["memory_gb"]
    where = f"{cores} 核，{memory} GB" if chinese else f"{cores} cores, {memory} GB"
    lines += ["", f"`{machine['command']}` · {where}, Python {machine['python']}", ""]
    return "\n".join(lines)


def write_between_marks(path: Path, figures: Iterable[Figure], machine: Mapping[str, Any]) -> None:
    """Replace the table of a README; ``*.zh.md`` gets the Chinese one.

    Raises
    ------
    ValueError
        When the file has no marks.
    """
    text = path.read_text("utf-8")
    table = markdown(figures, machine, chinese=path.name.endswith(".zh.md"))
    new, count = BETWEEN.subn(lambda match: f"{match[1]}\n{table}\n{match[2]}", text)
    if count != 1:
        raise ValueError(f"{path.name}: needs one <!-- bench --> and one <!-- /bench -->")
    path.write_text(new, "utf-8")
