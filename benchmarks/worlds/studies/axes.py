"""Robustness: one trick of the agents at a time, all else left as it is."""

from benchmarks.worlds.bench import Bench
from benchmarks.worlds.figures import recall_within, spread
from benchmarks.worlds.methods import PICTURED
from benchmarks.worlds.tables import Section, Table
from benchmarks.worlds.world import Setup
from mingjian.scoring.evaluation.flags import targets

__all__ = ["AXES", "robustness"]

BUDGET = 0.01
AXES = {
    "spin": (("E0", "E1", "E2", "E3"), "改写", "rewording"),
    "sourcing": (("N0", "N1", "N2", "N3"), "设备与号码来源", "devices and numbers"),
    "schedule": (("R0", "R1", "R2"), "节奏", "schedule"),
    "forgery": (("F0", "F1", "F2", "F3", "F4"), "伪造截图", "forged screenshots"),
}
DRAWN = "forgery"  # the only axis whose worlds need their screenshots drawn
SEEDS = 2  # worlds a level; one where screenshots are drawn


def robustness(bench: Bench) -> Section:
    """What each method catches at every level of every axis, with at most 1 % of genuine rows flagged."""
    return Section(
        "axes",
        "逐项加大伪装",
        "One disguise at a time",
        "每个世界里所有团伙在一项手法上用同一级别，其余照旧；数字是误标真实投诉不超过 1 % 时能抓到的团伙提交。"
        "除伪造一项外，世界不绘制截图，依赖截图的方法不参与。",
        "In each world all rings use one level of one trick and are otherwise left alone; the figures are the ring filings "
        "caught with at most 1 % of genuine complaints flagged. Except for forgery the worlds have no screenshots, and the "
        "methods that need them stay out.",
        [_axis(bench, axis) for axis in AXES],
        "python -m benchmarks.worlds --only axes",
    )


def _axis(bench: Bench, axis: str) -> Table:
    levels, zh, en = AXES[axis]
    drawn = axis == DRAWN
    seeds = bench.seeds[: 1 if drawn else SEEDS]
    rows = []
    for method in bench.methods(without=frozenset({"FIFO"}) if drawn else PICTURED | {"FIFO"}):
        cells = []
        for level in levels:
            caught = []
            for seed in seeds:
                setup = Setup(seed, bench.complaints, axis=axis, level=level)
                world = bench.world(setup, pictures=drawn)
                target, _ = targets(world.truth)
                suspicion = bench.verdict(method, world).suspicion
                caught.append(recall_within(suspicion, target, world.truth.genuine, BUDGET))
            cells.append(spread(caught))
        rows.append((method, *cells))
    return Table(
        f"{zh}（{len(seeds)} 个世界）",
        f"{en} ({len(seeds)} world{'s' if len(seeds) > 1 else ''} a level)",
        ("方法 method", *levels),
        rows,
        curves=True,
    )
