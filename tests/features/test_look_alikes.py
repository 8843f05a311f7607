"""Innocent twins (domain.md 3C): what looks like coordination and is not, beside what is."""

import pytest

from mingjian.features.history import History
from mingjian.features.observation import observe
from mingjian.features.rows import FeatureRow, feature_rows
from worlds import END, TEXTS, table

AGENT, OTHER_AGENT, OWN, OWN_TOO, _ = TEXTS
ENDINGS = ("请核实。", "请平台主持公道。", "盼复。", "谢谢。", "急。", "请回复。")


def row(i: int, **fields: object) -> dict[str, object]:
    """One filing; by default a stranger with a device, a text and a time of her own."""
    return {
        "id": str(i),
        "platform": "heimao",
        "hour": 10 * i,
        "lender": "甲贷",
        "text": AGENT,
        "person": i,
        "device": f"dev-{i:04d}",
    } | fields


def seen(rows: list[dict[str, object]]) -> list[FeatureRow]:
    return feature_rows(observe(History(), table(rows), END))


def coordination(found: FeatureRow) -> dict[str, float]:
    """Coordination readings that say anything."""
    names = ("template_strangers", "capture_strangers", "ring_persons", "peers_72h")
    return {n: v for n in names if (v := found.readings[n].value)}


def farm(size: int, start: int = 0, device: str = "dev-F-0001") -> list[dict[str, object]]:
    """An agent's phone: one device, one wording, many people, a few hours apart."""
    return [
        row(start + i, hour=100 + 2 * i, device=device, tail=ENDINGS[i % 6]) for i in range(size)
    ]


def test_an_agents_phone_is_a_ring():
    for found in seen(farm(6)):
        assert found.ring_id
        assert found.readings["ring_persons"].value == 6
        assert set(found.readings["ring_bonds"].evidence) == {"device", "template"}


def test_three_phones_with_one_wording_are_one_ring():
    rows = [r for d in "XYZ" for r in farm(3, ord(d) * 10, f"dev-{d}-0001")]
    rings = {found.ring_id for found in seen(rows)}
    assert len(rings) == 1
    assert None not in rings


def test_g1_a_copier_of_the_public_text_on_her_own_phone_is_in_no_ring():
    found = {f.complaint_id: f for f in seen([*farm(4), row(50, hour=120)])}
    assert found["50"].ring_id is None
    assert coordination(found["50"]).keys() == {"template_strangers"}


def test_g2_a_family_filing_from_one_phone():
    rows = [
        row(1, device="dev-H-0001", text=OWN, relation="family"),
        row(2, device="dev-H-0001", text=OWN, relation="family"),
        row(3, device="dev-H-0001", text=OWN),
    ]
    assert [coordination(found) for found in seen(rows)] == [{}, {}, {}]


def test_g3_a_dormitory_computer_used_by_ten_with_their_own_stories():
    own = [OWN, OWN_TOO, OTHER_AGENT, AGENT]
    rows = [row(i, device="dev-D-0001", text=own[i % 4], hour=400 * i) for i in range(4)]
    for found in seen(rows):
        assert found.ring_id is None
        assert coordination(found) == {}


def test_g4_one_person_filing_everywhere_weighs_nothing():
    rows = [
        row(1, person=7, platform="lender:甲贷", text=OWN),
        row(2, person=7, platform="heimao", text=OWN, hour=200, prior=["lender:甲贷:1"]),
        row(3, person=7, platform="12378", text=OWN, hour=700, prior=["heimao:2"]),
    ]
    found = seen(rows)
    assert [coordination(f) for f in found] == [{}, {}, {}]
    assert [f.repeat_kind for f in found] == ["first", "escalation", "escalation"]
    assert len({f.case_id for f in found}) == 1


def test_g5_many_quoting_one_lender_message_support_each_other():
    message = "【速云贷】您的借款已严重逾期，今日18点前不处理将移交法务并联系您的联系人，退订回T。"
    rows = [
        row(1, text=OWN, tail=f"\n{message}"),
        row(2, text=OWN_TOO, tail=f"\n{message}"),
        row(3, text=OTHER_AGENT, tail=f"\n{message}"),
    ]
    for found in seen(rows):
        assert coordination(found) == {}
        assert found.readings["same_sender_victims"].value == 2
        assert found.broadcast_id


