"""Made-up screenshots: F0 the same file, F1 saved again, F2 brightened or cropped, F3 clock and slots edited, F4 drawn anew.

A forger has a kit, a phone that exists nowhere, and changes it every three to six months (S3-48). It imitates real
screens well: a collector is invented as the world's collectors are, and does what they do. What tells the picture is
its reuse, not its look.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import count as naturals
from random import Random

from mingjian.simulation.chance import lognormal, stream
from mingjian.simulation.filing import Picture
from mingjian.simulation.world.agencies import Batch, agency
from mingjian.simulation.world.calendar import LOCAL, evening_leaning
from mingjian.simulation.world.cases import FILES
from mingjian.simulation.world.incidents import Incident, collect, severest
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.world.people import People, Person
from mingjian.simulation.world.pictures import (
    COUNTS,
    SPREAD,
    Debt,
    Screen,
    Traces,
    afterwards,
    moments,
    reached,
    screens,
    session,
)
from mingjian.simulation.writing.grammar import Grammar

__all__ = ["Forger"]

STORIES = 3  # that a kit has ready; each has some screens
MESSAGES = 0.4  # share of stories that are messages only, the easiest to make
PHONES = 9  # that a kit can draw (F4)


@dataclass(frozen=True, slots=True)
class _Story:
    """What a kit's phone shows before anything is edited; ``attempt`` names its stream."""

    kit: str
    place: int
    attempt: int
    traces: Traces
    taken: datetime


