"""Histogram of credibility, stacked by route."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mingjian.scoring.report.drawing import PALETTE, inline_svg
from mingjian.scoring.triage import Route

__all__ = ["credibility_histogram"]

BINS = 20


def credibility_histogram(records: Sequence[Mapping[str, Any]]) -> Markup | None:
    """Draw the number of complaints per five points of credibility, one colour a route.

    Abstentions have no place on the axis and are counted beside the picture. None: nothing scored.
    """
    values = {
        route.value: [
            record["credibility"]
            for record in records
            if record["route"] == route and record["credibility"] is not None
        ]
        for route in Route
    }
    if not any(values.values()):
        return None
    figure = Figure(figsize=(8, 2.8), layout="constrained")
    axes = figure.subplots()
    edges = np.linspace(0, 100, BINS + 1)
    below = np.zeros(BINS)
    for route, found in values.items():
        counts, _ = np.histogram(found, edges)
        shown = counts > 0
        axes.bar(
            edges[:-1][shown] + 2.5,
            counts[shown],
            width=4.5,
            bottom=below[shown],
            color=PALETTE[route],
            edgecolor=PALETTE["paper"],
            linewidth=0.6,
        )
        below += counts
    axes.set_xlim(0, 100)
    axes.set_xticks(range(0, 101, 10))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y", color=PALETTE["line"], linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=PALETTE["muted"], length=0)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(PALETTE["muted"])
    axes.patch.set_visible(False)
    figure.patch.set_visible(False)
    total = sum(len(found) for found in values.values())
    title = f"{total} 条投诉的可信度分布，按路径着色。Credibility of {total} complaints by route."
    return inline_svg(figure, "histogram", title)
