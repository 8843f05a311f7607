"""Sums of money as platforms print them."""

import re
import unicodedata

from mingjian.fingerprints.importers.importer import RefusedError

__all__ = ["parse_amount"]

AMOUNT = re.compile(
    r"(?:约|人民币|共|rmb|cny|¥)*(\d{1,15}(?:\.\d{1,8})?)([十百千]?万|亿|千|百)?(?:余|多)?(?:元|块|圆)?(?:整|人民币)?",
    re.IGNORECASE,
)
UNITS = {"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8}
NOT_STATED = {"", "-", "--", "/", "无", "暂无", "未填写", "不详", "未知", "null", "none", "nan"}


def parse_amount(written: str) -> float | None:
    """Read a sum in yuan; the complainant declared it, nobody checked it.

    Returns
    -------
    float or None
        0 or more. None when the platform shows that none was stated.

    Raises
    ------
    RefusedError
        When it is no sum.

    Examples
    --------
    >>> parse_amount("100元"), parse_amount("1.2万"), parse_amount("￥1,200.50"), parse_amount("无")
    (100.0, 12000.0, 1200.5, None)
    """
    plain = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", written))
    if plain.lower() in NOT_STATED:
        return None
    found = AMOUNT.fullmatch(plain)
    if not found:
        raise RefusedError("amount_cny", "not an amount")
    number, unit = found.groups()
    return round(float(number) * UNITS.get(unit, 1.0), 2)
