"""Lanes: a real victim keeps hers whatever surrounds her (G12, G14)."""

from dataclasses import replace

import pytest

from feature_rows import EMPTY, having, predict
from mingjian.features.catalogue import Reading
from mingjian.scoring.triage import Route, Tier, TriagePolicy, triage

FACTS = {"conduct_facts": 6.0, "violations_described": 2.0, "quoted_words": 1.0}


def decide(row, **policy):
    return triage(row, predict(row), TriagePolicy(**policy))


def in_ring(row, *bonds):
    readings = row.readings | {
        "ring_persons": Reading(9.0, ("r-1",)),
        "ring_bonds": Reading(float(len(bonds)), tuple(bonds)),
    }
    return replace(row, ring_id="r-1", readings=readings, own_words="template" not in bonds)


@pytest.mark.parametrize(
    ("row", "route"),
    [
        (replace(having(EMPTY, **FACTS), described=True, severity="S2"), Route.real_abuse),
        (replace(EMPTY, hardship=True), Route.hardship_or_fee),
        (replace(EMPTY, price=True), Route.hardship_or_fee),
        (having(EMPTY, conduct_facts=6.0), Route.genuine_other),
        (EMPTY, Route.undetermined),
    ],
)
def test_lanes(row, route):
    assert decide(row).route is route


def test_a_victim_in_a_ring_tells_her_own_story():
    victim = replace(having(EMPTY, **FACTS), described=True)
    assert decide(in_ring(victim, "email", "payee")).route is Route.real_harm_agent_filed
    assert decide(in_ring(victim, "payee", "template")).route is Route.industrialised
    copied = replace(in_ring(victim, "email", "payee"), own_words=False)
    assert decide(copied).route is Route.industrialised


def test_a_victim_in_a_ring_stands_before_the_made_up_ones():
    victim = replace(having(EMPTY, **FACTS), described=True)
    own = decide(in_ring(victim, "email", "payee"))
    made_up = decide(in_ring(victim, "payee", "template"))
    assert own.priority > made_up.priority


def test_fast_needs_a_high_lower_end_or_danger():
    serious = replace(having(EMPTY, **FACTS), described=True, severity="S2")
    assert decide(serious).tier is Tier.fast
    assert decide(EMPTY).tier is Tier.standard
    assert decide(replace(EMPTY, severity="S1")).tier is Tier.fast
