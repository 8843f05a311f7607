"""Importers: other people's exports of complaints, read into the contract.

In: file formats (bytes to records), importers (records to complaints) and :func:`read`, which puts
the two together. Next door: :mod:`mingjian.fingerprints.contract` says what a complaint is.
We read what a platform, a lender or a complainant exports; nothing here fetches anything.
"""

from mingjian.fingerprints.importers.importer import Importer
from mingjian.fingerprints.importers.reading import read
from mingjian.fingerprints.importers.registry import NAMES
from mingjian.fingerprints.importers.rows import Accepted, Rejected, Row

__all__ = ["NAMES", "Accepted", "Importer", "Rejected", "Row", "read"]