def test_b16_an_invented_message_beside_a_shared_text_supports_nobody():
    message = "【速云贷】您的借款已严重逾期，今日18点前不处理将移交法务并联系您的联系人，退订回T。"
    found = seen([row(i, tail=f"\n{message}") for i in range(4)])
    assert [f.readings["same_sender_victims"].value for f in found[1:]] == [None] * 3


def test_g6_filing_again_after_silence_is_a_refile():
    found = seen([row(1, person=7, text=OWN), row(2, person=7, text=OWN, hour=200)])
    assert found[1].repeat_kind == "refile"
    assert coordination(found[1]) == {}


def test_g7_a_lawyers_office_binds_nobody():
    rows = [
        row(i, device="dev-L-0001", payee="pay-L-77", relation="lawyer", authorised=True)
        for i in range(6)
    ]
    for found in seen(rows):
        assert found.ring_id is None
        assert found.readings["ring_persons"].value is None
        assert found.readings["contact_persons"].value is None


def test_an_agent_without_papers_gets_no_exemption():
    found = seen([r | {"relation": "lawyer"} for r in farm(6)])
    assert all(f.ring_id for f in found)


def test_g13_joiners_of_a_collective_complaint_share_its_words():
    found = seen([row(i, collective="G9") for i in range(5)])
    assert [coordination(f) for f in found] == [{}] * 5
    assert {f.repeat_kind for f in found} == {"collective"}


def test_g14_a_victim_who_paid_the_agent_is_bound_and_keeps_her_facts():
    agency = [r | {"payee": "pay-A-77", "tail": ENDINGS[0]} for r in farm(5)]
    victim = row(60, hour=130, text=OWN, payee="pay-A-77", device="dev-F-0001")
    (found,) = [f for f in seen([*agency, victim]) if f.complaint_id == "60"]
    assert found.ring_id
    assert "template" not in found.readings["ring_bonds"].evidence
    assert not found.readings["template_strangers"].value
    assert found.readings["violations_described"].value
    assert found.readings["conduct_facts"].value >= 3


def test_g15_the_earliest_of_a_copied_text_inherits_nothing():
    found = {f.complaint_id: f for f in seen([row(0, hour=1), *farm(6, start=10)])}
    assert coordination(found["0"]) == {}
    assert found["0"].ring_id is None
    assert found["0"].repeat_kind == "copied_by_others"


@pytest.mark.parametrize("size", [10, 100])
def test_poisoning_by_copies_of_her_text_picture_and_device_draws_her_into_no_ring(size):
    """B16: the attacker knows an honest person's text, picture and device tag, and floods."""
    victim = row(0, hour=1, device="dev-V-0001", picture="c", text=OWN)
    flood = [
        row(10 + i, hour=200 + i, device="dev-V-0001", picture="c", text=OWN) for i in range(size)
    ]
    (found,) = [f for f in seen([victim, *flood]) if f.complaint_id == "0"]
    assert found.ring_id is None
    assert coordination(found) == {}


def test_an_unknown_filing_time_proves_no_copying():
    rows = [row(1), row(2, time_precision="unknown")]
    (found,) = [f for f in seen(rows) if f.complaint_id == "2"]
    assert coordination(found) == {}


def test_a_network_is_never_a_bond():
    found = seen([row(i, text=(OWN, OWN_TOO)[i % 2], ip="114.114.114.114") for i in range(20)])
    assert {f.ring_id for f in found} == {None}


def test_picture_candidates_move_nothing_and_equal_pixels_do():
    found = seen([row(i, picture="c", text=OWN + "甲乙丙"[i] * 3) for i in range(3)])
    assert [f.readings["capture_strangers"].value for f in found] == [None, 1, 2]
    assert [f.readings["picture_candidates"].value for f in found] == [0, 0, 0]


