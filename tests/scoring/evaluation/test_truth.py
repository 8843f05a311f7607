"""The truth file: what its rows mean, and what is refused."""

import json

import pytest

from mingjian import examples
from mingjian.fingerprints.errors import UnreadableInput
from mingjian.scoring.evaluation.truth import read_truth

LABEL = {"kind": None, "reviewer": "reviewer-1"}


@pytest.mark.parametrize(
    ("row", "ring", "slices", "synthetic"),
    [
        ({}, None, ("plain",), True),
        ({"kind": "G5"}, None, ("G5",), True),
        ({"kind": "G17", "slices": ["G4", "G17", "G2"]}, None, ("G2", "G4", "G17"), True),
        ({"kind": "G3", "slices": []}, None, ("plain",), True),
        ({"ring": "A"}, "A", (), True),
        ({"kind": "ring:7f", "genuine": False}, "7f", (), True),
        # a victim inside a ring is G14, told or not
        ({"kind": "ring:A", "genuine": True, "coordinated": True}, "A", ("G14",), True),
        ({"kind": "G14", "ring": "A", "genuine": True}, "A", ("G14",), True),
        # not genuine: in no slice of genuine rows
        ({"kind": "plain", "genuine": False}, None, (), True),
        ({"kind": "G1", "genuine": False, "slices": ["G1"]}, None, (), True),
        # a partner's label has a reviewer and no kind
        (LABEL, None, ("plain",), False),
        (LABEL | {"coordinated": True}, None, ("G14",), False),
        (LABEL | {"kind": "G2"}, None, ("G2",), False),
        (LABEL | {"synthetic": True}, None, ("plain",), True),
    ],
)
def test_what_a_row_means(truth_of, row, ring, slices, synthetic):
    truth = truth_of([row])
    assert truth.ring == (ring,)
    assert truth.slices == (slices,)
    assert truth.synthetic == synthetic


def test_the_examples_are_read():
    truth = read_truth(examples.folder() / "truth.jsonl")
    assert len(truth) == 83
    assert truth.synthetic
    assert {ring for ring in truth.ring if ring} == {"A", "B"}
    masks = truth.slice_masks()
    assert list(masks) == [*(f"G{n}" for n in range(1, 18)), "plain"]
    assert masks["G5"].sum() == 10


def test_marks_and_blank_lines_are_no_rows(tmp_path, truth_rows):
    path = tmp_path / "truth.jsonl"
    lines = [json.dumps(row) for row in truth_rows([{}, {}])]
    path.write_text("\ufeff" + lines[0] + "\r\n\n" + lines[1], "utf-8")
    assert read_truth(path).uids == ("heimao:0000", "heimao:0001")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"genuine": None}, "row 2: genuine"),
        ({"genuine": "secret-9"}, "row 2: genuine"),
        ({"coordinated": 1}, "row 2: coordinated"),
        ({"violation": ...}, "row 2: violation: Field required"),
        ({"decided_at": "secret-9"}, "row 2: decided_at: not a time"),
        ({"complaint_id": ""}, "row 2: complaint_id"),
        ({"platform": ...}, "row 2: platform"),
        ({"kind": ...}, "row 2: kind is missing"),
        ({"kind": "secret-9"}, "row 2: kind is none of"),
        ({"kind": "G18"}, "row 2: kind is none of"),
        ({"slices": ["G18"]}, "row 2: slices.0"),
        ({"severity": "secret-9"}, "row 2: severity"),
        ({"complaint_id": "0000"}, "row 2 repeats the platform and complaint_id of row 1"),
    ],
)
def test_a_wrong_row_is_named_by_number_and_not_quoted(tmp_path, truth_rows, change, says):
    rows = truth_rows([{}, change])
    rows[1] = {name: value for name, value in rows[1].items() if value is not ...}
    path = tmp_path / "truth.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(UnreadableInput) as caught:
        read_truth(path)
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "no rows"), (b"secret-9", "row 1 is not a JSON object"), (b"[1]\n", "row 1 is not")],
)
def test_what_is_no_truth_file(tmp_path, content, says):
    path = tmp_path / "truth.jsonl"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=says):
        read_truth(path)
    with pytest.raises(UnreadableInput, match="cannot read"):
        read_truth(tmp_path / "missing.jsonl")
