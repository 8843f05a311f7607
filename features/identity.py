"""Whose complaint it is, in tokens: the borrower's when it is about somebody else's loan, else the filer's.

A shared e-mail or payee is no identity: agents lend theirs to every client (D5). A courtesy
name such as 李先生 identifies nobody.
"""

from typing import NamedTuple, Self

from mingjian.fingerprints.rows import FingerprintedComplaint

__all__ = ["LINK_FIELDS", "Identity"]


LINK_FIELDS = {
    "device": ("device",),
    "account": ("complainant.account",),
    "phone": ("complainant.phone",),
    "email": ("complainant.email",),
    "payee": ("complainant.payee", "borrower.payee"),
}
TIE_FIELDS = ("device", "complainant.phone", "borrower.phone", "complainant.account")
Mark = tuple[str, str]


class Identity(NamedTuple):
    """Tokens of one person, by field; an empty tuple is unknown.

    ``ties`` are the tokens by which relatives who say so are known to each other (G2); ``links`` are
    (kind, token) pairs that may bind the filing to others'. One person's complaints meet in a mark: an ID
    number, or a phone or account under one name. They are filed under ``filed_marks``, with the
    name and without, and looked up under ``asked_marks``: with her name or none, with any if she gave none.
    """

    id_numbers: tuple[str, ...]
    phones: tuple[str, ...]
    accounts: tuple[str, ...]
    names: tuple[str, ...]
    ties: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    filed_marks: tuple[Mark, ...]
    asked_marks: tuple[Mark, ...]

    @classmethod
    def of(cls, row: FingerprintedComplaint) -> Self:
        """Read the identity of a complaint."""
        tokens = row.tokens

        def of(name: str) -> tuple[str, ...]:
            return tuple(tokens.get(f"borrower.{name}") or tokens.get(f"complainant.{name}") or ())

        ids, phones, accounts, names = of("id_number"), of("phone"), of("account"), of("name")
        reached = (*phones, *accounts)
        numbers = tuple((token, "") for token in ids)
        filed = [(token, name) for token in reached for name in (*(names or ("",)), "*")]
        asked = [(token, n) for token in reached for n in ((*names, "") if names else ("*",))]
        links = tuple(
            (kind, token)
            for kind, fields in LINK_FIELDS.items()
            for name in fields
            for token in tokens.get(name, ())
        )
        ties = tuple(token for name in TIE_FIELDS for token in tokens.get(name, ()))
        marks = (*numbers, *filed), (*numbers, *asked)
        return cls(ids, phones, accounts, names, ties, links, *marks)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Everything that may show that two complaints are one person's."""
        return (*self.id_numbers, *self.phones, *self.accounts)
