"""Pictures of an evaluation: curves, reliability, waiting times; Latin letters and digits only."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from mingjian.scoring.evaluation.calibration import Reliability
from mingjian.scoring.evaluation.queue import LATE, Queue
from mingjian.scoring.evaluation.ranking import Ranking
from mingjian.scoring.report.drawing import PALETTE, inline_svg

__all__ = ["COLOURS", "draw_curves", "draw_reliability", "draw_waits"]

COLOURS = {
    "credibility": "genuine_other",
    "merit": "real_abuse",
    "coordination": "device",
    "ours": "device",
    "fifo": "undetermined",
}
STYLES = {"credibility": "-", "merit": "--", "coordination": "-."}
SHORTEST = 0.1  # hours; less is drawn there


def draw_curves(rankings: Sequence[Ranking]) -> Markup | None:
    """ROC and precision-recall curves side by side; None when nothing could be ranked."""
    drawn = [one for one in rankings if one.roc]
    if not drawn:
        return None
    figure = Figure(figsize=(9, 4), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot([0, 1], [0, 1], color=PALETTE["line"], linewidth=1)
    for one in drawn:
        style: dict[str, Any] = {
            "color": PALETTE[COLOURS[one.name]],
            "linestyle": STYLES[one.name],
            "linewidth": 1.8,
            "clip_on": False,
        }
        left.plot(*zip(*one.roc, strict=True), **style)
        right.step(*zip(*one.precision_recall, strict=True), where="pre", **style)
    _unit(left, "false positive rate", "true positive rate")
    _unit(right, "recall", "precision")
    return inline_svg(
        figure, "curves", "ROC 曲线与精确率-召回率曲线。ROC and precision-recall curves."
    )


def draw_reliability(tables: Sequence[Reliability]) -> Markup | None:
    """Share that is so against the probability said, with 95 % intervals of each bin."""
    drawn = [one for one in tables if one.bins]
    if not drawn:
        return None
    figure = Figure(figsize=(3.3 * len(drawn), 3.4), layout="constrained")
    for axes, one in zip(figure.subplots(1, len(drawn), squeeze=False)[0], drawn, strict=True):
        axes.plot([0, 1], [0, 1], color=PALETTE["line"], linewidth=1)
        means = [found.mean for found in one.bins]
        colour = PALETTE[COLOURS[one.name]]
        axes.vlines(
            means,
            [found.low for found in one.bins],
            [found.high for found in one.bins],
            color=colour,
            linewidth=1.2,
        )
        shares = [found.share for found in one.bins]
        axes.plot(means, shares, "o-", color=colour, markersize=4, linewidth=1, clip_on=False)
        _unit(axes, one.name, f"share {one.against}")
    return inline_svg(
        figure, "reliability", "校准图：对角线为理想。Reliability; the diagonal is ideal."
    )


def draw_waits(queue: Queue) -> Markup | None:
    """Median (dot) to 95th percentile (end of the line) of waiting, by backlog and group."""
    if not queue.replays:
        return None
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    panels = figure.subplots(1, len(queue.replays), sharex=True, sharey=True)
    for axes, replay in zip(panels, queue.replays, strict=True):
        groups = [group for group in replay.groups if "backlog" not in group.name]
        for place, group in enumerate(groups):
            for wait, kind, lift in ((group.ours, "ours", -0.16), (group.fifo, "fifo", 0.16)):
                if wait is None:
                    continue
                median, p95 = max(wait.median, SHORTEST), max(wait.p95, SHORTEST)
                colour = PALETTE[COLOURS[kind]]
                axes.plot([median, p95], [place + lift] * 2, color=colour, linewidth=3)
                axes.plot([median], [place + lift], "o", color=colour, markersize=6)
        axes.axvline(LATE, color=PALETTE["muted"], linewidth=0.8, linestyle=":")
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.set_yticks(range(len(groups)), [group.name for group in groups])
        axes.set_ylim(len(groups) - 0.5, -0.5)
        axes.set_title(f"backlog {replay.backlog_days} d", fontsize=10, color=PALETTE["ink"])
        axes.set_xlabel("hours", color=PALETTE["muted"])
        _plain(axes, "x")
    words = (
        "各类投诉等到首次人工的小时数，两种次序。Hours to the first human, by group, two orders."
    )
    figure.patch.set_visible(False)
    return inline_svg(figure, "waits", words)


def _unit(axes: Any, x: str, y: str) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.set_xlabel(x, color=PALETTE["muted"])
    axes.set_ylabel(y, color=PALETTE["muted"])
    axes.figure.patch.set_visible(False)
    _plain(axes, "both")


def _plain(axes: Any, grid: str) -> None:
    axes.grid(axis=grid, color=PALETTE["line"], linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(which="both", colors=PALETTE["muted"], length=0)
    axes.patch.set_visible(False)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("bottom", "left"))
        spine.set_color(PALETTE["muted"])
