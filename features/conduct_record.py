"""What is kept of a narrative's content once the narrative is gone: violations and facts, quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, cast

import orjson

from mingjian.features.conduct_facts import describe
from mingjian.features.history import Trace, View
from mingjian.features.residue import residue

__all__ = ["ConductRecord", "QuotedFact", "QuotedViolation", "conduct_of", "read_conduct"]

LONGEST_QUOTE = 60
LABEL = re.compile(r"[暴恶非违不强].{0,2}催收|骚扰|恐吓|威胁|harass|threat|tactics", re.IGNORECASE)


class QuotedViolation(TypedDict):
    """A violation with its redacted quote; ``start``-``end`` is its half-open range."""

    code: str
    severity: str | None
    start: int
    end: int
    quote: str


class QuotedFact(TypedDict):
    """A checkable fact, normalised, with its range in the narrative."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ConductRecord:
    """What a narrative told.

    Attributes
    ----------
    violations : list of QuotedViolation
    facts : list of QuotedFact
    severity : str or None
        The gravest of the violations.
    hardship, price : bool
        Asks for relief; disputes interest or fees (G12).
    labelled, described : bool
        Names abuse; tells what was done.
    residue : list of str
        Agent residue (T7), quoted.
    """

    violations: list[QuotedViolation]
    facts: list[QuotedFact]
    severity: str | None = None
    hardship: bool = False
    price: bool = False
    labelled: bool = False
    described: bool = False
    residue: Sequence[str] = ()

    def to_json(self) -> str:
        """Compact JSON for the store."""
        return orjson.dumps(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "ConductRecord":
        """Read :meth:`to_json` back."""
        return cls(**orjson.loads(text))


def conduct_of(trace: Trace, view: View) -> ConductRecord:
    """The record of a complaint, decoded once a view."""
    made = view.note(("conduct", trace.uid), lambda: ConductRecord.from_json(trace.conduct))
    return cast("ConductRecord", made)


def read_conduct(texts: Sequence[str], issues: Sequence[Sequence[str]]) -> list[ConductRecord]:
    """Read the narratives of a batch; the one place that looks at them after redaction.

    Parameters
    ----------
    texts : sequence of str
        Redacted.
    issues : sequence of sequence of str
        The tags of each complaint: naming abuse there is a label too.
    """
    return [
        ConductRecord(
            violations=[
                {
                    "code": v.code,
                    "severity": v.severity,
                    "start": v.start,
                    "end": v.end,
                    "quote": text[v.start : min(v.end, v.start + LONGEST_QUOTE)],
                }
                for v in found.violations
            ],
            facts=[
                {"kind": f.kind, "value": f.value[:LONGEST_QUOTE], "start": f.start, "end": f.end}
                for f in found.facts
            ],
            severity=found.severity,
            hardship=found.hardship,
            price=found.price,
            labelled=found.labelled or any(map(LABEL.search, tags)),
            described=found.described,
            residue=residue(text),
        )
        for text, tags, found in zip(texts, issues, describe(texts), strict=True)
    ]
