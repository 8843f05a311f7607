"""The main table: every method on the same worlds, at one recall and as it is usually set."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.worlds.bench import Bench
from benchmarks.worlds.figures import flagged_within, pooled, recall_within, spread
from benchmarks.worlds.methods import METHODS
from benchmarks.worlds.studies.slices import (
    ALL,
    Evaluations,
    hurt_table,
    pooled_slices,
    slice_table,
    usual_table,
)
from benchmarks.worlds.tables import Section, Table
from benchmarks.worlds.world import World
from mingjian.scoring.evaluation.bounds import Share, share
from mingjian.scoring.evaluation.calibration import reliability
from mingjian.scoring.evaluation.evaluation import SuspicionEvaluation
from mingjian.scoring.evaluation.flags import targets

__all__ = ["main_table"]

BUDGET = 0.01
ENOUGH = 30  # rows below which a slice is not called the worst


def main_table(bench: Bench) -> Section:
    """Compare all methods over all seeds."""
    worlds = list(bench.plain_worlds())
    found = {
        method: [bench.evaluated(bench.verdict(method, world), world) for world in worlds]
        for method in METHODS
    }
    return Section(
        "table",
        "总表",
        "All methods",
        "各方法评判相同的合成世界。第一张表把每种方法的阈值放到抓住 70 % 团伙提交处；第二张表按各方法通常的设置。"
        "只给出“有无匹配”的方法到不了 70 %，除非标记所有人，所以另列误标不超过 1 % 时能抓住的比例。",
        "Every method judges the same synthetic worlds. The first table sets each to the threshold that catches 70 % of "
        "ring filings; the second as it is usually set. A method that only says whether there is a match cannot reach "
        "70 % without flagging everybody, so the share it catches with at most 1 % of genuine complaints flagged stands beside.",
        [
            _at_recall(bench, found),
            usual_table(bench),
            hurt_table(bench),
            slice_table(found),
            _rings(bench, found),
            _calibration(bench),
        ],
        "python -m benchmarks.worlds --only table",
    )


def _at_recall(bench: Bench, found: Evaluations) -> Table:
    rows = []
    for method in METHODS:
        many = found[method]
        caught = []
        for world in bench.plain_worlds():
            target, _ = targets(world.truth)
            suspicion = bench.verdict(method, world).suspicion
            caught.append(recall_within(suspicion, target, world.truth.genuine, BUDGET))
        rows.append(
            (
                method,
                spread(one.flags.point.reached for one in many),
                spread(one.flags.overall.flagged.rate for one in many),
                pooled([one.flags.overall.flagged for one in many]),
                pooled([one.flags.own.flagged for one in many]),
                _worst(many),
                spread(caught),
                spread(one.ranking[0].auc for one in many),
                spread(one.ranking[0].average_precision for one in many),
            )
        )
    return Table(
        "抓住 70 % 团伙提交时：均值（最小–最大），合并后的 95 % 精确上界",
        "at 70 % of ring filings caught: means (min–max), pooled rates with exact 95 % bounds",
        (
            "方法 method",
            "抓到 caught",
            "误标 genuine flagged",
            "合并 pooled",
            "不含代办 without G14",
            "最差情形 worst slice",
            "误标 ≤ 1 % 时抓到 caught with ≤ 1 % flagged",
            "AUC",
            "平均精度 average precision",
        ),
        rows,
    )


def _worst(many: Sequence[SuspicionEvaluation]) -> str:
    """The slice flagged most, unless nearly everybody is."""
    overall = pooled([one.flags.overall.flagged for one in many]).rate
    slices = pooled_slices(many).items()
    known = [(found.rate, name) for name, found in slices if found.rate and found.n >= ENOUGH]
    if overall is None or overall >= ALL or not known:
        return "—"
    rate, name = max(known)
    return f"{name} {100 * rate:.1f} %"


def _rings(bench: Bench, found: Evaluations) -> Table:
    rows = []
    for method in METHODS:
        if method == "FIFO":
            continue
        rings = [one.rings for one in found[method]]
        inside = sum(one.genuine_inside or 0 for one in rings)
        genuine = sum(one.counts.genuine - one.counts.agent_filed for one in found[method])
        day = [one.surfaced[-1] for one in rings if one.surfaced]
        within = [
            _surfaced(bench.verdict(method, world).suspicion, world)
            for world in bench.plain_worlds()
        ]
        rows.append(
            (
                method,
                *(
                    spread(getattr(one, part) for one in rings)
                    for part in ("precision", "recall", "f1")
                ),
                f"{inside} / {genuine}",
                pooled([one.one for one in day]),
                *(pooled(list(shares)) for shares in zip(*within, strict=True)),
            )
        )
    return Table(
        "团伙：B-cubed、被划入的真实投诉、露出的团伙",
        "rings: B-cubed, genuine rows inside, rings surfaced",
        (
            "方法 method",
            "精确率 precision",
            "召回率 recall",
            "F1",
            "划入的真实投诉（不含代办） genuine inside, without G14",
            "一天处理量内露出一条 one member within a day's capacity",
            "误标 ≤ 1 % 时露出一条 one member with ≤ 1 % flagged",
            "露出一半 half of it",
        ),
        rows,
    )


def _surfaced(suspicion: Any, world: World) -> tuple[Share, Share]:
    """Rings with one made-up filing flagged, and with half of them, at most 1 % of genuine rows being flagged."""
    truth = world.truth
    hits = flagged_within(suspicion, truth.genuine, BUDGET)
    members: dict[str, list[bool]] = {}
    for place in np.flatnonzero(targets(truth)[0]):
        members.setdefault(str(truth.ring[place]), []).append(bool(hits[place]))
    parts = [sum(flags) / len(flags) for flags in members.values()]
    return (
        share(sum(part > 0 for part in parts), len(parts)),
        share(sum(part >= 0.5 for part in parts), len(parts)),
    )


def _calibration(bench: Bench) -> Table:
    names = (("credibility", "genuine"), ("merit", "violation"), ("coordination", "coordinated"))
    errors: dict[str, list[float | None]] = {name: [] for name, _ in names}
    for world in bench.plain_worlds():
        scores, truth = bench.scores(world), world.truth
        values = (scores.credibility / 100, scores.merit, scores.coordination)
        for (name, against), value in zip(names, values, strict=True):
            right: Any = getattr(truth, against)
            errors[name].append(reliability(name, against, value, np.asarray(right, bool)).ece)
    return Table(
        "明鉴三个数的校准误差（十等分）",
        "calibration error of mingjian's three numbers (ten equal bins)",
        ("数 number", "对照 against", "ECE"),
        [(name, against, spread(errors[name])) for name, against in names],
    )
