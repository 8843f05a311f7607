"""The setting of a world: everything that is there before anybody complains, from one seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mingjian.simulation.chance import stream
from mingjian.simulation.priors import Priors
from mingjian.simulation.world.agencies import Agency, agencies, in_house
from mingjian.simulation.world.calendar import Calendar
from mingjian.simulation.world.lenders import LABELLED, Lender, labelled_shares, lenders
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.world.people import People
from mingjian.simulation.writing.grammar import Grammar, phrase_book
from mingjian.simulation.writing.hand import Habits
from mingjian.simulation.writing.narrative import Teller

__all__ = ["Setting"]

OUTSOURCED = 15  # days overdue after which an agency takes over (S3-31)


@dataclass(frozen=True)
class Setting:
    """What a world consists of.

    Parameters
    ----------
    seed : int
    priors : Priors
    held_out : bool
        Letters, broadcasts, synonyms and interfaces of phones are of the family that other worlds do without.
    """

    seed: int
    priors: Priors
    held_out: bool = False

    @cached_property
    def rates(self) -> dict[str, float]:
        """Values of the priors in this world."""
        return self.priors.drawn(self.seed)

    @cached_property
    def phrases(self) -> Grammar:
        """All phrases."""
        return phrase_book()

    @cached_property
    def family(self) -> Grammar:
        """The phrases, with this world's family of letters and messages."""
        return self.phrases.family(held_out=self.held_out)

    @cached_property
    def habits(self) -> Habits:
        """All habits of the hand."""
        return Habits.shipped()

    @cached_property
    def teller(self) -> Teller:
        """The one engine of all texts."""
        return Teller(self.phrases, self.family, self.habits)

    @cached_property
    def calendar(self) -> Calendar:
        """The window."""
        return Calendar(self.priors.calendar.start, self.priors.calendar.months)

    @cached_property
    def lenders(self) -> tuple[Lender, ...]:
        """The lenders, the largest first."""
        calendar = self.priors.calendar
        shares = labelled_shares(
            (calendar.labelled_first + calendar.labelled_last) / 2,
            self.priors.rings.fraud_share,
            self.rates["people.several_lenders"],
        )
        return lenders(self.seed, self.priors, self.rates, self.phrases, shares)

    @cached_property
    def agencies(self) -> tuple[Agency, ...]:
        """The collection agencies."""
        return agencies(self.seed, self.priors.market.agencies, self.family)

    @cached_property
    def desks(self) -> tuple[Agency, ...]:
        """The lenders' own collection desks."""
        return tuple(in_house(self.seed, x.number, x.name, self.family) for x in self.lenders)

    @cached_property
    def people(self) -> People:
        """The inhabitants."""
        return People(self.seed, self.rates, self.phrases)

    def agency_of(self, loan: Loan, day: date) -> Agency:
        """Who collects a loan on a day: the lender at first, then an agency."""
        lender = loan.lender
        random = stream(
            self.seed, "assigned", lender.number, loan.start.isoformat(), round(loan.principal)
        )
        if day - loan.overdue < timedelta(days=OUTSOURCED) and random.random() < 0.5:
            return self.desks[lender.number]
        main = lender.agency(day)
        other = next(number for number in lender.agencies if number != main)
        return self.agencies[main if random.random() < 0.8 else other]

    def collection_share(self, lender: Lender, day: date) -> float:
        """Share of a lender's complaints that are about collection on a day; it rises over the window (S3-09)."""
        first, last = self.priors.calendar.labelled_first, self.priors.calendar.labelled_last
        trend = (first + (last - first) * self.calendar.progress(day)) / ((first + last) / 2)
        spare = LABELLED["dispute"] * (1 - trend)
        span = LABELLED["collection"] - LABELLED["dispute"]
        return min(1.0, max(0.0, lender.collection * trend - spare / span))
