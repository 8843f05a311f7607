"""Cases: a person, a loan, what happened, and whether it is enough to complain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from mingjian.simulation.chance import lognormal, stream
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.agencies import Agency
from mingjian.simulation.world.calendar import evening_leaning
from mingjian.simulation.world.disputes import not_owed, outage, quarrel, stolen_identity
from mingjian.simulation.world.incidents import Incident, collect, severest
from mingjian.simulation.world.lenders import LABELLED, Lender
from mingjian.simulation.world.loans import Loan, lend
from mingjian.simulation.world.people import Person

__all__ = ["Case", "Cases"]

# Chance that somebody to whom this happened complains about it.
FILES = {"S1": 0.9, "S2": 0.75, "S3": 0.4, None: 0.12}
PATIENCE = 40  # persons asked before the last one files anyway
EVE = 21  # days before the window from which people still file within it
TOLD = (1, 1, 2, 2, 3, 3, 4, 5, 6)
ODD = frozenset({"impersonation_check"})  # told though no rule is broken


@dataclass(frozen=True, slots=True)
class Case:
    """What one person may complain about.

    Attributes
    ----------
    trigger : str
        ``collection`` or ``dispute``.
    incidents : tuple of Incident
        All that happened, in order of time.
    told : tuple of Incident
        What the person remembers and wants to tell, the gravest first.
    labelled : bool
        Whether the person calls it 暴力催收.
    """

    person: Person
    loan: Loan
    agency: Agency
    trigger: str
    incidents: tuple[Incident, ...]
    told: tuple[Incident, ...]
    labelled: bool
    filed_at: datetime

    @property
    def severity(self) -> str | None:
        """Of what is told."""
        return severest(list(self.told))

    @property
    def violation(self) -> bool:
        """Whether what is told violates a rule of conduct."""
        return any(incident.code for incident in self.told)


class Cases:
    """Draws cases of a world, one person after the other.

    Parameters
    ----------
    setting : Setting
    """

    def __init__(self, setting: Setting) -> None:
        self._set = setting
        self._next = 0
        first = setting.calendar.weights()[0]
        before = [setting.calendar.start - timedelta(days=back) for back in range(EVE, 0, -1)]
        self._days = [*before, *setting.calendar.days()]
        self._weights = [*(first for _ in before), *setting.calendar.weights()]
        self._lenders: dict[date, list[float]] = {}

    def case(self, name: str) -> Case:
        """The case of a name: a day, a lender and a trigger, then the first person who complains."""
        s, random = self._set, stream(self._set.seed, "case", name)
        day = random.choices(self._days, self._weights)[0]
        lender = random.choices(s.lenders, self._pressed(day))[0]
        collection = random.random() < s.collection_share(lender, day)
        broken = not collection and lender.outage is not None and random.random() < 0.35
        if broken and lender.outage is not None:
            day = lender.outage + timedelta(days=random.choice((0, 0, 0, 1, 1, 2)))
        for asked in range(PATIENCE):
            person = self.newcomer()
            case = self.of(
                person,
                lender,
                day,
                "collection" if collection else "dispute",
                random,
                broken=broken,
            )
            if asked + 1 == PATIENCE or random.random() < FILES[severest(list(case.incidents))]:
                return case
            if not collection:
                return case
        raise AssertionError("the last one files")

    def _pressed(self, day: date) -> list[float]:
        """How many complain about each lender on a day, relative; a new agency is a burst."""
        if day not in self._lenders:
            self._lenders[day] = [x.weight * x.pressure(day) for x in self._set.lenders]
        return self._lenders[day]

    def newcomer(self) -> Person:
        """The next inhabitant."""
        self._next += 1
        return self._set.people.person(self._next)

    def of(
        self,
        person: Person,
        lender: Lender,
        day: date,
        trigger: str,
        random: Random,
        *,
        broken: bool = False,
    ) -> Case:
        """What happened to a person with a lender until a day."""
        s = self._set
        overdue = day - timedelta(days=1 + round(min(300, lognormal(random, 18, 0.9))))
        loan = lend(lender, overdue, s.priors.people, random)
        agency = s.agency_of(loan, day)
        if trigger == "collection":
            if random.random() < 0.05:
                incidents = [not_owed(loan, day, s.phrases, random)]
                incidents += collect(loan, agency, day, s.phrases, random)[:1]
            elif random.random() < s.rates["filing.identity_theft"] * 2:
                # She learns of the loan when she is collected from.
                incidents = [stolen_identity(loan, day, s.phrases, random)]
                incidents += collect(loan, agency, day, s.phrases, random)[:2]
            else:
                incidents = collect(loan, agency, day, s.phrases, random)
        elif broken:
            incidents = [outage(loan, day, s.phrases, random)]
        else:
            incidents = [quarrel(loan, day, s.phrases, random)]
        told = self._remembered(incidents, random)
        chance = LABELLED["collection" if trigger == "collection" else "dispute"]
        if trigger == "collection" and random.random() < s.priors.filing.tells_nothing / 2:
            told = ()
        last = max(incident.at for incident in incidents)
        filed = evening_leaning(
            day + timedelta(days=min(20, int(random.expovariate(0.45)))), random
        )
        while filed <= last:
            filed = evening_leaning(filed.date() + timedelta(days=1), random)
        return Case(
            person, loan, agency, trigger, tuple(incidents), told, random.random() < chance, filed
        )

    @staticmethod
    def _remembered(incidents: Sequence[Incident], random: Random) -> tuple[Incident, ...]:
        """The gravest things, with something odd now and then; ordinary contacts only if nothing else is there."""
        grave = [i for i in incidents if i.code or i.kind in ODD]
        pool = grave or list(incidents)
        ranked = sorted(pool, key=lambda i: (i.severity or "S4", random.random()))
        first: dict[str, Incident] = {}
        for incident in ranked:
            first.setdefault(incident.kind, incident)
        return tuple(islice(first.values(), random.choice(TOLD)))
