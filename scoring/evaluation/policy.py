"""What the product does to genuine complaints by its own rules, with no threshold of ours."""

from dataclasses import dataclass

import numpy as np

from mingjian.scoring.evaluation.bounds import Share, share_of
from mingjian.scoring.evaluation.flags import GENUINE, OWN, targets
from mingjian.scoring.evaluation.score_file import Scores
from mingjian.scoring.evaluation.truth import Truth
from mingjian.scoring.triage import Route, Tier

__all__ = ["PolicyRow", "policy_rows"]


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """Rows of one slice: reviewed last (``extended``), taken for a ring's, and not judged at all."""

    name: str
    extended: Share
    industrialised: Share
    abstained: Share


def policy_rows(truth: Truth, scores: Scores) -> tuple[PolicyRow, ...]:
    """All genuine rows, those that no agent filed, each slice, and for comparison the rows that a ring filed.

    Returns
    -------
    tuple of PolicyRow
        First ``genuine``, last the target of :func:`mingjian.scoring.evaluation.flags.targets`.
    """
    extended = np.array([tier == Tier.extended for tier in scores.tier], bool)
    industrialised = np.array([route == Route.industrialised for route in scores.route], bool)
    abstained = np.isnan(scores.credibility)
    target, words = targets(truth)
    own = truth.genuine & ~truth.agent_filed
    masks = {GENUINE: truth.genuine, OWN: own} | truth.slice_masks() | {words: target}
    return tuple(
        PolicyRow(
            name,
            share_of(extended, mask),
            share_of(industrialised, mask),
            share_of(abstained, mask),
        )
        for name, mask in masks.items()
    )