class Forger:
    """The forger of one agent.

    Parameters
    ----------
    seed : int
    ring : str
    phrases : Grammar
    upgrade_months : float
        Months until the kit changes.
    start : datetime
        When the agent began.
    lender : str
        Whom the ready pictures name, whoever is complained about (I5).
    rates : mapping of str to float
        The world's values of its priors.
    """

    def __init__(
        self,
        seed: int,
        ring: str,
        phrases: Grammar,
        upgrade_months: float,
        start: datetime,
        lender: str,
        rates: Mapping[str, float],
    ) -> None:
        self._seed, self._ring, self._phrases, self._lender = seed, ring, phrases, lender
        self._rates = rates
        self._step, self._start = timedelta(days=30.4 * upgrade_months), start
        kinds = [kind for kind in phrases.words("lender_kind") if lender.endswith(kind)]
        self._brand = lender.removesuffix(max(kinds, key=len, default=""))

    def version(self, at: datetime) -> int:
        """Which kit is in use."""
        return max(0, (at - self._start) // self._step)

    def pictures(
        self, level: str, client: Person, loan: Loan, at: datetime, random: Random
    ) -> tuple[Picture, ...]:
        """The screenshots of one filing: as many as people attach, all of one story.

        Parameters
        ----------
        level : str
            ``F0`` to ``F4``.
        client : Person
        loan : Loan
            The client's, with the lender that is complained about.
        at : datetime
            When the complaint is filed.
        random : Random
        """
        version, place, most = self.version(at), random.randrange(STORIES), random.choice(COUNTS)
        kit = phone = f"kit-{self._ring}-{version}"
        story = self._story(kit, place, version, loan)
        traces, taken, first = story.traces, story.taken, f"{kit}/{place}"
        if level in {"F3", "F4"}:
            own = stream(self._seed, "for", self._ring, client.number, at.isoformat())
            taken = session(at, own)
            traces = _moved(story, taken, own)
            traces = replace(traces, debt=_owed(client, loan, traces, taken, level == "F4", own))
        if level == "F4":
            phone = f"{kit}-{stream(self._seed, 'drawn', kit, client.number).randrange(PHONES)}"
            first = f"{phone}/{client.number}-{taken:%y%m%d%H%M}-{place}"
        made = []
        gaps = moments(story.taken, most, stream(self._seed, "forged", kit, place, "moments"))
        for number, screen in enumerate(self._screens(story, traces, taken, most)):
            name, after = f"{first}-{number}", gaps[number] - story.taken
            # A file that is used again was edited once.
            changed = random if level in {"F3", "F4"} else stream(self._seed, "forged", name)
            edits = afterwards(self._rates, changed)
            if level == "F3":
                edits = (*edits, ("clock", (story.taken + after).timestamp()))
            made.append(
                Picture(
                    phone=phone, shot=name, taken=taken + after, view=screen.view, title=screen.title,
                    messages=screen.messages, edits=(*edits, *_saved(level, random)),
                    people=() if screen.view == "calls" else traces.debt.names, capture=name,
                    origin="forged",
                )
            )  # fmt: skip
        return tuple(made)

    def _story(self, kit: str, place: int, version: int, loan: Loan) -> _Story:
        """A debtor whom an invented collector pursues, and who would complain and has something to show."""
        for attempt in naturals():
            ready = stream(self._seed, "forged", kit, place, attempt)
            made = self._start + version * self._step - timedelta(hours=ready.uniform(4, 200))
            filed = evening_leaning(made.date(), ready)
            taken = session(filed, ready)
            until = filed.date() - timedelta(days=1 + min(20, int(ready.expovariate(0.45))))
            overdue = until - timedelta(days=1 + round(min(300, lognormal(ready, 18, 0.9))))
            name, seed = ready.choice(self._phrases.words("agency_name")), ready.getrandbits(48)
            collector = agency(seed, 0, name, self._phrases)
            incidents: list[Incident] = []
            if ready.random() > MESSAGES:
                since = replace(loan, overdue=overdue)
                incidents = collect(since, collector, until, self._phrases, ready)
                if ready.random() > FILES[severest(incidents)]:
                    continue
            number, owed = ready.randrange(1, 10_000), round(lognormal(ready, 6500, 1.1), 2)
            name = People(seed, self._rates, self._phrases).person(number).name
            traces = Traces(
                Debt(number, name, self._lender, self._brand, owed, overdue),
                collector,
                reached(collector, number, overdue, taken),
                tuple(incidents),
            )
            story = _Story(kit, place, attempt, traces, taken)
            if self._screens(story, traces, taken, 1):
                return story
        raise AssertionError("somebody has something to show")

    def _screens(self, story: _Story, traces: Traces, taken: datetime, most: int) -> list[Screen]:
        """The story's screens; with other traces the same ones, with their names and times."""
        random = stream(self._seed, "forged", story.kit, story.place, story.attempt, "screens")
        return screens(traces, self._phrases, taken, most, random)


def _moved(story: _Story, taken: datetime, random: Random) -> Traces:
    """All that happened, some days later, so that it ends before the new clock; each thing at another time of day."""
    batches = [batch for batch in story.traces.batches if batch.at + SPREAD < story.taken]
    incidents = [incident for incident in story.traces.incidents if incident.at < story.taken]
    days = timedelta(days=(taken.date() - story.taken.date()).days)
    for later in (days, days - timedelta(days=1)):
        moved = tuple(_sent(batch, later, random) for batch in batches)
        happened = tuple(_happened(incident, later, random) for incident in incidents)
        # An hour, so that the calls that belong to something are not cut off.
        ends = [*(b.at + SPREAD for b in moved), *(i.at + timedelta(hours=1) for i in happened)]
        if all(end < taken for end in ends):
            break
    return replace(story.traces, batches=moved, incidents=happened)


def _sent(batch: Batch, later: timedelta, random: Random) -> Batch:
    """A broadcast on another day, at an hour of work."""
    day = (batch.at + later).date()
    at = datetime.combine(day, time(9), LOCAL) + timedelta(minutes=random.randrange(600))
    return replace(batch, name=f"{batch.family.name}@{day.isoformat()}", at=at)


def _happened(incident: Incident, later: timedelta, random: Random) -> Incident:
    return replace(incident, at=incident.at.replace(minute=random.randrange(60)) + later)


def _owed(
    client: Person, loan: Loan, traces: Traces, taken: datetime, careful: bool, random: Random
) -> Debt:
    """The client's name and sum; only a careful forger asks since when it is overdue (I5)."""
    lag = 1 + round(min(300, lognormal(random, 18, 0.9)))
    known = loan.overdue if careful else taken.date() - timedelta(days=lag)
    before = min((batch.at.date() for batch in traces.batches), default=taken.date())
    return Debt(
        number=client.number,
        name=client.name,
        lender=loan.lender.name,
        brand=loan.lender.aliases[-2],
        owed=loan.owed,
        overdue=min(known, before - timedelta(days=1)),
    )


def _saved(level: str, random: Random) -> tuple[tuple[str, float], ...]:
    if level == "F1":
        return (
            ("resize", random.uniform(0.6, 0.95)),
            ("recompress", random.uniform(0.45, 0.85)),
        )
    if level == "F2":
        return random.choice(
            (
                (("brighten", random.uniform(0.85, 1.2)),),
                (("crop", random.uniform(0.03, 0.15)),),
                (("watermark", random.random()),),
                (("crop", random.uniform(0.03, 0.12)), ("brighten", random.uniform(0.9, 1.15))),
            )
        )
    return ()
