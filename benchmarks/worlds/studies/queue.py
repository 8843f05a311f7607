"""The queue replayed: how long real victims wait for a person, in mingjian's order and first come, first served."""

from benchmarks.worlds.bench import Bench
from benchmarks.worlds.figures import pooled, spread
from benchmarks.worlds.methods import COORDINATION, METHODS, OURS, of_scores
from benchmarks.worlds.tables import Section, Table
from mingjian.scoring.evaluation.queue import BACKLOGS, PARTS, Queue, WaitGroup

__all__ = ["queue_replay"]

MIDDLE = 2  # days of backlog at which the other methods are compared
GROUPS = {
    "genuine S1": "S1 受害 genuine S1",
    "genuine S2": "S2 受害 genuine S2",
    "genuine violation": "有违规 genuine violation",
    "genuine": "全部真实 all genuine",
    "not genuine": "非真实 not genuine",
}


def queue_replay(bench: Bench) -> Section:
    """Replays over all seeds; mingjian's order is what it knew within the week of filing."""
    first = []
    for world in bench.plain_worlds():
        found = of_scores(bench.first_scores(world))
        first.append(bench.evaluated(found, world).queue)
    return Section(
        "queue",
        "等多久才有人看",
        "Time to a person",
        "每天处理量等于日均到达量，开始时积压 1–3 天。明鉴的顺序只用提交当周末已知的信息（按周评分，取首次得分）；"
        "其余各节用最终得分，其他方法的顺序也用最终结果，对它们有利。",
        "Capacity equals mean daily arrivals, with a backlog of 1 to 3 days at the start. mingjian's order uses only what "
        "was known at the end of the week of filing (scored week by week, first score taken); everywhere else the final "
        "view counts, also for the order of the other methods here, which favours them.",
        [_waits(first), _yields(first), _others(bench, first)],
        "python -m benchmarks.worlds --only queue",
    )


def _group(queue: Queue, backlog: int, name: str) -> WaitGroup:
    replay = next(one for one in queue.replays if one.backlog_days == backlog)
    return next(group for group in replay.groups if group.name == name)


def _waits(queues: list[Queue]) -> Table:
    rows = []
    for backlog in BACKLOGS:
        for name, words in GROUPS.items():
            groups = [_group(queue, backlog, name) for queue in queues]
            rows.append(
                (
                    f"{backlog} 天 days · {words}",
                    spread(group.ours.median if group.ours else None for group in groups),
                    spread(group.fifo.median if group.fifo else None for group in groups),
                    spread(group.ours.p95 if group.ours else None for group in groups),
                    spread(group.fifo.p95 if group.fifo else None for group in groups),
                    pooled([group.longer for group in groups]),
                    pooled([group.longer_and_late for group in groups]),
                )
            )
    return Table(
        "小时：均值（最小–最大）",
        "hours: means (min–max)",
        (
            "积压 backlog · 组 group",
            "明鉴中位 median",
            "FIFO 中位 median",
            "明鉴 p95",
            "FIFO p95",
            "比 FIFO 久 longer than FIFO",
            "更久且超过三天 longer and over 3 days",
        ),
        rows,
    )


def _yields(queues: list[Queue]) -> Table:
    rows = []
    for place, part in enumerate(PARTS):
        found = [queue.yields[place] for queue in queues if queue.yields]
        rows.append(
            (
                f"{100 * part:g} %",
                spread(one.ours for one in found),
                spread(one.fifo for one in found),
            )
        )
    return Table(
        "每天先看的一部分中，真实且有违规的比例",
        "genuine violations among the first part of each day's arrivals",
        ("先看 first part", "明鉴 mingjian", "FIFO"),
        rows,
    )


def _others(bench: Bench, first: list[Queue]) -> Table:
    rows = []
    for method in METHODS:
        if method == COORDINATION:
            continue
        queues = first
        if method != OURS:
            queues = [
                bench.evaluated(bench.verdict(method, world), world).queue
                for world in bench.plain_worlds()
            ]
        cells = []
        for name in ("genuine S1", "genuine S2", "genuine"):
            groups = [_group(queue, MIDDLE, name) for queue in queues]
            cells.append(spread(group.ours.median if group.ours else None for group in groups))
        late = pooled([_group(queue, MIDDLE, "genuine").longer_and_late for queue in queues])
        rows.append((method, *cells, late))
    return Table(
        f"积压 {MIDDLE} 天：各方法由不可疑到可疑排队，中位小时",
        f"{MIDDLE} days of backlog: least suspicious first, median hours",
        (
            "方法 method",
            "S1 受害 genuine S1",
            "S2 受害 genuine S2",
            "全部真实 all genuine",
            "更久且超过三天 longer and over 3 days",
        ),
        rows,
    )
