"""The example data keeps its promises: valid, complete, invented, every look-alike present."""

import doctest
import ipaddress
import json
import re
import runpy
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from stdnum.cn import ric

import mingjian.examples as examples
from mingjian.examples import draw_screens
from mingjian.fingerprints.contract import (
    Device,
    Party,
    PlatformEvent,
    RawComplaint,
    Relation,
    parse_time,
)

FOLDER = examples.folder()
ATTACHMENTS = FOLDER / "attachments"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
BROADCAST = re.compile("【蓝鲸消金】[^】]*021-00006110。")


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


COMPLAINTS = [RawComplaint.model_validate(row) for row in rows("complaints.jsonl")]
TRUTH = {f"{row['platform']}:{row['complaint_id']}": row for row in rows("truth.jsonl")}
BY_KIND: dict[str, list[RawComplaint]] = defaultdict(list)
for complaint in COMPLAINTS:
    BY_KIND[TRUTH[complaint.uid]["kind"]].append(complaint)


def clauses(text: str) -> set[str]:
    return {part for part in re.split(r"[，。！？；：、\s,.!?;:“”]+", text) if len(part) >= 10}


def kept(text: str, other: str) -> float:
    """Share of a text's character trigrams that another text holds."""
    grams, theirs = ({t[i : i + 3] for i in range(len(t) - 2)} for t in (text, other))
    return len(grams & theirs) / len(grams)


def values(field: str, members: list[RawComplaint]) -> set[str | None]:
    return {getattr(member.complainant, field) for member in members}


def devices(members: list[RawComplaint]) -> set[str | None]:
    return {member.device.device_id for member in members}


# ---- form


def test_every_field_is_one_the_contract_knows():
    nested = {"complainant": Party, "borrower": Party, "device": Device}
    for row in rows("complaints.jsonl"):
        assert set(row) <= set(RawComplaint.model_fields)
        for field, model in nested.items():
            assert set(row.get(field, {})) <= set(model.model_fields)
        for event in row.get("events", []):
            assert set(event) == set(PlatformEvent.model_fields)


def test_uids_are_unique_and_rows_run_in_time_over_ten_weeks():
    assert len({c.uid for c in COMPLAINTS}) == len(COMPLAINTS) == 83
    days = [c.filed_at for c in COMPLAINTS]
    assert days == sorted(days)
    assert 63 <= (days[-1] - days[0]).days <= 70


def test_truth_covers_every_row_exactly():
    assert len(rows("truth.jsonl")) == len(TRUTH)
    assert set(TRUTH) == {c.uid for c in COMPLAINTS}
    for row in TRUTH.values():
        ring = row["kind"].startswith("ring:")
        assert row["genuine"] is not ring
        assert row["coordinated"] is (ring or row["kind"] == "G14")
        assert not (ring and row["violation"])
        assert parse_time(row["decided_at"]) > COMPLAINTS[-1].filed_at


def test_every_attachment_exists_and_every_file_is_used():
    named = [a.path for c in COMPLAINTS for a in c.attachments]
    assert set(named) == {path.name for path in ATTACHMENTS.iterdir()}
    assert len(named) == len(set(named)) == 30
    assert all(re.fullmatch(r"a\d\d\.(png|jpg)", name) for name in named)
    for name in named:
        Image.open(ATTACHMENTS / name).verify()


def test_everything_together_is_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 3_000_000


def test_contact_log_belongs_to_borrowers_of_two_lenders():
    log = rows("contact_log.jsonl")
    borrowers = {(c.borrower.phone or c.complainant.phone) for c in COMPLAINTS}
    assert {row["borrower"]["phone"] for row in log} <= borrowers
    assert {row["lender"] for row in log} == {"速云贷", "蓝鲸消费金融"}
    assert {row["channel"] for row in log} == {"call", "ai_call", "sms"}
    assert [row["at"] for row in log] == sorted(row["at"] for row in log)
    # the lender's systems never saw the agencies' private phones
    assert not any(row.get("number", "").startswith("170") for row in log)


# ---- invented


