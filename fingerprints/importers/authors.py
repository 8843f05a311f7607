"""Who a platform says the author is: an identity, a name, or nobody."""

import re

__all__ = ["complainant_of"]

ANONYMOUS = re.compile(r"匿名.*|anonymous|\*+|x+|-+|无|null|none", re.IGNORECASE)
MASK = re.compile(r"[*＊×●]")
PLATFORM_ACCOUNT = re.compile(r"用户_?(?:\d{6,}|[0-9a-f]{8,})", re.IGNORECASE)
DISTINCT_HANDLE = re.compile(r"(?=(?:\D*\d){4})[A-Za-z0-9_.\-]{8,}")


def complainant_of(author: str) -> dict[str, str]:
    """Read an author's name as shown.

    Only a handle that no two accounts share is an identity. A courtesy name such as 李先生, a
    masked name or a nickname is borne by many; it is kept as a name, so that it can be masked in
    the text (domain.md 4A: "not identity").

    Returns
    -------
    dict
        ``{"account_id": …}``, ``{"name": …}`` or, for nobody, empty.

    Examples
    --------
    >>> complainant_of("用户7512597604"), complainant_of("李先生"), complainant_of("匿名")
    ({'account_id': '用户7512597604'}, {'name': '李先生'}, {})
    """
    shown = author.strip()
    if not shown or ANONYMOUS.fullmatch(shown):
        return {}
    if not MASK.search(shown) and (
        PLATFORM_ACCOUNT.fullmatch(shown) or DISTINCT_HANDLE.fullmatch(shown)
    ):
        return {"account_id": shown}
    return {"name": shown}
