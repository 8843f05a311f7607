"""``mingjian evaluate``: statuses, what is printed, the JSON file and the page."""

import json
import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from mingjian import examples
from mingjian.scoring.evaluation.evaluation import evaluate
from mingjian.scoring.evaluation.flags import COORDINATED, GENUINE, OWN, RING_FILED
from mingjian.scoring.evaluation.page import render
from mingjian.scoring.evaluation.routes import TRUE_ROUTES
from mingjian.scoring.evaluation.truth import SLICES
from mingjian.scoring.evaluation.unknown import Unknown
from mingjian.scoring.evaluation.words import named, reason, slice_name

CHINESE = re.compile(r"[\u4e00-\u9fff]")
HOSTILE = "</style><script>alert(1)</script>\u202e"


@pytest.fixture
def files(home, truth_rows, score_rows):
    """Three complaints with a truth and a score, one with each alone."""
    truth = truth_rows(
        [{"ring": "A"}, {"violation": True, "severity": "S1"}, {}, {"platform": "cfpb"}]
    )
    scores = score_rows(
        [{"credibility": 5.0}, {"credibility": 90.0}, {"credibility": 60.0}, {}, {}]
    )
    for name, rows in (("truth", truth), ("scores", scores)):
        lines = [json.dumps(row) for row in rows]
        (home / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    return home


def test_the_examples_are_evaluated(mingjian, home):
    folder = examples.folder()
    scored = mingjian(
        "score", folder / "complaints.jsonl", "--out", home / "s.csv",
        "--attachments", folder / "attachments", "--db", f"sqlite:///{home / 'x.db'}",
    )  # fmt: skip
    assert scored.status == 0
    done = mingjian(
        "evaluate", "--truth", folder / "truth.jsonl", home / "s.csv",
        "--json", home / "e.json", "--report", home / "e.html", "--resamples", "20",
    )  # fmt: skip
    assert done.status == 0, done.err
    assert done.err == ""
    assert "synthetic 合成数据 · 83 行 rows" in done.out
    assert "G5 收到同一催收群发 same collector broadcast" in done.out
    result = json.loads((home / "e.json").read_text("utf-8"))
    assert result["data"] == "synthetic 合成数据"
    assert result["suspicion"]["flags"]["point"]["reached"] >= 0.7
    assert result["suspicion"]["rings"]["true_rings"] == 2
    page = (home / "e.html").read_text("utf-8")
    assert page.count("synthetic 合成数据") >= 3


def test_rows_of_one_file_alone_are_counted_and_said(mingjian, files):
    done = mingjian("evaluate", "--truth", "truth.jsonl", "scores.jsonl", "--json", "e.json")
    assert done.status == 0
    assert "truth without a score: 1" in done.out
    assert "scores without a truth: 2" in done.out
    result = json.loads((files / "e.json").read_text("utf-8"))
    assert (result["truth_only"], result["scores_only"]) == (1, 2)
    assert result["suspicion"]["counts"]["rows"] == 3


def test_options_reach_the_result(mingjian, files):
    done = mingjian(
        "evaluate", "--truth", "truth.jsonl", "scores.jsonl",
        "--json", "e.json", "--recall", "0.5", "--seed", "9", "--resamples", "3",
    )  # fmt: skip
    assert done.status == 0
    found = json.loads((files / "e.json").read_text("utf-8"))["suspicion"]
    assert (found["recall"], found["seed"], found["resamples"]) == (0.5, 9, 3)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["scores.jsonl"], "Missing option"),
        (["--truth", "truth.jsonl"], "Missing argument"),
        (["--truth", "missing.jsonl", "scores.jsonl"], "cannot read missing.jsonl"),
        (["--truth", "truth.jsonl", "missing.csv"], "cannot read missing.csv"),
        (["--truth", "truth.jsonl", "truth.txt"], "ends in one of"),
        (["--truth", "scores.jsonl", "scores.jsonl"], "row 1: genuine: Field required"),
        (["--truth", "truth.jsonl", "truth.jsonl"], "row 1: credibility: Field required"),
        (["--truth", "truth.jsonl", "other.jsonl"], "no complaint in common"),
        (["--truth", "truth.jsonl", "scores.jsonl", "--recall", "2"], "--recall"),
        (["--truth", "truth.jsonl", "scores.jsonl", "--report", "no/e.html"], "folder that exists"),
        (["--truth", "truth.jsonl", "scores.jsonl", "--json", "."], "folder that exists"),
    ],
)
def test_wrong_use(mingjian, files, score_rows, words, says):
    other = score_rows([{"platform": "12378"}])
    (files / "other.jsonl").write_text(json.dumps(other[0]))
    done = mingjian("evaluate", *words)
    assert done.status == 2
    assert says in done.err
    assert "Traceback" not in done.err


