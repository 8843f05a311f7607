"""Every feature declares what the catalogue asks for; groups read what they declare."""

import re

import pytest

from mingjian.features.catalogue import Axis, Feature, FeatureGroup, Reading
from mingjian.features.history import History, View
from mingjian.features.observation import CATALOGUE, GROUPS, observe
from worlds import END, TEXTS, table


@pytest.mark.parametrize("feature", CATALOGUE.values(), ids=CATALOGUE)
def test_declarations_are_complete(feature):
    assert feature.axis in Axis
    assert feature.direction in {0, 1}
    assert feature.low < feature.high
    assert feature.unit
    assert feature.missing
    assert re.search(r"[A-Z]\d", feature.twin), "names its innocent twin"
    assert re.search(r"[\u4e00-\u9fff]", feature.zh)
    assert feature.en.isascii()
    assert feature.group == feature.group.lower()


def test_names_are_unique_and_groups_are_the_six():
    names = [feature.name for group in GROUPS for feature in group.features]
    assert len(names) == len(set(names))
    groups = {feature.group for feature in CATALOGUE.values()}
    assert groups == {"templates", "screenshots", "graph", "repeats", "conduct", "tempo"}


class Greedy(FeatureGroup):
    """A group that reads more than it declares, and beyond its range."""

    features = (
        Feature("tall", "graph", Axis.merit, 1, "m", 0, 3, "unknown", "G1: nobody", "高", "tall"),
    )

    def __init__(self, **values):
        self.values = values

    def keys(self, trace):
        return ()

    def read(self, trace, view):
        return {name: Reading(value) for name, value in self.values.items()}


@pytest.fixture
def seen():
    history = History()
    row = {"id": "1", "platform": "heimao", "hour": 1, "lender": "甲贷", "text": TEXTS[2]}
    observe(history, table([row | {"person": 1}]), END)
    (trace,) = history.added.values()
    return trace, View(history, END)


def test_values_saturate_and_missing_stays_missing(seen):
    assert Greedy(tall=9.0).readings(*seen) == {"tall": Reading(3.0)}
    assert Greedy(tall=-9.0).readings(*seen) == {"tall": Reading(0.0)}
    assert Greedy().readings(*seen) == {"tall": Reading(None)}


def test_an_undeclared_reading_is_an_error(seen):
    with pytest.raises(LookupError, match="wide"):
        Greedy(wide=1.0).readings(*seen)
