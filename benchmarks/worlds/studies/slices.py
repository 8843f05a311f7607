"""Genuine complaints flagged, slice by slice: by each method's usual rule, and at one recall."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.worlds.bench import Bench
from benchmarks.worlds.figures import pooled, spread
from benchmarks.worlds.methods import COORDINATION, METHODS, OURS, usual_rule
from benchmarks.worlds.tables import Table
from mingjian.scoring.evaluation.bounds import Share, share_of
from mingjian.scoring.evaluation.evaluation import SuspicionEvaluation
from mingjian.scoring.evaluation.flags import targets
from mingjian.scoring.evaluation.truth import SLICES
from mingjian.scoring.evaluation.words import slice_name

__all__ = ["ALL", "Evaluations", "hurt_table", "pooled_slices", "slice_table", "usual_table"]

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


def usual_table(bench: Bench) -> Table:
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


def hurt_table(bench: Bench) -> Table:
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


def slice_table(found: Evaluations) -> Table:
    """Slices at 70 % recall, for the methods that tell anything apart there."""
    telling = [
        method
        for method, many in found.items()
        if (spread(one.flags.overall.flagged.rate for one in many).mean or 1.0) < ALL
    ]
    pools = {method: pooled_slices(found[method]) for method in telling}
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


def pooled_slices(many: Sequence[SuspicionEvaluation]) -> dict[str, Share]:
    return {
        name: pooled([one.flags.slices[place].flagged for one in many])
        for place, name in enumerate(SLICES)
    }


def _slice(name: str) -> str:
    words = slice_name(name)
    return f"{words.zh} {words.en}"
