"""Score files of three formats, and the join."""

import csv
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mingjian.fingerprints.errors import UnreadableInput, UsageError
from mingjian.scoring.evaluation.score_file import join, read_scores


def columns(scores):
    return {
        name: np.asarray(getattr(scores, name)).tolist()
        for name in ("uids", "merit", "coordination", "priority", "route", "tier", "ring", "models")
    } | {name: np.nan_to_num(getattr(scores, name), nan=-1).tolist()
         for name in ("credibility", "filed_at")}  # fmt: skip


@pytest.fixture(scope="module")
def rows(score_rows):
    return score_rows(
        [
            {"credibility": None, "ring_id": "r-1", "severity": "S1"},
            {
                "complaint_id": "-12",
                "platform": "lender:甲",
                "credibility": 12.5,
                "tier": "extended",
            },
        ]
    )


def test_formats_read_alike(tmp_path, rows):
    (tmp_path / "s.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with (tmp_path / "s.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("\ufeff")
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        guarded = rows[1] | {"complaint_id": "'-12"}  # as the writer guards formulas
        writer.writerows([rows[0], guarded])
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "s.parquet")
    found = [
        columns(read_scores(tmp_path / f"s{suffix}")) for suffix in (".jsonl", ".csv", ".parquet")
    ]
    assert found[0] == found[1] == found[2]
    assert found[0]["uids"] == ["heimao:0000", "lender:甲:-12"]
    assert found[0]["credibility"] == [-1, 12.5]
    assert found[0]["ring"] == ["r-1", None]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_what_mingjian_writes_is_read(mingjian, given, home, suffix):
    out = home / f"scores{suffix}"
    assert mingjian("score", given, "--out", out, "--db", f"sqlite:///{home / 'x.db'}").status == 0
    scores = read_scores(out)
    assert len(scores) == 11
    assert not np.isnan(scores.filed_at).any()
    assert scores.models[0].startswith("scorecard")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"credibility": ...}, "row 2: credibility: Field required"),
        ({"credibility": 101}, "row 2: credibility"),
        ({"merit": None}, "row 2: merit"),
        ({"coordination": "secret-9"}, "row 2: coordination"),
        ({"route": "secret-9"}, "row 2: route"),
        ({"priority": None}, "row 2: priority"),
        ({"complaint_id": "0000"}, "row 2 repeats"),
    ],
)
def test_a_wrong_row_is_named_by_number_and_not_quoted(tmp_path, score_rows, change, says):
    rows = score_rows([{}, change])
    rows[1] = {name: value for name, value in rows[1].items() if value is not ...}
    path = tmp_path / "s.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(UnreadableInput) as caught:
        read_scores(path)
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("s.txt", b"", "ends in one of"),
        ("s.jsonl", b"", "no rows"),
        ("s.csv", b"a,b\n1,2\n", "row 1: complaint_id: Field required"),
        ("s.csv", b"\xff\xfe\x00", "not a CSV file"),
        ("s.parquet", b"no", "not a Parquet file"),
    ],
)
def test_what_is_no_score_file(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=says):
        read_scores(path)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_missing_file_is_said(tmp_path, suffix):
    with pytest.raises(UnreadableInput, match="cannot read"):
        read_scores(tmp_path / f"missing{suffix}")


def test_join_counts_what_only_one_has(truth_of, score_columns):
    truth = truth_of([{}, {"platform": "12378"}, {"complaint_id": "x"}])
    joined = join(truth, score_columns([{}, {}, {"complaint_id": "x"}, {}]))
    assert joined.truth.uids == joined.scores.uids == ("heimao:0000", "heimao:x")
    assert (joined.truth_only, joined.scores_only) == (1, 2)


def test_nothing_in_common_is_wrong_use(truth_of, score_columns):
    with pytest.raises(UsageError, match="no complaint in common"):
        join(truth_of([{"platform": "cfpb"}]), score_columns([{}]))
