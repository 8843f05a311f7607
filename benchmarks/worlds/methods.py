"""All methods of the tables, and what each says about a world."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.worlds.baselines import (
    device_degree,
    fifo,
    louvain,
    minhash,
    pdq,
    phash,
    tag_rule,
    tfidf,
)
from benchmarks.worlds.baselines.complainants import Rows
from benchmarks.worlds.world import World
from mingjian.scoring.evaluation.score_file import Scores
from mingjian.scoring.triage import Route

__all__ = [
    "BASELINES",
    "COORDINATION",
    "METHODS",
    "OURS",
    "PICTURED",
    "Baseline",
    "Verdict",
    "of_scores",
    "usual_rule",
    "verdict",
]

Function = Callable[[Rows, Path], tuple[NDArray[np.float64], list[str | None]]]
OURS, COORDINATION = "mingjian", "mingjian, coordination"


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What a method says, row by row.

    Attributes
    ----------
    suspicion : ndarray of float
        Higher for more suspicious; NaN abstains.
    rings : sequence of str or None
    flagged : ndarray of bool
        What the method flags as it is usually set, with no threshold of the benchmark.
    priority : ndarray of float or None
        Order of the queue, higher first; None for the least suspicious first.
    """

    suspicion: NDArray[np.float64]
    rings: tuple[str | None, ...]
    flagged: NDArray[np.bool_]
    priority: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """A plain method and the way it is usually set.

    Attributes
    ----------
    name : str
    zh, en : str
        What it flags as it is usually set.
    usual : float
        Suspicion from which it flags.
    """

    name: str
    zh: str
    en: str
    usual: float
    function: Function


BASELINES = (
    Baseline(
        "24-hour tag rule",
        "24 小时内问题与诉求相同",
        "same issues and demands within 24 h",
        1,
        tag_rule.suspicion,
    ),
    Baseline("TF-IDF cosine", "余弦 ≥ 0.7", "cosine of 0.7 or more", tfidf.ALIKE, tfidf.suspicion),
    Baseline(
        "MinHash 0.7",
        "三字组相似度 ≥ 0.7",
        "resemblance of 0.7 or more",
        1,
        minhash.suspicion,
    ),
    Baseline("pHash 10", "截图距离 ≤ 10/64", "a screenshot within 10 of 64", 1, phash.suspicion),
    Baseline("PDQ 31", "截图距离 ≤ 31/256", "a screenshot within 31 of 256", 1, pdq.suspicion),
    Baseline(
        "device degree",
        "设备上 ≥ 2 个账号或号码",
        "2 or more accounts or phones on the device",
        device_degree.MANY,
        device_degree.suspicion,
    ),
    Baseline(
        "Louvain",
        "社群 ≥ 5 条投诉",
        "a community of 5 complaints or more",
        louvain.MANY,
        louvain.suspicion,
    ),
    Baseline("FIFO", "不标记", "nothing", np.inf, fifo.suspicion),
)
METHODS = (OURS, COORDINATION, *(baseline.name for baseline in BASELINES))
PICTURED = frozenset({"pHash 10", "PDQ 31"})  # say nothing of a world without screenshots
INDUSTRIALISED = ("归入产业化投诉", "route `industrialised`")


def of_scores(scores: Scores, method: str = OURS) -> Verdict:
    """The verdict of a score file: by credibility, or by coordination alone."""
    return Verdict(
        suspicion=scores.suspicion if method == OURS else scores.coordination,
        rings=scores.ring,
        flagged=np.array([route == Route.industrialised for route in scores.route], bool),
        priority=scores.priority,
    )


def verdict(baseline: Baseline, world: World) -> Verdict:
    """Let a plain method judge a world."""
    suspicion, rings = baseline.function(world.rows, world.folder)
    return Verdict(suspicion, tuple(rings), suspicion >= baseline.usual)


def usual_rule(method: str) -> tuple[str, str]:
    """What a method flags as it is usually set, in Chinese and English."""
    found = next((x for x in BASELINES if x.name == method), None)
    return (found.zh, found.en) if found else INDUSTRIALISED