def test_persons_are_invented():
    for c in COMPLAINTS:
        for party in (c.complainant, c.borrower):
            assert re.fullmatch(r"1[3-9]\d0000\d{4}", party.phone or "13900000000")
            assert re.fullmatch(r".+@example\.(com|org)", party.email or "a@example.com")
            if party.id_number:
                assert ric.is_valid(party.id_number)
                assert party.id_number[14:17] == "000"
        if c.device.ip:
            home = ipaddress.ip_address(c.device.ip)
            assert any(home in ipaddress.ip_network(n) for n in ("198.18.0.0/15", "100.64.0.0/10"))


def test_no_text_comes_from_real_data():
    if not SHARED.is_dir():
        pytest.skip("real data is absent: no ../shared/data beside the repository")
    files = [p for p in SHARED.rglob("*") if p.suffix in {".csv", ".json", ".html"}]
    real = "\n".join(path.read_text("utf-8", errors="replace") for path in files)
    assert len(real) > 1_000_000
    for c in COMPLAINTS:
        for part in re.split(r"[，。！？；\n.!?;]+", c.text):
            # a law's name is public and quoted everywhere
            assert len(part) < 12 or "《" in part or part not in real


# ---- who is in


@pytest.mark.parametrize(
    ("kind", "count"),
    {
        **{"ring:A": 11, "ring:B": 8, "plain": 16, "G1": 3, "G2": 3, "G3": 3, "G4": 3, "G5": 10},
        **{"G6": 2, "G7": 4, "G8": 1, "G9": 1, "G10": 3, "G11": 1, "G12": 4, "G13": 6},
        **{"G14": 1, "G15": 1, "G16": 1, "G17": 1},
    }.items(),
)
def test_kinds(kind: str, count: int):
    assert len(BY_KIND[kind]) == count
    assert sum(map(len, BY_KIND.values())) == len(COMPLAINTS)


def test_ring_a_shares_devices_and_one_capture_in_office_hours():
    ring = BY_KIND["ring:A"]
    assert len(devices(ring)) == 3
    assert len(values("name", ring)) == len(values("phone", ring)) == len(ring)
    assert {c.platform for c in ring} == {"heimao", "xiaofeibao"}
    assert len({c.filed_at.date() for c in ring}) == 3
    assert all(1 <= c.filed_at.hour <= 9 and c.filed_at.weekday() < 5 for c in ring)
    shots = [ATTACHMENTS / a.path for c in ring for a in c.attachments]
    assert Counter(Counter(p.read_bytes() for p in shots).values()) == {4: 1, 1: 2}


def test_ring_b_shares_payee_and_mail_with_the_victim_it_filed_for():
    ring, victim = BY_KIND["ring:B"], BY_KIND["G14"][0]
    for field in ("payee_account", "email"):
        assert values(field, ring) == values(field, [victim]) != {None}
    assert len(values("phone", ring)) == len(ring)
    assert all("侵反" in c.text and "第一千零二十三条" in c.text for c in ring)
    assert sum("【姓名】" in c.text for c in ring) == 1
    assert not any(clauses(victim.text) & clauses(c.text) for c in ring)
    assert len({c.filed_at.date() for c in ring}) == len(ring)


def test_the_copied_original_is_the_earliest():
    original = BY_KIND["G15"][0]
    for copy in BY_KIND["ring:A"]:
        assert original.filed_at < copy.filed_at
        assert not devices([original]) & devices([copy])
        assert kept(original.text, copy.text) > 0.2
    others = [c for c in COMPLAINTS if TRUTH[c.uid]["kind"] not in {"ring:A", "G15"}]
    assert max(kept(original.text, c.text) for c in others) < 0.1


