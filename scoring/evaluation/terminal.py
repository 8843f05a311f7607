"""An evaluation as a compact table for the terminal."""

from collections.abc import Iterator

from mingjian.scoring.evaluation.evaluation import Evaluation
from mingjian.scoring.evaluation.flags import SliceFlags
from mingjian.scoring.evaluation.queue import Queue
from mingjian.scoring.evaluation.words import (
    against,
    named,
    percent,
    reason,
    share_text,
    slice_name,
)

__all__ = ["lines"]

WORST = 5  # slices shown
REPLAYED = 1  # of the backlogs: two days


def lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield the lines, most important first."""
    one = evaluation.suspicion
    counts, point = one.counts, one.flags.point
    yield f"{evaluation.data} · {counts.rows} 行 rows · {', '.join(evaluation.models) or '—'}"
    if evaluation.truth_only or evaluation.scores_only:
        yield (
            f"  没有评分的真值行 truth without a score: {evaluation.truth_only}"
            f" · 没有真值的评分行 scores without a truth: {evaluation.scores_only}"
        )
    yield (
        f"  真实 genuine {counts.genuine} · 团伙 ring-filed {counts.ring_filed}"
        f" · 未给分 abstained {counts.abstained}"
    )
    if point.reason:
        yield f"工作点 operating point: — {_why(point.reason)}"
    else:
        yield (
            f"工作点 operating point: 召回 recall {percent(point.reached)}"
            f" ({point.caught}/{point.rows}), 可疑度 suspicion ≥ {point.threshold:.4f}"
        )
    yield "误标率 false flags (≤ 95 % 上界 upper bound)"
    yield _slice(one.flags.overall)
    yield _slice(one.flags.own)
    shown = [found for found in one.flags.slices if found.flagged.rate is not None]
    for found in sorted(shown, key=lambda found: (-(found.flagged.rate or 0.0), -found.flagged.n))[
        :WORST
    ]:
        yield _slice(found)
    alone = evaluation.coordination
    if alone.point.reason is None:
        yield (
            f"只按串联 by coordination alone: 召回 recall {percent(alone.point.reached)},"
            f" 误标 false flags {share_text(alone.own.flagged)}"
        )
    yield (
        f"误标 ≤ 1 % 时的团伙召回 ring recall at no more than 1 % false flags:"
        f" {share_text(one.within)}; 只按串联 by coordination {share_text(evaluation.coordination_within)}"
    )
    genuine, rings = evaluation.policy[0], evaluation.policy[-1]
    yield (
        f"产品自身 by its own rules: 真实被归为产业化 genuine routed industrialised"
        f" {share_text(genuine.industrialised)}; 团伙 ring-filed {share_text(rings.industrialised)}"
    )
    for ranked in evaluation.ranking:
        name, right = named(ranked.name), against(ranked.against)
        low, high = ranked.auc_low, ranked.auc_high
        between = f" [{low:.3f}, {high:.3f}]" if low is not None and high is not None else ""
        figure = "—" if ranked.auc is None else f"AUC {ranked.auc:.3f}{between}"
        precision = f" AP {ranked.average_precision:.3f}" if ranked.average_precision else ""
        yield f"{name.zh} {name.en} → {right.zh} {right.en}: {figure}{precision}"
    ece = (
        f"{named(c.name).zh} {c.name} {'—' if c.ece is None else f'{c.ece:.3f}'}"
        for c in evaluation.calibration
    )
    yield f"校准误差 ECE: {' · '.join(ece)}"
    yield from _rings(evaluation)
    yield from _queue(one.queue)


def _slice(found: SliceFlags) -> str:
    name = " ".join(slice_name(found.name))
    verdict = " ".join(named(found.verdict)) if found.verdict else ""
    return f"  {name}: {share_text(found.flagged)} · 目标 target {percent(found.target)} {verdict}"


def _rings(evaluation: Evaluation) -> Iterator[str]:
    rings = evaluation.suspicion.rings
    if rings.f1 is None:
        yield f"团伙 rings: — {_why(rings.reason)}"
        return
    yield (
        f"团伙 rings: B³ P {rings.precision:.3f} R {rings.recall:.3f} F1 {rings.f1:.3f}"
        f" · 组内真实投诉 genuine inside {rings.genuine_inside}"
    )


def _queue(queue: Queue) -> Iterator[str]:
    if queue.reason:
        yield f"队列 queue: — {_why(queue.reason)}"
        return
    replay = queue.replays[REPLAYED]
    yield (
        f"首次人工 first human, 积压 backlog {replay.backlog_days} d,"
        f" {queue.capacity}/d: 中位 median / p95 (先来先办 FIFO)"
    )
    for group in replay.groups:
        name = named(group.name)
        if group.ours is None or group.fifo is None:
            yield f"  {name.zh} {name.en}: — {_why(group.reason)}"
        else:
            yield (
                f"  {name.zh} {name.en}: {group.ours.median:.1f} / {group.ours.p95:.1f} h"
                f" ({group.fifo.median:.1f} / {group.fifo.p95:.1f} h)"
            )


def _why(words: str | None) -> str:
    return " ".join(reason(words)) if words else ""
