"""What a planned world has in it: the look-alikes, the adversaries, and causes before effects."""

import itertools
import re
from collections import Counter, defaultdict

import pytest

from mingjian.simulation.filing import Filing
from mingjian.simulation.plan import World, plan
from mingjian.simulation.priors import Priors
from mingjian.simulation.setting import Setting

GENUINE = [f"G{number}" for number in range(1, 18)]


def by(world: World, kind: str) -> list[Filing]:
    return [filing for filing in world.filings if kind in filing.truth.slices]


def test_so_many_complaints_in_order_of_time(world: World) -> None:
    assert len(world.filings) == 2500
    moments = [filing.at for filing in world.filings]
    assert moments == sorted(moments)
    assert all(world.setting.calendar.holds(moment) for moment in moments)
    assert len({filing.name for filing in world.filings}) == 2500


@pytest.mark.parametrize("kind", GENUINE)
def test_every_look_alike_is_there_and_genuine(world: World, kind: str) -> None:
    found = by(world, kind)
    assert found, f"no {kind}"
    assert all(filing.truth.genuine for filing in found)


def test_rates_are_those_of_the_world(world: World) -> None:
    rates, honest = world.setting.rates, [f for f in world.filings if not f.truth.coordinated]
    people = {f.truth.matter.partition("/")[0] for f in honest if f.truth.repeat == "first"}
    families = {f.truth.matter.partition("/")[0] for f in by(world, "G2")}
    assert len(families) / len(people) == pytest.approx(rates["filing.family"], abs=0.03)
    polished = {f.truth.matter.partition("/")[0] for f in by(world, "G9")}
    assert len(polished) / len(people) == pytest.approx(rates["people.polished"], abs=0.07)


def test_the_share_of_fraud_is_the_one_asked_for(world: World) -> None:
    false = [filing for filing in world.filings if not filing.truth.genuine]
    agents = [filing for filing in world.filings if filing.truth.ring]
    lone = [filing for filing in false if not filing.truth.ring]
    assert len(agents) + len(lone) == 500


def test_kinds_follow_the_contract(world: World) -> None:
    for filing in world.filings:
        true = filing.truth
        assert re.fullmatch(r"G\d+|plain|ring:[\w-]+", true.kind)
        assert true.kind.startswith("ring:") <= (not true.genuine)
        assert (true.kind in GENUINE) == bool(true.slices)
        assert true.coordinated == (true.ring is not None)
        assert true.violation <= bool(true.severity)


def test_nothing_is_told_before_it_happened(world: World) -> None:
    for filing in world.filings:
        if filing.case and filing.truth.told and not filing.truth.ring:
            happened = {i.kind for i in filing.case.incidents if i.at < filing.at}
            assert set(filing.truth.told) <= happened | {"collective_course"}
        for picture in filing.pictures:
            assert picture.taken < filing.at or picture.origin != "phone"
            if picture.origin == "phone":
                assert all(message.at < picture.taken for message in picture.messages)


def test_a_broadcast_reaches_many_with_own_names_and_times(world: World) -> None:
    seen = defaultdict(list)
    for filing in by(world, "G5"):
        for picture in filing.pictures:
            if picture.broadcast:
                seen[picture.broadcast].append((filing.truth.matter, picture.messages[-1]))
    shared = [rows for rows in seen.values() if len({matter for matter, _ in rows}) > 1]
    assert shared, "no broadcast reached two who filed"


def test_copies_come_after_their_original(world: World) -> None:
    copies = [f for f in world.filings if f.truth.ring and f.truth.ring.startswith("copy-")]
    originals = by(world, "G15")
    assert copies
    for copy in copies:
        assert any(source.at < copy.at and not source.truth.coordinated for source in originals)


def test_an_agents_victim_is_genuine_and_in_the_ring(world: World) -> None:
    for filing in by(world, "G14"):
        assert filing.truth.coordinated
        assert filing.truth.violation
        assert filing.truth.kind == "G14"


def test_levels_of_sourcing_show_in_devices() -> None:
    degrees = {}
    for level in ("N0", "N1", "N3"):
        made = plan(Setting(3, Priors().fixed(0.3, {"sourcing": level})), 500)
        ring = [f for f in made.filings if f.truth.axes and f.truth.aware and f.device]
        owners = defaultdict(set)
        for filing in ring:
            owners[filing.device.device_id].add(filing.truth.matter.partition("/")[0])
        degrees[level] = sum(map(len, owners.values())) / len(owners)
    assert degrees["N0"] > degrees["N1"] > degrees["N3"]
    assert degrees["N3"] < 1.2


def test_levels_of_spin_show_in_texts() -> None:
    def distinct(level: str) -> float:
        made = plan(Setting(3, Priors().fixed(0.3, {"spin": level})), 400)
        groups = defaultdict(list)
        for filing in made.filings:
            if filing.truth.template and filing.truth.ring and filing.truth.genuine is False:
                groups[filing.truth.template].append(set(filing.text))
        pairs = [(a, b) for texts in groups.values() for a, b in itertools.pairwise(texts)]
        return sum(len(a & b) / len(a | b) for a, b in pairs) / len(pairs)

    alike = [distinct(level) for level in ("E0", "E1", "E2", "E3")]
    assert alike[0] > alike[1] > alike[3]
    assert alike[2] > alike[3]


def test_an_adaptive_agent_changes_its_ways() -> None:
    priors = Priors().fixed(0.5, {"spin": "E0", "sourcing": "N0", "schedule": "R0"})
    eager = priors.model_copy(
        update={
            "rings": priors.rings.model_copy(
                update={"adaptive": (1.0, 1.0), "clients_median": 60.0}
            )
        }
    )
    levels: dict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for filing in plan(Setting(4, eager), 600).filings:
        if filing.truth.ring and filing.truth.axes:
            levels[filing.truth.ring].add(filing.truth.axes)
    assert any(len(found) > 1 for found in levels.values())


def test_adversaries_of_every_kind(world: World) -> None:
    kinds = Counter(  # an agent's ring has a number only
        re.sub(r"\d", "", filing.truth.ring or "").rstrip("-")
        for filing in world.filings
        if filing.truth.ring
    )
    assert {"", "smear", "flood", "copy"} <= set(kinds)
    lone = [f for f in world.filings if not f.truth.genuine and not f.truth.coordinated]
    assert lone, "no opportunist"


def test_held_out_worlds_share_no_letter_clause() -> None:
    def clauses(*, held_out: bool) -> set[str]:
        found = Setting(2, Priors(), held_out).family
        return {
            line
            for name in found.symbols
            if name.startswith("letter_")
            for line in found.words(name)
        }

    seen, held = clauses(held_out=False), clauses(held_out=True)
    assert seen
    assert held
    assert not seen & held
    assert 0.15 < len(held) / len(seen | held) < 0.35
    made = plan(Setting(2, Priors(), held_out=True), 300)
    assert any(filing.truth.ring for filing in made.filings)
