"""The importers there are, and the choice of one."""

from collections.abc import Iterable
from pathlib import Path

from mingjian.fingerprints.errors import UsageError
from mingjian.fingerprints.importers.cfpb import Cfpb
from mingjian.fingerprints.importers.heimao import Heimao
from mingjian.fingerprints.importers.heimao_page import HeimaoPage
from mingjian.fingerprints.importers.importer import Importer, canonical
from mingjian.fingerprints.importers.jutousu import Jutousu
from mingjian.fingerprints.importers.mapping import ColumnMapping
from mingjian.fingerprints.importers.native import Native

__all__ = ["NAMES", "choose", "named"]

# Asked in this order; the one that wants least comes last.
IMPORTERS: tuple[type[Importer], ...] = (Native, Cfpb, Jutousu, HeimaoPage, Heimao)
NAMES = tuple(importer.name for importer in IMPORTERS)


def named(name: str) -> Importer:
    """Return the importer of this name, or the one made from a ``.toml`` mapping file.

    Raises
    ------
    UsageError
        When there is none, or the mapping file is wrong.
    """
    if name.endswith(".toml"):
        return ColumnMapping.load(Path(name))
    for importer in IMPORTERS:
        if importer.name == name:
            return importer()
    raise UsageError(
        f"no importer of that name; there are {', '.join(NAMES)}, and column mappings (*.toml)"
    )


def choose(columns: Iterable[str]) -> Importer | None:
    """Return the importer that recognises these columns, None when none does.

    Examples
    --------
    >>> choose(["Complaint ID", "Company", "Product", "Date received"]).name
    'cfpb'
    >>> choose(["a", "b"]) is None
    True
    """
    spelt = frozenset(map(canonical, columns))
    return next((make() for make in IMPORTERS if make().recognises(spelt)), None)
