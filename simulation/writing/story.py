"""Stories: what somebody wants to say; letters: texts with open slots that many may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from mingjian.simulation.world.incidents import Incident, Value
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.writing.grammar import Grammar

__all__ = ["Letter", "Story", "in_passing"]


@dataclass(frozen=True, slots=True)
class Letter:
    """A text with open slots that many may use: a public template, or an agent's.

    Attributes
    ----------
    clauses : tuple of (symbol, pattern)
    title : str
        Pattern of the headline.
    """

    name: str
    clauses: tuple[tuple[str, str], ...]
    title: str


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody wants to say.

    Attributes
    ----------
    lender : str
        As the teller writes it.
    now : datetime
        When it is written.
    incidents : tuple of Incident
        What is remembered, the gravest first.
    loan : Loan or None
    demands : tuple of str
        Phrase symbols of what is demanded.
    extra : tuple of (symbol, place, values)
        Points that belong to the case: an earlier complaint, for whom it is filed.
    title : str
        Phrase symbol of the headline.
    letter : Letter or None
        A public template that the teller copies and fills in (G1).
    """

    lender: str
    now: datetime
    incidents: tuple[Incident, ...]
    loan: Loan | None
    demands: tuple[str, ...]
    title: str
    extra: tuple[tuple[str, float, Mapping[str, Value]], ...] = ()
    letter: Letter | None = None
    words: Mapping[str, str] = field(default_factory=dict)


def in_passing(phrases: Grammar, random: Random) -> dict[str, str]:
    """Words for what any teller may name in passing."""
    return {
        "organ": random.choice(phrases.words("organ_channel")),
        "law": random.choice(phrases.words("law")),
        "relation": random.choice(phrases.words("relation_family")),
    }
