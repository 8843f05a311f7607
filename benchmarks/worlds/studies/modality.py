"""What is lost when an export has no screenshots, no devices or no contact log."""

import numpy as np

from benchmarks.worlds.bench import Bench
from benchmarks.worlds.figures import pooled, recall_within, spread
from benchmarks.worlds.methods import COORDINATION, OURS, of_scores
from benchmarks.worlds.ours import Modality
from benchmarks.worlds.tables import Section, Table
from mingjian.scoring.evaluation.flags import targets
from mingjian.scoring.evaluation.ranking import WeightedRanking

__all__ = ["modalities"]

BUDGET = 0.01
WORDS = {
    Modality.text: "仅文本 text only",
    Modality.pictures: "文本与截图 text and screenshots",
    Modality.full: "全部 full",
}


def modalities(bench: Bench) -> Section:
    """mingjian with a part of each complaint, over all seeds."""
    return Section(
        "modality",
        "缺少部分数据时",
        "With parts missing",
        "明鉴只看文本，加上截图，再加上身份、设备与催收记录。弃权表示没有给分。",
        "mingjian with the text alone, with screenshots too, and with identities, devices and the contact log as well. "
        "An abstention is a complaint without a score.",
        [
            Table(
                "明鉴，按可信度与按串联",
                "mingjian, by credibility and by coordination",
                (
                    "数据 data",
                    "依据 by",
                    "抓住 70 % 时误标 flagged at 70 %",
                    "误标 ≤ 1 % 时抓到 caught with ≤ 1 % flagged",
                    "串联 AUC coordination",
                    "侵害 AUC merit",
                    "弃权 abstained",
                ),
                [
                    _line(bench, modality, name)
                    for modality in Modality
                    for name in (OURS, COORDINATION)
                ],
            )
        ],
        "python -m benchmarks.worlds --only modality",
    )


def _line(bench: Bench, modality: Modality, name: str) -> tuple[object, ...]:
    flags, caught, coordination, merit, abstained = [], [], [], [], []
    for world in bench.plain_worlds():
        scores, truth = bench.scores(world, modality), world.truth
        found = of_scores(scores, name)
        flags.append(bench.evaluated(found, world).flags.overall.flagged)
        target, _ = targets(truth)
        caught.append(recall_within(found.suspicion, target, truth.genuine, BUDGET))
        coordination.append(_auc(scores.coordination, truth.coordinated))
        merit.append(_auc(scores.merit, truth.violation))
        abstained.append(float(np.isnan(found.suspicion).mean()))
    columns = (spread(caught), spread(coordination), spread(merit), spread(abstained))
    return (WORDS[modality], name, pooled(flags), *columns)


def _auc(values: np.ndarray, right: np.ndarray) -> float | None:
    areas = WeightedRanking(values, right)(np.ones(len(values), np.int64))
    return areas[0] if areas else None
