"""Curves of a table: a line for each method over its columns, in the colours of the page."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from benchmarks.worlds.figures import Spread
from benchmarks.worlds.methods import COORDINATION, METHODS, OURS
from benchmarks.worlds.tables import Table
from mingjian.scoring.evaluation.bounds import Share
from mingjian.scoring.report.drawing import PALETTE, inline_svg

__all__ = ["COLOURS", "draw"]

_COLOURS = (
    "genuine_other",
    "device",
    "undetermined",
    "real_abuse",
    "hardship_or_fee",
    "pixels",
    "email",
    "account",
    "template",
    "muted",
)
COLOURS: Mapping[str, str] = dict(zip(METHODS, _COLOURS, strict=True))
THICK = frozenset({OURS, COORDINATION})


def draw(table: Table, name: str) -> Markup:
    """Draw a table whose first column names methods and whose other cells are shares or spreads.

    Parameters
    ----------
    table : Table
    name : str
        Unique on the page.
    """
    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.subplots()
    places = range(len(table.columns) - 1)
    for method, *cells in table.rows:
        known = [(x, y) for x, y in zip(places, map(_value, cells), strict=True) if y is not None]
        if known:
            axes.plot(
                *zip(*known, strict=True),
                "o-",
                color=PALETTE[COLOURS[method]],
                linewidth=2.4 if method in THICK else 1.3,
                markersize=4,
                clip_on=False,
            )
    axes.set_xticks(list(places), [str(column) for column in table.columns[1:]])
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(axis="y", color=PALETTE["line"], linewidth=0.6)
    axes.tick_params(colors=PALETTE["muted"], labelsize=9)
    for side, spine in axes.spines.items():
        spine.set_visible(side in {"left", "bottom"})
        spine.set_color(PALETTE["line"])
    return inline_svg(figure, name, f"{table.zh}。{table.en}.")


def _value(cell: Any) -> float | None:
    found: float | None = cell.rate if isinstance(cell, Share) else None
    return cell.mean if isinstance(cell, Spread) else found
