"""Worlds that many tests read; planning one is the slow part."""

import pytest

from mingjian.simulation.plan import World, plan
from mingjian.simulation.priors import Priors
from mingjian.simulation.setting import Setting


@pytest.fixture(scope="session")
def setting() -> Setting:
    return Setting(5, Priors())


@pytest.fixture(scope="session")
def world(setting: Setting) -> World:
    return plan(setting, 2500)
