"""The main table: every method on the same worlds, at one recall and as it is usually set."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.worlds.bench import Bench
from benchmarks.worlds.figures import flagged_within, pooled, recall_within, shown, spread
from benchmarks.worlds.methods import COORDINATION, METHODS, OURS, usual_rule
from benchmarks.worlds.tables import Section, Table
from benchmarks.worlds.world import World
from mingjian.scoring.evaluation.bounds import Share, share, share_of
from mingjian.scoring.evaluation.calibration import reliability
from mingjian.scoring.evaluation.evaluation import SuspicionEvaluation
from mingjian.scoring.evaluation.flags import targets
from mingjian.scoring.evaluation.truth import SLICES
from mingjian.scoring.evaluation.words import slice_name

__all__ = ["main_table"]

BUDGET = 0.01
ENOUGH = 30  # rows below which a slice is not called the worst
ALL = 0.95  # flagged of everything: then a threshold tells nothing apart
HURT = ("G2", "G3", "G5", "G11", "G14")
CUTS = (
    (OURS, None),
    ("pHash 10", 1),
    ("PDQ 31", 1),
    ("device degree", 2),
    ("device degree", 3),
    ("device degree", 5),
)
Evaluations = Mapping[str, Sequence[SuspicionEvaluation]]


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
            _usual(bench),
            _hurt(bench),
            _slices(found),
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


def _pooled_slices(many: Sequence[SuspicionEvaluation]) -> dict[str, Share]:
    return {
        name: pooled([one.flags.slices[place].flagged for one in many])
        for place, name in enumerate(SLICES)
    }


def _worst(many: Sequence[SuspicionEvaluation]) -> str:
    """The slice flagged most, unless nearly everybody is."""
    overall = pooled([one.flags.overall.flagged for one in many]).rate
    slices = _pooled_slices(many).items()
    known = [(found.rate, name) for name, found in slices if found.rate and found.n >= ENOUGH]
    if overall is None or overall >= ALL or not known:
        return "—"
    rate, name = max(known)
    return f"{name} {100 * rate:.1f} %"


def _usual(bench: Bench) -> Table:
    """Slices down, methods across; the first lines are what is caught and what all genuine rows suffer."""
    lines: dict[str, list[Any]] = {"rule": [], "ring": [], "genuine": []}
    lines |= {name: [] for name in SLICES}
    for method in METHODS:
        if method == COORDINATION:
            continue
        parts: dict[str, list[Share]] = {name: [] for name in lines if name != "rule"}
        for world in bench.plain_worlds():
            hits, truth = bench.verdict(method, world).flagged, world.truth
            parts["ring"].append(share_of(hits, targets(truth)[0]))
            parts["genuine"].append(share_of(hits, truth.genuine))
            for name, mask in truth.slice_masks().items():
                parts[name].append(share_of(hits, mask))
        lines["rule"].append(" ".join(usual_rule(method)))
        for name, shares in parts.items():
            lines[name].append(pooled(shares))
    named = {
        "rule": "标记规则 flags",
        "ring": "**抓到的团伙提交 ring filings caught**",
        "genuine": "**被误标的真实投诉 genuine flagged**",
    }
    return Table(
        "按通常的设置：合并比例与 95 % 精确上界",
        "as usually set: pooled rates with exact 95 % bounds",
        ("情形 slice", *(method for method in METHODS if method != COORDINATION)),
        [(named.get(name) or _slice(name), *cells) for name, cells in lines.items()],
    )


def _hurt(bench: Bench) -> Table:
    """Households, shared places, broadcasts and redacted pictures under rules about pictures and devices."""
    rows = []
    for method, cut in CUTS:
        parts: dict[str, list[Share]] = {name: [] for name in ("ring", "genuine", *HURT)}
        for world in bench.plain_worlds():
            found, truth = bench.verdict(method, world), world.truth
            hits = found.flagged if cut is None else found.suspicion >= cut
            masks = truth.slice_masks() | {"ring": targets(truth)[0], "genuine": truth.genuine}
            for name, shares in parts.items():
                shares.append(share_of(hits, masks[name]))
        rule = method if cut is None else f"{method} ≥ {cut}"
        rows.append((rule, *(pooled(shares) for shares in parts.values())))
    return Table(
        "只看截图或设备会伤到谁：家人、共用设备、同一群发、打码",
        "whom rules about screenshots and devices hurt: families, shared devices, one broadcast, redacted pictures",
        ("规则 rule", "团伙提交 ring filings", "真实 genuine", *HURT),
        rows,
    )


def _slice(name: str) -> str:
    words = slice_name(name)
    return f"{words.zh} {words.en}"


def _slices(found: Evaluations) -> Table:
    """Slices at 70 % recall, for the methods that tell anything apart there."""
    telling = [
        method
        for method, many in found.items()
        if (spread(one.flags.overall.flagged.rate for one in many).mean or 1.0) < ALL
    ]
    pools = {method: _pooled_slices(found[method]) for method in telling}
    return Table(
        "抓住 70 % 时各情形的误标（其余方法要标记几乎所有人）",
        "each slice at 70 % (the other methods have to flag nearly everybody)",
        ("情形 slice", "条 rows", *telling),
        [
            (
                _slice(name),
                sum(one.flags.slices[place].flagged.n for one in found[OURS]),
                *(pools[method][name] for method in telling),
            )
            for place, name in enumerate(SLICES)
        ],
    )


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
        [(name, against, shown(spread(errors[name]))) for name, against in names],
    )
