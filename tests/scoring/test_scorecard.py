"""The scorecard: monotone, additive, and unable to condemn by one kind of evidence (law 3)."""

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feature_rows import EMPTY, having, predict
from mingjian.features.catalogue import Axis, Reading
from mingjian.features.observation import CATALOGUE
from mingjian.scoring.explanation import explain
from mingjian.scoring.model import probability
from mingjian.scoring.scorecard import Scorecard
from mingjian.scoring.triage import Route, Tier, TriagePolicy, triage

CARD = tomllib.loads(files("mingjian.scoring").joinpath("scorecard.toml").read_text("utf-8"))
VALUES = {
    name: st.one_of(st.none(), st.floats(feature.low, feature.high))
    for name, feature in CATALOGUE.items()
}
ROWS = st.fixed_dictionaries(VALUES).map(
    lambda values: replace(EMPTY, readings={name: Reading(v) for name, v in values.items()})
)


@given(ROWS)
def test_reasons_add_up_to_the_score(row):
    prediction = predict(row)
    for axis, log_odds in (
        (Axis.merit, prediction.merit),
        (Axis.coordination, prediction.coordination),
    ):
        weights = [reason.weight for reason in explain(row, prediction) if reason.axis == axis]
        assert CARD[axis]["base"] + sum(weights) == pytest.approx(log_odds, abs=1e-4)


@given(ROWS, st.sampled_from(sorted(CATALOGUE)), st.data())
def test_more_of_a_feature_never_moves_its_axis_the_wrong_way(row, name, data):
    feature = CATALOGUE[name]
    low, high = sorted(
        data.draw(st.tuples(*[st.floats(feature.low, feature.high)] * 2), label="values")
    )
    less, more = predict(having(row, **{name: low})), predict(having(row, **{name: high}))
    assert more.merit >= less.merit - 1e-9
    assert more.coordination >= less.coordination - 1e-9
    moved = (more.merit, more.coordination) != (less.merit, less.coordination)
    assert not moved or feature.direction == 1


@given(ROWS, st.sampled_from(sorted({feature.group for feature in CATALOGUE.values()})))
def test_no_single_group_reaches_half(row, group):
    only = {
        name: reading if CATALOGUE[name].group == group else Reading(None)
        for name, reading in row.readings.items()
    }
    assert probability(predict(replace(row, readings=only)).coordination) < 0.5


@given(ROWS, st.sampled_from(sorted({feature.group for feature in CATALOGUE.values()})))
def test_no_single_group_fills_the_lowest_tier(row, group):
    only = {
        name: reading if CATALOGUE[name].group == group else Reading(None)
        for name, reading in row.readings.items()
    }
    alone = replace(row, readings=only)
    policy = TriagePolicy(extended_below=50.0)
    assert triage(alone, predict(alone), policy).tier is not Tier.extended


@given(ROWS)
def test_nothing_is_demoted_without_a_policy(row):
    assert triage(row, predict(row), TriagePolicy()).tier is not Tier.extended


@given(ROWS, st.sampled_from(["S1", "S2"]))
def test_severe_abuse_is_never_in_the_lowest_tier_and_due_within_its_limit(row, severity):
    severe = replace(row, severity=severity)
    policy = TriagePolicy(extended_below=50.0)
    decision = triage(severe, predict(severe), policy)
    assert decision.tier is not Tier.extended
    limit = {"S1": policy.due_s1_hours, "S2": policy.due_s2_hours}[severity]
    assert (decision.due_at - row.filed_at).total_seconds() <= limit * 3600
    if severity == "S1":
        assert decision.tier is Tier.fast
        assert decision.priority >= 1000


@given(ROWS)
def test_unknown_is_not_zero(row):
    """A missing value gives no points and a wider interval, never a verdict."""
    known = predict(row)
    blind = predict(replace(row, readings={name: Reading(None) for name in CATALOGUE}))
    assert blind.half_width >= known.half_width
    assert blind.contributions == {}


def test_a_strong_ring_can_be_demoted_by_a_policy_that_was_set():
    row = having(
        EMPTY,
        template_strangers=12,
        ring_persons=12,
        ring_bonds=4,
        capture_strangers=8,
        peers_72h=9,
    )
    decision = triage(row, predict(row), TriagePolicy(extended_below=50.0))
    assert decision.tier is Tier.extended
    assert decision.route is Route.industrialised


def test_an_unreadable_complaint_abstains():
    prediction = predict(replace(EMPTY, readable=False))
    assert prediction.credibility is None
    decision = triage(replace(EMPTY, readable=False), prediction, TriagePolicy())
    assert decision.route is Route.undetermined
    assert decision.tier is Tier.standard


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("merit", "steps", "conduct_facts"), [[1, 0.5], [2, 0.1]], "must not fall"),
        (("merit", "steps", "conduct_facts"), [[1, -0.5]], "must not fall"),
        (("merit", "steps", "conduct_facts"), [[2, 0.5], [1, 0.6]], "must rise"),
        (("merit", "steps", "template_strangers"), [[1, 0.5]], "not a feature"),
        (("merit", "steps", "unheard_of"), [[1, 0.5]], "not a feature"),
        (("coordination", "steps", "picture_candidates"), [[1, 0.5]], "not a feature"),
        (("coordination", "steps", "case_filings"), [[2, 0.5]], "not a feature"),
        (("coordination", "group_cap"), 3.3, "one group alone"),
    ],
)
def test_a_card_that_breaks_a_rule_is_refused(path, value, says):
    card = tomllib.loads(files("mingjian.scoring").joinpath("scorecard.toml").read_text("utf-8"))
    place = card
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    with pytest.raises(ValueError, match=says):
        Scorecard(card)
