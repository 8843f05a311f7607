"""Slices that hang on what others file, and what platforms refuse whoever files."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from random import Random

from mingjian.simulation.adversaries.levels import starting_levels
from mingjian.simulation.filing import Filing
from mingjian.simulation.lookalikes import marked
from mingjian.simulation.plan import World, plan
from mingjian.simulation.platforms.gate import ACCOUNTS_A_DEVICE, Gate
from mingjian.simulation.platforms.timeline import timeline
from mingjian.simulation.priors import Priors
from mingjian.simulation.setting import Setting


def plain(world: World) -> Filing:
    """A filing with an account and a device and no slices."""
    return next(
        f
        for f in world.filings
        if f.complainant.account_id and f.device and f.truth.kind == "plain" and f.truth.genuine
    )


def test_a_shared_phone_needs_two_persons(world: World) -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for filing in world.filings:
        if filing.device:
            for place in (filing.device.device_id, filing.device.ip):
                users[place].add(filing.truth.matter.partition("/")[0])
    for filing in world.filings:
        shared = filing.device is not None and (
            len(users[filing.device.device_id]) > 1 or len(users[filing.device.ip]) > 1
        )
        own = filing.truth.genuine and not filing.truth.ring
        assert ("G3" in filing.truth.slices) == (shared and own)


def test_a_broadcast_needs_two_victims(world: World) -> None:
    victims: dict[str, set[str]] = defaultdict(set)
    for filing in world.filings:
        for picture in filing.pictures:
            if picture.broadcast and picture.origin == "phone":
                victims[picture.broadcast.partition("@")[0]].add(filing.truth.matter)
    for filing in world.filings:
        if "G5" in filing.truth.slices:
            assert any(
                picture.broadcast and len(victims[picture.broadcast.partition("@")[0]]) > 1
                for picture in filing.pictures
            )


def test_what_no_picture_shows_is_no_slice(setting: Setting) -> None:
    made = plan(setting, 200, pictures=False)
    assert not any(filing.pictures for filing in made.filings)
    assert not any({"G5", "G11"} & set(filing.truth.slices) for filing in made.filings)


def test_re_filed_only_where_the_earlier_one_is_there(world: World) -> None:
    names = {filing.name: filing for filing in world.filings}
    for filing in world.filings:
        if "G6" in filing.truth.slices:
            assert any(names[name].at < filing.at for name in filing.prior if name in names)


def test_the_kind_names_the_rarest_slice(world: World) -> None:
    filing = plain(world)
    several = replace(filing, truth=replace(filing.truth, slices=("G4", "G16", "G9")))
    (found,) = marked([several], frozenset())
    assert (found.truth.kind, found.truth.slices) == ("G16", ("G16", "G9", "G4"))
    (copied,) = marked([several], frozenset({several.name}))
    assert copied.truth.kind == "G15"


def test_the_gate_treats_everybody_alike(world: World) -> None:
    one = plain(world)
    for genuine in (True, False):
        gate, filing = Gate(), replace(one, truth=replace(one.truth, genuine=genuine))
        other = replace(filing, complainant=replace(filing.complainant, account_id="somebody else"))
        assert gate.refuses(filing) is None
        assert gate.refuses(other) == "text"
        assert gate.refuses(replace(other, platform="12315")) is None, "another platform's text"
        again = replace(filing, text=filing.text + "。", at=filing.at + timedelta(hours=3))
        assert gate.refuses(again) == "tags"
        assert gate.refuses(replace(again, at=again.at + timedelta(days=2))) is None


def test_the_gate_counts_accounts_on_a_device(world: World) -> None:
    one, gate = plain(world), Gate()
    answers = [
        gate.refuses(
            replace(
                one, text=f"{one.text}{n}", complainant=replace(one.complainant, account_id=str(n))
            )
        )
        for n in range(ACCOUNTS_A_DEVICE + 1)
    ]
    assert answers == [None] * ACCOUNTS_A_DEVICE + ["device"]


def test_refusals_reach_the_export(world: World) -> None:
    refused = [filing for filing in world.filings if filing.outcome == "refused"]
    assert any(filing.truth.genuine for filing in refused)
    assert any(filing.truth.ring for filing in refused)


def test_desks_decide_when_they_are_at_work(world: World) -> None:
    random = Random(1)
    hours = set()
    for filing in world.filings[:600]:
        for event in timeline(filing, world.setting.phrases, random)[1]:
            if event["actor"] in {"平台", "商家"} and event["type"] in {"审核通过", "审核未通过"}:
                hours.add(int(event["at"][11:13]))
    assert min(hours) >= 9
    assert max(hours) < 19


def test_few_rings_cover_all_levels() -> None:
    rings = Priors().rings
    for start in (0.0, 0.37, 0.9):
        dealt = [dict(starting_levels(place, rings, start).axes()) for place in range(20)]
        for axis in ("spin", "forgery", "sourcing", "schedule"):
            weights = getattr(rings, axis)
            for level, weight in weights.items():
                share = sum(one[axis] == level for one in dealt) / len(dealt)
                assert abs(share - weight) < 0.11, (axis, level)


def test_who_knows_nothing_lends_no_phone() -> None:
    priors = Priors().fixed(0.5, {"sourcing": "N3"})
    made = plan(Setting(2, priors), 300, pictures=False)
    people = made.setting.people
    for filing in made.filings:
        if filing.truth.aware is False and filing.device:
            client = people.person(int(filing.truth.matter.partition("/")[0]))
            assert filing.device.device_id != client.device.device_id
    assert {filing.truth.aware for filing in made.filings} == {True, False, None}
