"""Slices that a filing belongs to because of what others file too: known when the whole world is.

A shared phone is a look-alike only where two persons file from it (G3), a broadcast only where two of its victims
show it (G5); what a lost picture would have shown is no slice of a filing without pictures.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingjian.simulation.filing import Filing

__all__ = ["KINDS", "marked"]

# Which slice names a filing that lies in several: the rarest first.
KINDS = (
    "G14", "G15", "G16", "G13", "G10", "G7", "G2", "G17", "G3", "G1", "G12", "G6", "G11", "G5", "G8", "G9", "G4",
)  # fmt: skip


def marked(filings: Sequence[Filing], copied: frozenset[str]) -> list[Filing]:
    """The filings with all their slices and with the kind that names them.

    Parameters
    ----------
    filings : sequence of Filing
        Of a whole world.
    copied : frozenset of str
        Names of public filings that somebody copied later (G15).
    """
    persons: dict[str, set[str]] = defaultdict(set)
    victims: dict[str, set[str]] = defaultdict(set)
    for filing in filings:
        for place in _places(filing):
            persons[place].add(_person(filing))
        for family in _families(filing):
            victims[family].add(filing.truth.matter)
    names = {filing.name for filing in filings}
    made = []
    for filing in filings:
        true, found = filing.truth, set(filing.truth.slices)
        shown = [family for family in _families(filing) if len(victims[family]) > 1]
        if true.genuine:
            found |= {"G15"} if filing.name in copied else set()
            shared = any(len(persons[x]) > 1 for x in _places(filing))
            found |= {"G3"} if shared and not true.ring else set()  # an agent's phone is no home's
            found |= {"G5"} if shown else set()
            found |= {"G11"} if _hides(filing) else set()
            found |= {"G17"} if filing.outcome == "withdrawn" else set()
            found -= set() if names.intersection(filing.prior) else {"G6"}
        slices = tuple(kind for kind in KINDS if kind in found)
        kind = (
            f"ring:{true.ring}" if true.ring and not true.genuine else next(iter(slices), "plain")
        )
        campaign = true.campaign or next(iter(shown), None)
        made.append(
            replace(filing, truth=replace(true, slices=slices, kind=kind, campaign=campaign))
        )
    return made


def _person(filing: Filing) -> str:
    return filing.truth.matter.partition("/")[0]


def _places(filing: Filing) -> Iterator[str]:
    """What a platform sees of where a filing comes from."""
    if filing.device:
        yield filing.device.device_id
        yield filing.device.ip


def _families(filing: Filing) -> Iterator[str]:
    """The families of the broadcasts that the pictures of a phone show."""
    for picture in filing.pictures:
        if picture.broadcast and picture.origin == "phone":
            yield picture.broadcast.partition("@")[0]


def _hides(filing: Filing) -> bool:
    return any(edit == "redact" for picture in filing.pictures for edit, _ in picture.edits)
