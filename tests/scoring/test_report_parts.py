"""The report's parts: cuts, bars, months, drawings, words, colours."""

import re
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.features.observation import CATALOGUE
from mingjian.features.rings import LINKS
from mingjian.scoring.labels import declared, label
from mingjian.scoring.report.drawing import PALETTE
from mingjian.scoring.report.histogram import credibility_histogram
from mingjian.scoring.report.lender_months import LENDERS, MONTHS, lender_months
from mingjian.scoring.report.queue import review_queue
from mingjian.scoring.report.ring_picture import MARKERS, draw_ring
from mingjian.scoring.report.rings import LETTERS
from mingjian.scoring.triage import Route, Tier

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STYLE = files("mingjian.scoring.report").joinpath("style.css").read_text("utf-8")
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"' onfocus='alert(1) \u202eevil"
)


def record(number: int = 0, **fields: object) -> dict[str, object]:
    base: dict[str, object] = dict.fromkeys(
        ("template_id", "capture_id", "broadcast_id", "ring_id", "severity")
    )
    base |= {
        "platform": "heimao",
        "complaint_id": str(number),
        "respondent": "甲",
        "filed_at": NOW,
        "route": "undetermined",
        "credibility": 50.0,
        "reasons": [],
        "violations": [],
    }
    return base | fields


@pytest.mark.parametrize(
    ("count", "head", "tail", "ranks", "left_out"),
    [
        (0, 3, 2, [], 0),
        (5, 3, 2, [1, 2, 3, 4, 5], 0),
        (6, 3, 2, [1, 2, 3, 5, 6], 1),
        (9, 3, 2, [1, 2, 3, 8, 9], 4),
        (4, 2, 0, [1, 2], 2),
    ],
)
def test_a_long_queue_is_cut_in_the_middle(count, head, tail, ranks, left_out):
    queue = review_queue([record(i) for i in range(count)], head, tail)
    assert [row.rank for row in queue.head + queue.tail] == ranks
    assert (queue.left_out, queue.total) == (left_out, count)


@pytest.mark.parametrize(
    ("axis", "weight", "effect", "width"),
    [
        ("merit", 1.0, 1.0, 40.0),
        ("merit", -0.5, -0.5, 20.0),
        ("coordination", 1.0, -1.0, 40.0),
        ("coordination", 9.0, -9.0, 100.0),
        ("coordination", 0.0, 0.0, 0.0),
    ],
)
def test_a_bar_points_the_way_the_reason_moves_credibility(axis, weight, effect, width):
    token = "payee.k1.yryY7uhX4MR00dNB1FtFaQ"
    reason = {"code": "x", "axis": axis, "weight": weight, "zh": "", "en": "said", "evidence": []}
    reason["evidence"] = [token, "said", "heimao:1"]
    (row,) = review_queue([record(reasons=[reason])]).head
    (weighed,) = row.reasons
    assert (weighed.effect, weighed.width) == (effect, width)
    assert (weighed.evidence, weighed.hidden) == (("heimao:1",), 1)


@given(
    st.lists(
        st.tuples(st.integers(0, LENDERS + 9), st.integers(0, 2_000)).map(
            lambda pair: record(respondent=str(pair[0]), filed_at=NOW - timedelta(days=pair[1]))
        ),
        max_size=120,
    )
)
def test_no_complaint_is_lost_between_lenders_and_months(records):
    table = lender_months(records)
    assert sum(row.total for row in table.rows) + table.others_total == len(records)
    assert all(row.before + sum(row.counts) == row.total for row in table.rows)
    assert len(table.rows) <= LENDERS and len(table.months) <= MONTHS
    assert list(table.months) == sorted(set(table.months))
    assert not records or table.months[-1] == max(f"{r['filed_at']:%Y-%m}" for r in records)


def test_the_histogram_needs_a_score_and_follows_the_page():
    assert credibility_histogram([record(credibility=None)]) is None
    drawn = credibility_histogram([record(route="real_abuse", credibility=100.0)])
    assert "var(--real_abuse)" in drawn and "var(--industrialised)" not in drawn
    assert not re.search(r"#[0-9a-f]{6}", drawn.replace("#000000", ""))


def test_every_kind_of_bond_can_be_drawn():
    graph = nx.Graph()
    for number, kind in enumerate(LETTERS, 1):
        graph.add_node(LETTERS[kind] + "1", kind=kind)
        graph.add_node(str(number), kind="complaint", inside=number > 1)
        graph.add_edge(str(number), LETTERS[kind] + "1")
    drawn = draw_ring(graph, "ring1", 'a "title" <b>')
    assert '<title id="ring1-title">a &#34;title&#34; &lt;b&gt;</title>' in drawn
    assert all(f"var(--{kind})" in drawn for kind in MARKERS)
    assert drawn == draw_ring(graph, "ring1", 'a "title" <b>')


def test_every_code_has_its_words():
    codes = {
        "route": [route.value for route in Route],
        "tier": [tier.value for tier in Tier],
        "violation": [f"V{number:02}" for number in range(1, 20)],
        "bond": [*LETTERS, *LINKS, "complaint"],
        "cluster": ["template", "capture", "broadcast", "ring"],
        "count": ["new", "changed", "known", "repeated", "later", "rejected"],
        "repeat": ["first", "fan_out", "refile", "escalation", "collective", "copied_by_others"],
    }
    for section, names in codes.items():
        assert all(label(section, name).zh != name for name in names), section
    for feature in CATALOGUE.values():
        assert declared("twins", feature.twin).zh != feature.twin
    assert set(LETTERS) | {"complaint"} == set(MARKERS)


def colours(scheme: str) -> dict[str, str]:
    block = STYLE.split(":root {")[2 if scheme == "dark" else 1].split("}")[0]
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1-21."""

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_from_their_ground(scheme):
    found = colours(scheme)
    assert set(PALETTE) <= set(found)
    read_on = set(found) - {"paper", "card", "line", "slot"}
    low = {
        (name, ground): round(contrast(found[name], found[ground]), 2)
        for name in read_on
        for ground in ("paper", "card")
        if contrast(found[name], found[ground]) < 4.5
    }
    assert not low
    assert contrast(found["ink"], found["slot"]) >= 4.5
