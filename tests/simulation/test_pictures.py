"""Screenshots, honest and forged: what they show was there, and the same ways of life make both."""

import itertools
import re
from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

import pytest

from mingjian.simulation.adversaries.forgery import Forger
from mingjian.simulation.filing import Picture
from mingjian.simulation.pictures import render, status
from mingjian.simulation.plan import World
from mingjian.simulation.screens.handsets import handset
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.agencies import KNOWN
from mingjian.simulation.world.calendar import LOCAL
from mingjian.simulation.world.loans import lend
from mingjian.simulation.writing.grammar import Grammar, phrase_book

SEASONS = re.compile("中秋|春节|新春|元宵|清明|端午|国庆|除夕|过年了|防暑|年底了|年终清")
AT = datetime(2025, 3, 5, tzinfo=LOCAL)


def pictures(world: World, origin: str) -> list[Picture]:
    return [p for filing in world.filings for p in filing.pictures if p.origin == origin]


@pytest.fixture(scope="module")
def forger(setting: Setting) -> Forger:
    lender = setting.lenders[0].name
    return Forger(setting.seed, "t", setting.family, 4.0, AT, lender, setting.rates)


def forged(forger: Forger, setting: Setting, level: str, client: int) -> tuple[Picture, ...]:
    random = Random(client)
    loan = lend(setting.lenders[0], AT.date(), setting.priors.people, random)
    person = setting.people.person(client)
    at = AT + timedelta(days=20 + client % 9, hours=15)
    return forger.pictures(level, person, loan, at, random)


@pytest.fixture(scope="module")
def phrases() -> Grammar:
    return phrase_book()


def collector(phrases: Grammar) -> list[str]:
    """Symbols of what collectors say or send."""
    said = ("collector_", "sms_", "chat_")
    return sorted(s for s in phrases.symbols if s.startswith(said) and s != "chat_other")


def test_no_deadline_is_doubled(phrases: Grammar) -> None:
    random = Random(1)
    for symbol in collector(phrases):
        if phrases.can(symbol, KNOWN):
            said = {phrases.pattern(symbol, random, KNOWN) for _ in range(150)}
            assert not [one for one in said if "{deadline}前" in one], symbol
    lines = [line for symbol in phrases.symbols for line in phrases.words(symbol)]
    assert not [line for line in lines if re.search(r"\{deadline\}(\||\])?前", line)]


def test_no_collector_sends_wishes_out_of_season(phrases: Grammar) -> None:
    for symbol in collector(phrases):
        for line in phrases.words(symbol):
            assert not SEASONS.search(line), (symbol, line)


def test_a_number_that_sends_broadcasts_never_calls(world: World) -> None:
    rows = [
        line.text for p in pictures(world, "phone") + pictures(world, "forged") if p.view == "calls"
        for line in p.messages
    ]  # fmt: skip
    assert rows
    shapes = r"0\d{2,3}-\d{8}|400-\d{3}-\d{4}|95\d{6}|1[3-9]\d{9}"
    assert all(re.fullmatch(shapes, number) for number in rows)
    assert sum(number.startswith(("162", "165", "167", "170", "171")) for number in rows) > 0


def test_nobody_shows_the_same_twice_and_nothing_that_was_not_there(world: World) -> None:
    for filing in world.filings:
        shown = [(p.view, p.title, p.messages) for p in filing.pictures if p.origin != "copied"]
        assert len(set(shown)) == len(shown)
        for picture in filing.pictures:
            assert all(line.at < picture.taken for line in picture.messages)


def test_captures_are_moments_of_one_phone(world: World) -> None:
    moments = defaultdict(set)
    for picture in pictures(world, "phone"):
        moments[picture.capture].add((picture.phone, picture.taken, picture.view))
    assert all(len(found) == 1 for found in moments.values())


def test_pictures_of_agents_look_like_those_of_persons(world: World, setting: Setting) -> None:
    """Not one kit, which shows few stories, but those of many agents."""
    real, made = pictures(world, "phone"), []
    for ring in range(150):
        one = Forger(setting.seed, f"many-{ring}", setting.family, 4.0, AT, "云雀", setting.rates)
        made += forged(one, setting, "F0", ring + 1)
    minutes = {line.at.minute for p in made if p.view == "sms" for line in p.messages}
    assert len(minutes) > 40
    looks = (
        lambda p: p.view == "sms",
        lambda p: p.view == "list",
        lambda p: p.view == "chat",
        lambda p: p.taken.hour < 8,
        lambda p: len(p.messages) > 3,
        lambda p: len(p.messages) == 1,
        lambda p: p.taken - p.messages[-1].at < timedelta(hours=24),
        lambda p: p.taken - p.messages[-1].at < timedelta(hours=96),
    )
    for look in looks:
        shares = [sum(map(look, found)) / len(found) for found in (real, made)]
        assert abs(shares[0] - shares[1]) < 0.1, shares


def test_a_file_is_used_again_as_it_is(forger: Forger, setting: Setting) -> None:
    found = defaultdict(list)
    for client in range(1, 40):
        for picture in forged(forger, setting, "F0", client):
            found[picture.capture].append(picture)
    assert any(len(same) > 3 for same in found.values())
    assert all(picture == same[0] for same in found.values() for picture in same)


def test_an_edited_clock_leaves_the_rest_of_the_bar(forger: Forger, setting: Setting) -> None:
    clocks, bodies = defaultdict(set), defaultdict(set)
    for client in range(1, 40):
        for picture in forged(forger, setting, "F3", client):
            assert all(line.at < picture.taken for line in picture.messages)
            clocks[picture.capture].add((picture.taken, dict(picture.edits)["clock"]))
            bodies[picture.capture].add((picture.view, len(picture.messages)))
    assert any(len(found) > 3 for found in clocks.values())
    assert all(len({was for _, was in found}) == 1 for found in clocks.values())
    assert all(len(found) == 1 for found in bodies.values()), "the same story for every client"


def test_drawn_anew_each_client_has_captures_of_her_own(forger: Forger, setting: Setting) -> None:
    made = [p for client in range(1, 30) for p in forged(forger, setting, "F4", client)]
    assert len({p.capture for p in made}) == len(made)
    assert len({p.phone for p in made}) > 1


def test_the_status_bar_is_that_of_a_phone_in_time() -> None:
    levels = []
    for name in map(str, range(20)):
        phone = handset(Random(name))
        moments = [AT + timedelta(minutes=9 * step) for step in range(320)]
        bars = [status(1, name, phone, moment) for moment in moments]
        for one, two in itertools.pairwise(bars):
            assert abs(one.battery - two.battery) <= 10
            assert two.charging or two.battery <= one.battery + 9
        levels += [bar.battery for bar in bars]
        assert all(len(bar.signal) == len(phone.carriers) for bar in bars)
        assert bars[0] == status(1, name, phone, moments[0])
    assert min(levels) < 35
    assert max(levels) == 100


def test_drawing_follows_the_picture(world: World) -> None:
    """An edited clock changes the picture; its battery stays."""
    picture = next(p for p in pictures(world, "phone") if p.view == "sms")
    file = render(1, "a.jpg", "heimao", picture)
    assert file == render(1, "a.jpg", "heimao", picture)
    assert file[:2] == b"\xff\xd8"
