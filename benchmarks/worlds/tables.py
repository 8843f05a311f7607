"""Sections of the report: a heading, what it means, tables, and the command that makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.worlds.figures import shown

__all__ = ["Section", "Table", "markdown"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in both languages.

    Attributes
    ----------
    zh, en : str
        Its caption.
    columns : sequence of str
        Headings.
    rows : sequence of sequences
        The first cell of a row names it; the others are shares, spreads, numbers or words.
    curves : bool
        Whether the columns are steps of one thing and the rows methods, to be drawn as lines.
    """

    zh: str
    en: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    curves: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One study.

    Attributes
    ----------
    name : str
        Of the marks in the document and of the option ``--only``.
    zh, en : str
        Heading.
    says_zh, says_en : str
        How to read it.
    command : str
        What makes it.
    """

    name: str
    zh: str
    en: str
    says_zh: str
    says_en: str
    tables: Sequence[Table]
    command: str


def markdown(section: Section) -> str:
    """A section for a document, without its heading.

    Examples
    --------
    >>> table = Table("表", "table", ("method", "rate"), [("FIFO", 0.5)])
    >>> print(markdown(Section("x", "", "", "中文。", "English.", [table], "run")))
    中文。
    <BLANKLINE>
    English.
    <BLANKLINE>
    **表 table**
    <BLANKLINE>
    | method | rate |
    | --- | ---: |
    | FIFO | 0.500 |
    <BLANKLINE>
    `run`
    """
    parts = [section.says_zh, section.says_en]
    for table in section.tables:
        rule = ["---", *["---:"] * (len(table.columns) - 1)]
        lines = [table.columns, rule, *([shown(cell) for cell in row] for row in table.rows)]
        parts.append(f"**{table.zh} {table.en}**")
        parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join([*parts, f"`{section.command}`"])
