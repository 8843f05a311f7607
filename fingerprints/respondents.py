"""Who is complained about: one name for the spellings of one lender.

Platforms print the name of the app, the customer service account or the company (domain.md 4A,
投诉对象). Only what is the same under all of them is cut away; the alias table of a deployment goes
through the importer's column mapping.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["canonical_respondent"]

LONGEST = 200  # a respondent is a name; the search below is not linear in a hostile one
TAIL = re.compile(
    r"(?:客户服务中心|客户服务|官方客服|在线客服|客服中心|客服|官方微博|官方|官微|平台|app|软件"
    r"|股份有限公司|有限责任公司|有限公司|集团|,?\s*(?:inc|llc|ltd|co|corp|corporation|n\.a)\.?)+$"
)


@lru_cache(maxsize=65536)
def canonical_respondent(written: str) -> str:
    """Fold a respondent's name; empty stays empty.

    Examples
    --------
    >>> canonical_respondent("速云贷APP客服"), canonical_respondent("EQUIFAX, INC.")
    ('速云贷', 'equifax')
    """
    name = unicodedata.normalize("NFKC", written[:LONGEST]).lower().strip()
    name = re.sub(r"[（(]?█+[）)]?", "", name)  # what redaction has masked is no part of a name
    name = re.sub(r"\s+", " ", name).strip()
    return TAIL.sub("", name).rstrip(" ,.") or name
