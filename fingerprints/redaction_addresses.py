"""Postal addresses in free text, from the township or the street down to the room.

Province, city and county stay: they tell which court, police and branch are meant (G13) and name
nobody. What is finer is masked.
"""

import re
from collections.abc import Iterator

__all__ = ["find_addresses"]

CJK = "[\u3400-\u9fff]"
NUMBER = "[0-9A-Za-z一二三四五六七八九十百零〇-]{1,6}"
COUNT = "[0-9一二三四五六七八九十百]{1,4}"
ESTATE = "小区|花园|家园|公寓|新村|嘉园|大厦|广场|宿舍|苑|院"
UNIT = "号楼|号院|栋|幢|座|单元|室|层|楼|户|房|号|弄|组|队"
PLAIN = f"(?![的了和与及等我他她你们都被把给说去来到发在是有]){CJK}"
ANCHOR_CUES = "号栋幢座巷弄村"
ANCHOR = re.compile(
    f"(?:[路街巷弄]|大道|胡同)[东西南北中]?[ ]?{NUMBER}[ ]?[号弄巷](?!线)"
    f"|[栋幢座][ ]?(?:{COUNT}单元[ ]?)?[0-9]{{2,4}}[ ]?[室房户号]?(?![0-9元万平年月天个])"
    f"|号楼[ ]?(?:{COUNT}单元|[0-9]{{3,4}}[ ]?[室房户]?)"
    f"|单元[ ]?[0-9]{{3,4}}[ ]?[室房户号]?(?![0-9元万])"
    f"|(?:{ESTATE})[ ]?{COUNT}(?:号楼|栋|幢|座|单元|号院)"
    f"|村{PLAIN}{{0,4}}?{COUNT}(?:组|队|社|号)|(?:镇|乡|街道)(?:{PLAIN}){{1,5}}?村(?![委民镇支干里])"
)
TAIL = re.compile(
    f"(?>[ ]?(?:(?>(?:{PLAIN}){{1,8}}?(?:{ESTATE}))[ ]?)?{NUMBER}[ ]?(?:{UNIT})){{0,5}}+"
    "(?:[ -]?[0-9]{2,4}(?![0-9元万年月日天次个块]))?"
)
CUES = ("址", "住", "籍")
CUED = re.compile(
    "(?:住址|地址|户籍所在地|户籍地|家住|我住|居住在|住在|租住)[是为在于:： ]{0,3}"
    f"(?>(?:{PLAIN}){{1,7}}?(?:省|市|自治区|自治州|区|县|州|盟|旗)(?!委)){{0,4}}+"
    f"((?>(?:(?:{PLAIN}){{1,8}}?(?:镇|乡|街道|[路街巷村庄屯]|大道|胡同|{ESTATE})(?![委民支干口])|"
    f"{NUMBER}(?:号楼|号院|栋|幢|座|单元|室|层|楼|号|组|队))){{1,8}}+(?:[0-9]{{2,4}}(?![0-9元万]))?)"
)
STOPS = frozenset("省市区县旗州盟在住于到址是来去我的从往把被了和与给向至他她们你")
MOST_BEFORE = 8
STREET_CUES = (" St", " Ave", " R", " D", " B", " L", " Ct", " Ter", " P")
STREET_US = re.compile(
    r"(?<![0-9A-Za-z$.█])[0-9]{1,6} (?:[NSEW]\.? )?(?:[A-Z][A-Za-z]{1,20} ){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Ct|Terrace|Parkway|Pkwy)\b\.?"
    r"(?:,? (?:Apt|Apartment|Unit|Suite|Ste|#)\.? ?[0-9A-Za-z-]{1,6})?"
)


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, "address")``; ranges may overlap.

    Examples
    --------
    >>> text = "寄到西湖区文一西路522号9栋8单元103室，5月23号小区封控"
    >>> {text[a:b] for a, b, _ in find_addresses(text)}
    {'文一西路522号9栋8单元103室'}
    """
    if any(cue in text for cue in CUES):
        for match in CUED.finditer(text):
            yield *match.span(1), "address"
    if any(cue in text for cue in ANCHOR_CUES):
        yield from _anchored(text)
    if any(cue in text for cue in STREET_CUES):
        for match in STREET_US.finditer(text):
            yield *match.span(), "address"


def _anchored(text: str) -> Iterator[tuple[int, int, str]]:
    covered = 0
    for match in ANCHOR.finditer(text):
        if (start := match.start()) < covered:
            continue
        first = max(0, start - MOST_BEFORE)
        while start > first and _belongs(text[start - 1]):
            start -= 1
        tail = TAIL.match(text, match.end())
        covered = tail.end() if tail else match.end()
        yield start, covered, "address"


def _belongs(char: str) -> bool:
    return char not in STOPS and (
        "\u3400" <= char <= "\u9fff" or (char.isascii() and char.isalnum())
    )
