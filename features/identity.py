"""Whose complaint it is, in tokens: the borrower's when it is about somebody else's loan, else the filer's.

A shared e-mail or payee is no identity: agents lend theirs to every client (D5). A courtesy
name such as 李先生 identifies nobody.
"""

from typing import NamedTuple, Self

from mingjian.fingerprints.rows import FingerprintedComplaint

__all__ = ["Identity"]


class Identity(NamedTuple):
    """Tokens of one person, by field; an empty tuple is unknown.

    ``ties`` are the tokens by which relatives who say so are known to each other (G2).
    """

    id_numbers: tuple[str, ...]
    phones: tuple[str, ...]
    accounts: tuple[str, ...]
    names: tuple[str, ...]
    ties: tuple[str, ...]

    @classmethod
    def of(cls, row: FingerprintedComplaint) -> Self:
        """Read the identity of a complaint."""
        tokens = row.tokens

        def of(name: str) -> tuple[str, ...]:
            return tuple(tokens.get(f"borrower.{name}") or tokens.get(f"complainant.{name}") or ())

        shared = ("device", "complainant.phone", "borrower.phone", "complainant.account")
        ties = tuple(token for name in shared for token in tokens.get(name, ()))
        return cls(of("id_number"), of("phone"), of("account"), of("name"), ties)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Everything that may show that two complaints are one person's."""
        return (*self.id_numbers, *self.phones, *self.accounts)
