"""Lenders: how many complaints they draw, what about, at what price, and who collects for them.

How much of a lender's complaints is about collection says nothing about how its agencies behave: the two are
drawn apart (domain.md 6.3), so that a lender's share is no evidence about one complaint (S3-20).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mingjian.simulation.chance import stream
from mingjian.simulation.priors import Priors
from mingjian.simulation.writing.grammar import Grammar

__all__ = ["AGENTS_LABEL", "LABELLED", "Lender", "labelled_shares", "lenders"]

# Shares labelled 暴力催收 of the forty largest: from 30 to 90 per cent, 28 above one half, 19 above 60 (S3-14).
SHARES = (  # some hundred complaints of each are counted: the lowest comes out lower, the middle scatters upward
    *(0.35 + 0.0105 * step for step in range(12)),
    *(0.54 + 0.001 * step for step in range(10)),
    *(0.64 + 0.0152 * step for step in range(18)),
)
FIRST = (0.839, 0.767, 0.53)  # S3-15 to S3-17
# Who picks the label: people who were collected from, and people with another quarrel (S3-13).
LABELLED = {"collection": 0.92, "dispute": 0.04}
AGENTS_LABEL = 0.65  # share of agents' and other adversaries' filings that carry it
OTHERS = 2.4  # further lenders that somebody with several abusive ones complains about
RATES = (0.12, 0.155, 0.18, 0.216, 0.239, 0.239, 0.239, 0.28, 0.30, 0.339, 0.355, 0.359, 0.36)
SHUFFLES, TAIL = 300, 0.2  # orders of the shares tried, and the small lenders' share aimed at
SPAN = 21  # days that a burst lasts


@dataclass(frozen=True, slots=True)
class Lender:
    """A lender.

    Attributes
    ----------
    weight : float
        Share of all complaints, 0-1.
    collection : float
        Share of its complaints that are about collection, 0-1.
    rate : float
        Yearly price of its loans.
    agencies : tuple of int
        Numbers of its collection agencies, in the order of their size.
    new_agency : date or None
        From that day another agency collects, and its debtors complain in a burst.
    outage : date or None
        On that day the app fails.
    hands_log : bool
        Whether it hands over a contact log.
    """

    number: int
    name: str
    aliases: tuple[str, ...]
    weight: float
    collection: float
    rate: float
    agencies: tuple[int, ...]
    new_agency: date | None
    outage: date | None
    hands_log: bool

    def agency(self, day: date) -> int:
        """The agency that holds most of its cases on a day."""
        return self.agencies[1 if self.new_agency and day >= self.new_agency else 0]

    def pressure(self, day: date) -> float:
        """How much more than usual there is to complain about collection on a day."""
        new = self.new_agency
        return 4.0 if new and 0 <= (day - new).days < SPAN else 1.0


def labelled_shares(
    overall: float, fraud: float, several: float
) -> tuple[float, tuple[float, ...], tuple[float, ...]]:
    """Shares of honest complaints that carry the label, so that all complaints together show the known ones.

    Parameters
    ----------
    overall : float
        Of all complaints.
    fraud : float
        Share of complaints that agents file; they label more than others.
    several : float
        Share of people who complain about several lenders.

    Returns
    -------
    float, tuple of float, tuple of float
        Of all lenders, of the first ones, of the forty largest.
    """

    def honest(share: float) -> float:
        return (share - AGENTS_LABEL * fraud) / (1 - fraud)

    mean = honest(overall)
    mean -= several * OTHERS * mean * (LABELLED["collection"] - mean)
    return mean, tuple(map(honest, FIRST)), tuple(map(honest, SHARES))


def lenders(
    seed: int,
    priors: Priors,
    rates: Mapping[str, float],
    phrases: Grammar,
    labelled: tuple[float, tuple[float, ...], tuple[float, ...]],
) -> tuple[Lender, ...]:
    """The lenders of a world, the largest first; ``labelled`` as :func:`labelled_shares` gives it."""
    market, calendar = priors.market, priors.calendar
    random = stream(seed, "lenders")
    size, days = market.lenders + market.tail, 30 * len(calendar.months)
    names = _names(seed, size, phrases)
    ranks = [1 / (rank + 1) ** rates["market.zipf"] for rank in range(market.lenders)]
    large = 1 - rates["market.tail_share"]
    weights = [large * rank / sum(ranks) for rank in ranks]
    weights += [rates["market.tail_share"] / market.tail] * market.tail
    shares = _shares(seed, weights, market.lenders, *labelled)
    made = []
    for number in range(size):
        first, second = random.sample(range(market.agencies), 2)
        day = calendar.start + timedelta(days=random.randrange(10, max(11, days - SPAN)))
        event = random.random()
        outage = calendar.start + timedelta(days=random.randrange(days))
        made.append(
            Lender(
                number=number,
                name=names[number][0],
                aliases=names[number],
                weight=weights[number],
                collection=shares[number],
                rate=random.choice(RATES),
                agencies=(first, second),
                new_agency=day if event < rates["market.new_agency"] else None,
                outage=outage if random.random() < rates["market.outage"] else None,
                hands_log=number < market.lenders and random.random() < priors.observation.logs,
            )
        )
    return tuple(made)


def _names(seed: int, size: int, phrases: Grammar) -> list[tuple[str, ...]]:
    """Names as registered and as people write them; every brand stands once a kind."""
    random = stream(seed, "lender names")
    brands, kinds = list(phrases.words("lender_brand")), list(phrases.words("lender_kind"))
    random.shuffle(brands)
    random.shuffle(kinds)
    made: list[tuple[str, ...]] = []
    for number in range(size):
        brand = brands[number % len(brands)]
        kind = kinds[(number // len(brands) + number * 5) % len(kinds)]
        made.append((brand + kind, brand + kind, brand + kind, brand, f"{brand}APP"))
    return made


def _shares(
    seed: int,
    weights: list[float],
    large: int,
    overall: float,
    first: tuple[float, ...],
    shares: tuple[float, ...],
) -> list[float]:
    """Collection shares; the small lenders have what is left to reach the world's share."""
    random = stream(seed, "shares")
    rest = list(shares)
    for share in first:
        rest.remove(min(rest, key=lambda value: abs(value - share)))
    rest = (rest * (large // len(rest) + 1))[: max(0, large - len(first))]
    tail = sum(weights[large:])
    best: tuple[float, list[float], float] | None = None
    for _ in range(SHUFFLES):
        random.shuffle(rest)
        labelled = [*first, *rest][:large]
        among = sum(w * share for w, share in zip(weights, labelled, strict=False))
        left = (overall - among) / tail
        off = abs(left - TAIL)
        if best is None or off < best[0]:
            best = (off, labelled, left)
    assert best is not None
    small = min(0.95, max(LABELLED["dispute"], best[2]))
    span = LABELLED["collection"] - LABELLED["dispute"]
    every = [*best[1], *[small] * (len(weights) - large)]
    return [min(1.0, max(0.0, (share - LABELLED["dispute"]) / span)) for share in every]
