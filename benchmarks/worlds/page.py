"""The report as one self-contained HTML page, in the style of the product's own pages."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from benchmarks.worlds.curves import COLOURS, draw
from benchmarks.worlds.figures import Spread, shown
from benchmarks.worlds.tables import Section
from mingjian.scoring.evaluation.bounds import Share

__all__ = ["render"]


def render(sections: Sequence[Section], facts: Mapping[str, Any]) -> str:
    """Draw the sections.

    Returns
    -------
    str
        A whole HTML document, the same for the same sections and facts.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"bare": _bare, "halves": _halves, "part": _part}
    environment.globals |= {"draw": draw, "colours": COLOURS}
    style = files("mingjian.scoring.report").joinpath("style.css").read_text("utf-8")
    return environment.get_template("benchmark.html.j2").render(
        sections=sections, facts=facts, style=Markup(style)
    )


def _bare(words: Any) -> str:
    """Words without the marks of a document."""
    return str(words).replace("**", "").replace("`", "")


def _halves(cell: Any) -> tuple[str, str]:
    """A figure, and its bound or its range."""
    text = _bare(shown(cell))
    if isinstance(cell, Share) and " ≤ " in text:
        rate, _, bound = text.partition(" ≤ ")
        return rate, f"≤ {bound}"
    if isinstance(cell, Spread) and " (" in text:
        mean, _, between = text.partition(" (")
        return mean, f"({between}"
    return text, ""


def _part(cell: Any) -> float | None:
    """What a bar shows, 0 to 100: a share or the mean of one; None for words, counts and hours."""
    value = cell.rate if isinstance(cell, Share) else None
    if isinstance(cell, Spread) and cell.high is not None and cell.high <= 1:
        value = cell.mean
    if isinstance(cell, float) and 0 <= cell <= 1:
        value = cell
    return None if value is None else round(100 * value, 1)