def test_help_shows_an_example(mingjian):
    shown = mingjian("evaluate", "--help")
    assert shown.status == 0
    assert "mingjian evaluate --truth world/truth.jsonl scores.jsonl" in shown.out


def test_no_other_command_pays_for_it():
    code = (
        "import sys, mingjian.scoring.cli\n"
        "print([name for name in ('sklearn', 'scipy.stats', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---- the page


@pytest.fixture(scope="module")
def page(small_world):
    return render(evaluate(*small_world, resamples=10))


def test_the_page_stands_alone(page):
    soup = BeautifulSoup(page, "lxml")
    assert soup.find_all(["script", "link", "img", "iframe"]) == []
    assert "default-src 'none'" in soup.select("meta[http-equiv]")[0]["content"]
    hrefs = [tag["href"] for tag in soup.find_all("a")]
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    assert hrefs
    assert {href.removeprefix("#") for href in hrefs} <= ids
    assert not re.search(r"(?:src|href)=\"http", page)
    assert len(soup.select("svg[role=img]")) == 3
    assert len([tag["id"] for tag in soup.find_all(id=True)]) == len(ids)


def test_the_page_is_the_same_for_the_same_evaluation(page, small_world):
    assert render(evaluate(*small_world, resamples=10)) == page


def test_every_heading_is_in_both_languages(page):
    for heading in BeautifulSoup(page, "lxml").select("h1, h2"):
        assert CHINESE.search(heading.select_one("[lang=zh]").text)
        assert re.search(r"[a-z]", heading.select_one("[lang=en]").text)


def test_names_from_outside_are_only_text(truth_of, score_columns):
    truth = truth_of([{"ring": "A", "axes": {HOSTILE: HOSTILE}}, {}])
    scores = score_columns([{"model": HOSTILE, "credibility": 1.0}, {"credibility": 90.0}])
    page = render(evaluate(truth, scores, resamples=0))
    assert "<script" not in page
    assert "\u202e" not in page
    assert "⟨U+202E⟩" in page


@pytest.mark.parametrize(
    ("truths", "scores"),
    [
        ([{}], [{}]),
        ([{"ring": "A"}], [{"credibility": None}]),
        ([{"kind": None, "reviewer": "r"}] * 2, [{"filed_at": None}] * 2),
    ],
)
def test_a_page_with_hardly_a_figure(mingjian, home, truth_rows, score_rows, truths, scores):
    for name, rows in (("truth", truth_rows(truths)), ("scores", score_rows(scores))):
        (home / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    done = mingjian(
        "evaluate",
        "--truth",
        "truth.jsonl",
        "scores.jsonl",
        "--json",
        "e.json",
        "--report",
        "e.html",
    )
    assert done.status == 0, done.err
    page = (home / "e.html").read_text("utf-8")
    words = [str(one) for one in Unknown if str(one) in page]
    assert words
    assert "None" not in BeautifulSoup(page, "lxml").body.get_text()
    assert "nan" not in (home / "e.json").read_text("utf-8").lower()


def test_every_word_has_its_chinese():
    for unknown in Unknown:
        assert CHINESE.search(reason(unknown.value).zh), unknown
    for name in (*SLICES, GENUINE, OWN):
        words = slice_name(name)
        assert CHINESE.search(words.zh), name
        assert words.en
    for name in (RING_FILED, COORDINATED, *TRUE_ROUTES, "met", "missed", "open"):
        assert CHINESE.search(named(name).zh), name