def test_g15_a_copied_victim_who_files_again_inherits_no_copies():
    victim = [
        row(0, hour=1, person=900, text=OWN),
        row(90, hour=60, person=900, text=OWN, prior=["heimao:0"]),
        row(91, hour=90, person=900, text=OWN, platform="12378", prior=["heimao:90"]),
    ]
    copies = [row(10 + i, hour=5 + i, text=OWN) for i in range(12)]
    for found in seen([*victim, *copies]):
        if found.complaint_id in {"0", "90", "91"}:
            assert coordination(found) == {}
            assert found.own_words


def test_g15_copies_back_dated_at_the_lender_or_known_by_the_day_are_not_before_her():
    copies = [
        *[row(10 + i, hour=0, text=OWN, platform="lender:甲贷") for i in range(5)],
        *[row(20 + i, hour=0, text=OWN, time_precision="day") for i in range(5)],
    ]
    (found,) = [f for f in seen([*copies, row(0, hour=14, text=OWN)]) if f.complaint_id == "0"]
    assert coordination(found) == {}


def test_g15_an_original_that_arrives_after_a_crowd_of_copies_is_still_the_original():
    history = History()
    observe(history, table([row(10 + i, hour=50 + i, text=OWN) for i in range(70)]), END)
    features = feature_rows(observe(history, table([row(0, hour=1, text=OWN)]), END))
    (found,) = [f for f in features if f.complaint_id == "0"]
    assert coordination(found) == {}


def test_b16_copies_that_name_her_phone_draw_her_into_no_ring():
    victim = row(0, hour=1, text=OWN, phone="13811112222")
    copies = [row(10 + i, hour=2, text=OWN, phone="13811112222") for i in range(6)]
    (found,) = [f for f in seen([victim, *copies]) if f.complaint_id == "0"]
    assert found.ring_id is None
    assert found.own_words


def test_g3_a_counter_where_a_clerk_files_for_eight_walk_ins():
    own = [OWN, OWN_TOO, OTHER_AGENT, "他们把催款单贴在我家门口，邻居都看见了，我妈气得住院。"]
    rows = [
        row(i, device="dev-K-0001", account="clerk-1", text=own[i % 4], tail=ENDINGS[i % 6])
        for i in range(8)
    ]
    assert {f.ring_id for f in seen([r | {"hour": 500 * i} for i, r in enumerate(rows)])} == {None}


def test_g2_a_household_of_three_that_does_not_say_so():
    rows = [row(i, device="dev-H-0001", phone="13811112222", text=OWN) for i in range(3)]
    assert {f.ring_id for f in seen(rows)} == {None}


def test_more_relatives_than_a_household_holds_are_an_agency():
    found = seen([r | {"relation": "family"} for r in farm(12)])
    assert all(f.ring_id for f in found[1:])


def test_one_nameless_filing_hides_no_ring():
    blank = row(99, hour=1, person=None, device="dev-F-0001", text="请处理一下")
    assert all(f.ring_id for f in seen([blank, *farm(6)]) if f.complaint_id != "99")


def test_a_collective_number_across_lenders_is_no_collective():
    rows = [r | {"collective": "G1", "lender": f"贷{i % 3}"} for i, r in enumerate(farm(12))]
    assert sum(bool(f.ring_id) for f in seen(rows)) >= 10


def test_one_message_quoted_against_several_lenders_supports_nobody():
    message = "【速云贷】您的借款已严重逾期，今日18点前不处理将移交法务并联系您的联系人，退订回T。"
    rows = [
        row(i, text=(OWN, OWN_TOO, OTHER_AGENT)[i], tail=f"\n{message}", lender=f"贷{i}")
        for i in range(3)
    ]
    assert {f.readings["same_sender_victims"].value for f in seen(rows)} == {0}


def test_a_borrower_named_by_others_is_not_bound_by_it():
    mine = row(0, hour=1, text=OWN, phone="13811112222")
    others = [row(10 + i, text=AGENT, borrower_phone="13811112222") for i in range(6)]
    (found,) = [f for f in seen([mine, *others]) if f.complaint_id == "0"]
    assert found.ring_id is None
    assert found.readings["contact_persons"].value == 1
