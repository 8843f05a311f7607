"""The plan of a world: every filing, in order of time. Pictures are named here and drawn later."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count as naturals

from mingjian.simulation.adversaries.campaigns import Campaigns
from mingjian.simulation.adversaries.rings import Rings
from mingjian.simulation.chance import stream
from mingjian.simulation.complainants.filers import Filers
from mingjian.simulation.complainants.groups import collective, lawyer
from mingjian.simulation.complainants.letters import PublicLetter, public_letters
from mingjian.simulation.filing import Filing
from mingjian.simulation.lookalikes import marked
from mingjian.simulation.platforms.gate import Gate
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.cases import Cases

__all__ = ["World", "plan"]

FIRST = 60  # so many persons complain before the first group does, so that small worlds have one
GROUP = 14  # filings of one collective complaint, about
LARGEST, LEAST = 0.25, 20  # most of all adversaries' filings that one ring makes; or so many
CROWD = {"smear": 19, "flooding": 32, "poisoning": 8, "opportunists": 1}
PUBLIC = ("heimao", "xiaofeibao")  # where complaints can be read by anybody


@dataclass(frozen=True, slots=True)
class World:
    """A planned world.

    Attributes
    ----------
    filings : list of Filing
        In order of time.
    letters : tuple of PublicLetter
        What was there for everybody to copy.
    """

    setting: Setting
    filings: list[Filing]
    letters: tuple[PublicLetter, ...]


def plan(setting: Setting, complaints: int, *, pictures: bool = True) -> World:
    """Plan a world of exactly so many complaints, with or without pictures."""
    cases = Cases(setting)
    letters = public_letters(setting)
    fraud = round(complaints * setting.priors.rings.fraud_share)
    honest = _until(_honest(setting, cases, letters), complaints - fraud, setting)
    made, copied = _dishonest(setting, cases, letters, honest, fraud)
    filings = sorted((*honest, *made), key=lambda filing: (filing.at, filing.name))
    if not pictures:
        filings = [replace(filing, pictures=()) for filing in filings]
    return World(setting, list(_received(marked(filings, frozenset(copied)))), letters)


def _received(filings: Iterable[Filing]) -> Iterator[Filing]:
    """What the platforms take in or refuse, whoever filed it."""
    gate = Gate()
    for filing in filings:
        yield replace(filing, outcome="refused") if gate.refuses(filing) else filing


def _honest(
    setting: Setting, cases: Cases, letters: tuple[PublicLetter, ...]
) -> Iterator[list[Filing]]:
    filers, rates = Filers(setting, cases, letters), setting.rates
    between = round(GROUP / max(rates["filing.collective"], 1e-6))
    for place in naturals():
        chance = stream(setting.seed, "honest", place).random()
        if place % between == min(between // 2, FIRST):
            yield list(collective(setting, cases, f"g{place}"))
        elif chance < rates["filing.lawyer"]:
            yield list(lawyer(setting, cases, f"l{place}"))
        else:
            yield list(filers.filings(f"h{place}"))


def _until(groups: Iterator[list[Filing]], number: int, setting: Setting) -> list[Filing]:
    """So many filings that lie in the window; the last group is cut."""
    made: list[Filing] = []
    while len(made) < number:
        made += [filing for filing in next(groups) if setting.calendar.holds(filing.at)]
    return made[:number]


def _dishonest(
    setting: Setting,
    cases: Cases,
    letters: tuple[PublicLetter, ...],
    honest: list[Filing],
    number: int,
) -> tuple[list[Filing], set[str]]:
    """So many filings of adversaries, and the names of the honest ones that were copied."""
    rings, campaigns, rates = (
        Rings(setting, cases),
        Campaigns(setting, cases, letters),
        setting.rates,
    )
    public = [f for f in honest if f.platform in PUBLIC and f.truth.violation and len(f.text) > 40]
    made: list[Filing] = []
    copied: set[str] = set()
    for kind, size in CROWD.items():
        for place in range(round(rates[f"rings.{kind}"] * number / size)):
            if kind == "poisoning" and public:
                source, copies = campaigns.copies(str(place), public)
                copied |= {source} if copies else set()
                made += copies
            elif kind == "opportunists":
                made.append(campaigns.opportunist(str(place)))
            elif kind in {"smear", "flooding"}:
                made += getattr(campaigns, kind)(str(place))
    made = [filing for filing in made if setting.calendar.holds(filing.at)]
    if len(made) > number:
        return made[:number], copied
    for place in naturals():
        left = number - len(made)
        if not left:
            break
        ring = rings.filings(str(place), max(LEAST, round(number * LARGEST)))
        made += [filing for filing in ring if setting.calendar.holds(filing.at)][:left]
    return made, copied
