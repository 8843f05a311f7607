"""Collection conduct described in a complaint: violations V01-V19, and facts to check.

Facts are worth more than labels (S3-12, S3-13): a text that says 暴力催收 and describes nothing is
``labelled`` but not ``described``, which asks for facts and is never a sign of fraud.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mingjian.features.conduct_cues import CueHit, Lexicon, load_lexicon
from mingjian.features.conduct_quantities import quantities

__all__ = ["Conduct", "Fact", "Violation", "describe"]

SPANS_PER_CODE = 3
FACTS_PER_KIND = 5
NEAR = 10
PAIRED = re.compile(r"[“「『\"]([^”」』\"\n]{2,60})(?:[”」』\"]|'')")


class Violation(NamedTuple):
    """One described violation; ``text[start:end]`` is the quote.

    ``code`` is ``V01``…``V19``; ``severity`` ``S1``…``S3``, None for V16 (price, not conduct).
    """

    code: str
    severity: str | None
    start: int
    end: int


class Fact(NamedTuple):
    """One checkable fact; ``value`` is normalised: ``14``, ``20+``, ``22:40``, ``spouse``.

    ``n+`` means at least n; ``unknown`` a count named but not given (N个).
    """

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Conduct:
    """What one complaint says of the collector's conduct. Empty tuples mean: nothing was found.

    ``severity`` is the gravest of the violations. ``labelled``: says a word such as
    暴力催收 or 骚扰. ``described``: describes some conduct, V16 apart (S3-12).
    """

    violations: tuple[Violation, ...]
    facts: tuple[Fact, ...]
    severity: str | None
    hardship: bool
    price: bool
    labelled: bool
    described: bool


def describe(texts: Sequence[str]) -> list[Conduct]:
    """Extract conduct from redacted texts (title and narrative), Chinese or English.

    Parameters
    ----------
    texts : sequence of str
        Readable channel; masks are runs of ``*``. Each text is read by itself.

    Returns
    -------
    list of Conduct
        One each, in order. At most three spans per code and five facts per kind.

    References
    ----------
    domain.md part 2 (V01-V19 and their severities), S3-12, S3-13, G8, G12.

    Examples
    --------
    >>> first, second = describe(["一天打了十四个电话，还打给我妈", "利息太高，要求停止暴力催收"])
    >>> sorted({v.code for v in first.violations}), first.severity
    (['V01', 'V03'], 'S2')
    >>> [(f.kind, f.value) for f in first.facts if f.kind == "count"]
    [('count', '14')]
    >>> second.labelled, second.described, second.price
    (True, False, True)
    """
    lexicon = load_lexicon()
    return [_describe(lexicon, text) for text in texts]


def _describe(lexicon: Lexicon, text: str) -> Conduct:
    folded = lexicon.fold(text)
    flags: set[str] = set()
    found: list[tuple[str, str, int, int]] = []
    named: list[CueHit] = []
    for hit in lexicon.hits(folded.text):
        code = hit.cue.code
        if code.startswith("fact:"):
            named.append(hit)
        elif code[0] == "V":
            found.append((code, hit.cue.value, hit.start, hit.end))
        else:
            flags.add(code)
    facts: list[Fact] = []
    for number in quantities(folded.text):
        facts.append(Fact(number.kind, number.value, number.start, number.end))
        if number.breach and not lexicon.forbidden(
            folded.text, number.start, number.end, numbered=True
        ):
            found.append((*number.breach, number.start, number.end))
    kept = _prune(found)
    facts += _beside(named, kept)
    if folded.starts is not None:
        facts = [Fact(f.kind, f.value, *folded.span(f.start, f.end)) for f in facts]
        kept = [Violation(v.code, v.severity, *folded.span(v.start, v.end)) for v in kept]
    # The quote as it stands, marks and all: the collector's own words are the best evidence.
    facts += [Fact("quoted_words", m[1], *m.span(1)) for m in PAIRED.finditer(text)]
    return Conduct(
        violations=tuple(kept),
        facts=tuple(_few(facts)),
        severity=min((v.severity for v in kept if v.severity), default=None),
        hardship="hardship" in flags,
        price=any(v.severity is None for v in kept),
        labelled="label" in flags,
        described=any(v.severity for v in kept),
    )


def _prune(found: list[tuple[str, str, int, int]]) -> list[Violation]:
    """Keep up to three spans per code, apart from each other, gravest and then longest first."""
    kept: dict[str, list[Violation]] = {}
    for code, value, start, end in sorted(found, key=lambda f: (f[1], f[2] - f[3], f[2])):
        same = kept.setdefault(code, [])
        if len(same) < SPANS_PER_CODE and all(end <= v.start or start >= v.end for v in same):
            same.append(Violation(code, value or None, start, end))
    return sorted((v for same in kept.values() for v in same), key=lambda v: (v.start, v.code))


def _beside(named: list[CueHit], violations: list[Violation]) -> Iterator[Fact]:
    spans = [(v.start - NEAR, v.end + NEAR) for v in violations if v.severity]
    taken: set[tuple[str, int]] = set()
    for hit in sorted(named, key=lambda h: (h.start, -h.end)):
        kind = hit.cue.code[5:]
        if hit.cue.near and not any(a <= hit.start and hit.end <= b for a, b in spans):
            continue
        if (kind, hit.end) not in taken:
            taken.add((kind, hit.end))
            yield Fact(kind, hit.cue.value or (hit.group or "").upper(), hit.start, hit.end)


def _few(facts: Iterable[Fact]) -> Iterator[Fact]:
    seen: dict[str, int] = {}
    for fact in sorted(facts, key=lambda f: (f.start, f.end)):
        seen[fact.kind] = seen.get(fact.kind, 0) + 1
        if seen[fact.kind] <= FACTS_PER_KIND:
            yield fact