def test_one_broadcast_reached_ten_people_on_their_own_phones():
    people = BY_KIND["G5"]
    assert {c.respondent for c in people} == {"蓝鲸消费金融"}
    assert len(values("phone", people)) == len(people)
    pasted = [BROADCAST.findall(c.text) for c in people]
    assert len({words for found in pasted for words in found}) == 1
    assert all(bool(found) != bool(c.attachments) for found, c in zip(pasted, people, strict=True))
    drawn = {s.file: s for s in draw_screens.load(FOLDER / "screens.toml")}
    shown = [drawn[a.path] for c in people for a in c.attachments]
    assert len({(s.status, s.theme, s.size, s.scale) for s in shown}) == len(shown) == 6
    assert {s.entries[-1][1] for s in shown} == {found[0] for found in pasted if found}


def test_relations():
    home, office = BY_KIND["G2"], BY_KIND["G7"]
    family = [c for c in home if c.relation is Relation.family]
    (husband,) = (c for c in home if c.relation is Relation.self)
    assert len(devices(family)) == len(values("phone", family)) == 1
    assert {c.borrower.phone for c in family} == {husband.complainant.phone}
    assert husband.filed_at > max(c.filed_at for c in family)
    assert all(c.relation is Relation.lawyer and c.authorised for c in office)
    assert len(devices(office)) == len(values("email", office)) == 1
    assert len({c.borrower.name for c in office}) == 4


@pytest.mark.parametrize("kind", ["G4", "G6"])
def test_later_filings_cite_earlier_ones(kind: str):
    chain = BY_KIND[kind]
    assert len(values("phone", chain)) == 1
    for number, c in enumerate(chain):
        assert c.prior_complaint_ids == [earlier.complaint_id for earlier in chain[:number]]


def test_smaller_look_alikes():
    dorm, together = BY_KIND["G3"], BY_KIND["G13"]
    assert len(devices(dorm)) == 1
    assert len({c.respondent for c in dorm}) == len(values("phone", dorm)) == 3
    assert len({(c.collective_id, c.title) for c in together}) == 1
    assert len(values("phone", BY_KIND["G10"])) == 1
    assert len({c.respondent for c in BY_KIND["G10"]}) == 3
    assert BY_KIND["G17"][0].events[-1].type == "撤诉"
    assert all("暴力催收" in c.issues for c in BY_KIND["G12"])
    assert sum(c.platform == "cfpb" and c.currency == "USD" for c in COMPLAINTS) == 4
    assert any(c.text == "暴力催收，请处理" for c in COMPLAINTS)


def test_honest_people_share_no_sentences_but_those_with_a_reason():
    may_share = {"G1", "G4", "G7", "G13"}
    honest = [c for c in COMPLAINTS if TRUTH[c.uid]["genuine"]]
    for one, two in combinations(honest, 2):
        kinds = {TRUTH[one.uid]["kind"], TRUTH[two.uid]["kind"]}
        if len(kinds) == 1 and kinds <= may_share:
            continue
        left, right = (clauses(BROADCAST.sub("", c.text)) for c in (one, two))
        assert not left & right


def test_the_public_template_is_wrapped_in_own_facts():
    shared = set.intersection(*(clauses(c.text) for c in BY_KIND["G1"]))
    assert len(shared) >= 4
    for c in BY_KIND["G1"]:
        own = c.text.split("我认为上述做法")[0]
        assert len(own) > 80
        assert not any(part in own for part in shared)


# ---- pictures and package


def test_screens_redraw_to_what_is_stored():
    for screen in draw_screens.load(FOLDER / "screens.toml"):
        image = draw_screens.draw(screen)
        for name in (screen.file, *screen.same, *(name for name, _ in screen.resaved)):
            stored = Image.open(ATTACHMENTS / name).convert("RGB")
            assert stored.size == image.size
            assert max(ImageStat.Stat(ImageChops.difference(stored, image)).mean) < 3


def test_write_draws_every_file(tmp_path: Path):
    draw_screens.write(FOLDER / "screens.toml", tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {p.name for p in ATTACHMENTS.iterdir()}


def test_the_bare_folder_refuses_to_be_imported():
    with pytest.raises(ImportError, match=r"mingjian\.examples"):
        runpy.run_path(str(FOLDER / "__init__.py"), run_name="examples")


def test_doctests_run():
    assert doctest.testmod(examples).attempted >= 1
    assert doctest.testmod(examples).failed == 0
