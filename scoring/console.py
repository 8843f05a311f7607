"""What the command line prints: the queue, one explanation, the summary."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from mingjian.scoring.labels import label
from mingjian.scoring.pipeline import Summary

__all__ = ["print_explanation", "print_queue", "print_summary"]

COUNTS = ("new", "changed", "known", "repeated", "later", "rejected")


def _both(section: str, code: str) -> str:
    words = label(section, code)
    return f"{words.zh} {words.en}"


def _line(words: str, style: str = "") -> Text:
    """A line of text in which nothing from a complaint steers the terminal or hides other words."""
    return Text("".join(c if c.isprintable() else "\ufffd" for c in words), style=style)


def _interval(record: Mapping[str, Any]) -> str:
    if record["credibility"] is None:
        return "—"
    low, high = record["credibility_low"], record["credibility_high"]
    return f"{record['credibility']:.0f} ({low:.0f}-{high:.0f})"


def print_queue(console: Console, records: Sequence[Mapping[str, Any]], shown: int) -> None:
    """Print the head and the tail of the queue, highest priority first."""
    console.print(_line("审核队列 Review queue", style="bold"))
    head = shown // 2 if len(records) > shown else len(records)
    tail = len(records) - (shown - head) if len(records) > shown else len(records)
    for number, record in enumerate(records, 1):
        if number <= head or number > tail:
            _print_row(console, number, record)
        elif number == head + 1:
            console.print(_line(f"  … {tail - head}", style="dim"))


def _print_row(console: Console, number: int, record: Mapping[str, Any]) -> None:
    route = _both("route", record["route"])
    uid = f"{record['platform']}:{record['complaint_id']}"
    severity = record["severity"] or "--"
    console.print(_line(f"{number:>4}  {_interval(record):<12} {severity}  {uid}  {route}"))
    for reason in record["reasons"][:1]:
        console.print(_line(f"      {reason['zh']}", style="dim"))
        console.print(_line(f"      {reason['en']}", style="dim"))


def print_explanation(console: Console, record: Mapping[str, Any]) -> None:
    """Print one score with all its reasons."""
    console.print(_line(f"{record['platform']}:{record['complaint_id']}", style="bold"))
    lines = {
        "可信度 credibility": _interval(record),
        "实情 merit": f"{record['merit']:.2f}",
        "串联 coordination": f"{record['coordination']:.2f}",
        "严重程度 severity": record["severity"] or "—",
        "路径 route": _both("route", record["route"]),
        "层级 tier": f"{record['tier']} · priority {record['priority']:.1f}",
        "截至 as of": record["as_of"].isoformat(),
        "最迟人工 due": record["due_at"].isoformat(),
        "模型 model": record["model"],
    }
    for name, value in lines.items():
        console.print(_line(f"  {name}: {value}"))
    for reason in record["reasons"]:
        console.print(_line(f"  {reason['weight']:+.2f} {reason['axis']}: {reason['zh']}"))
        console.print(_line(f"        {reason['en']}", style="dim"))
    for violation in record["violations"]:
        console.print(_line(f"  {violation['code']} “{violation['quote']}”"))


def print_summary(console: Console, summary: Summary, notes: Iterable[str] = ()) -> None:
    """Print where every row went."""
    counts = ", ".join(
        f"{_both('count', name)} {getattr(summary, name)}"
        for name in COUNTS
        if getattr(summary, name)
    )
    console.print(_line(f"{summary.rows} 行 rows: {counts or '—'}"))
    if summary.rescored:
        console.print(
            _line(f"受影响并重新评分的已有投诉 earlier complaints re-scored: {summary.rescored}")
        )
    for note in notes:
        console.print(_line(note))
