"""Personal numbers in free text: phones, ID numbers, cards, social security numbers, plates.

Numbers that are facts about the lender stay: short service lines (``95555``, ``12378``), 400 and
800 lines, message senders (``1069…``), sums, dates, case numbers.
"""

import re
from collections.abc import Iterator

__all__ = ["find_numbers"]

# What people put between digits: spaces, dashes, dots in the middle, things nobody sees.
GAPS = r" \t\u00a0\u3000\-－‐-―_·•~\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f\u20e3"
GAP = f"[{GAPS}]"
S = f"{GAP}{{0,3}}"
FREE = r"(?<![0-9█])(?<![0-9]\.)"
END = "(?![0-9█])"
BETWEEN = r"(?:\) ?|[ .\-]{1,2})"
TOLL_FREE = "(?!400|800|833|844|855|866|877|888)"
TIMESTAMP = (
    "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    f"(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]{END}"
)
SHAPES = {
    # six digits of region, eight of birth date, three of order, one check
    "id_number": f"[1-9](?:{S}[0-9]){{5}}{S}(?:1{S}[89]|2{S}0)(?:{S}[0-9]){{2}}{S}"
    f"(?:0{S}[1-9]|1{S}[0-2]){S}(?:[0-2]{S}[0-9]|3{S}[01])(?:{S}[0-9]){{3}}{S}[0-9Xx]"
    "|[1-8][0-9]{7}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}",
    "phone": f"(?:(?:0{S}0{S})?8{S}6{S}[)）]?{S}|179[0-9]{{2}}{S}|12593{S}|0{S})?"
    rf"(?:1(?!{GAP}+[0-9]{{2}}){S}[3-9](?:{S}[0-9]){{9}}|1[3-9][0-9]\.[0-9]{{4}}\.[0-9]{{4}})"
    f"|(?:(?:00)?86{S}[(（]?)?0(?:10|2[0-9]|[3-9][0-9]{{2}})[)）]?{S}[2-8][0-9]{{2,3}}{GAP}?[0-9]{{4}}"
    rf"|(?:1{BETWEEN}\(?)?{TOLL_FREE}[2-9][0-9]{{2}}{BETWEEN}[2-9][0-9]{{2}}{BETWEEN}[0-9]{{4}}"
    f"|{TOLL_FREE}(?!9[56])[2-9][0-9]{{2}}[2-9][0-9]{{6}}",
    "ssn": r"[0-9]{3}[ \-][0-9]{2}[ \-][0-9]{4}",
    # together, or spaced in fours unless that looks like a list of round sums
    "card": f"(?!106|95[0-9]{{11,12}}{END}|{TIMESTAMP})[0-9]{{13,19}}"
    f"|(?!(?:[0-9]{{3}}0{GAP}){{3}})[3-69][0-9]{{3}}"
    f"(?:{GAP}{{1,2}}[0-9]{{4}}){{3}}(?:{GAP}{{1,2}}[0-9]{{1,4}})?"
    f"|3[47][0-9]{{2}}{GAP}[0-9]{{6}}{GAP}[0-9]{{5}}",
}
RUN = re.compile(rf"[0-9][0-9Xx.()（）{GAPS}]{{6,}}")
NUMBER = re.compile(
    "|".join(f"(?P<{kind}>{FREE}(?:{shape}){END})" for kind, shape in SHAPES.items())
)

DIGIT = "[0-9零〇一二三四五六七八九幺]"
SPOKEN = re.compile(f"[1一幺](?<!{DIGIT}.)[3-9三四五六七八九](?:{GAP}?{DIGIT}){{9}}(?!{DIGIT})")
LOCAL = re.compile(
    "(?:电话|座机|固话|[Tt]el)[.号码是为:： ]{0,4}"
    rf"((?!(?:19|20)[0-9]{{6}})[2-8][0-9]{{2,3}}{GAP}?[0-9]{{4}})(?![0-9█.元块万])"
)
PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?"
    "(?=[A-Z]{0,5}[0-9])[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9█])"
)
SEEN_GAPS = re.compile(r"[ \t\u00a0\u3000\-－‐-―_·•~.]+")
ANY_DIGIT = re.compile("[0-9]")


def find_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, kind)`` of personal numbers.

    Parameters
    ----------
    text : str
        With ASCII digits; see :func:`mingjian.fingerprints.redaction.redact` for the others.

    Yields
    ------
    tuple of int, int, str
        Half-open range in characters and ``phone``, ``id_number``, ``card``, ``ssn`` or ``plate``.
        Ranges may overlap. A run of 13 to 19 digits counts as a card whatever its check digit: it
        is somebody's number.

    Examples
    --------
    >>> list(find_numbers("用138-1234-5678打来，不是95555，欠13812元"))
    [(1, 14, 'phone')]
    """
    for match in SPOKEN.finditer(text):
        if not match[0].isascii():
            yield *match.span(), "phone"
    if not ANY_DIGIT.search(text):
        return
    for run in RUN.finditer(text):
        for match in NUMBER.finditer(text, *run.span()):
            if match.lastgroup == "phone" and not _is_grouped(match[0]):
                continue
            start, end = match.span()
            before = text[start - 1 : start]
            if before and (before == "+" or (before in "(（" and re.search("[)）]", match[0]))):
                start -= 1
            yield start, end, match.lastgroup or ""
    for match in LOCAL.finditer(text):
        yield *match.span(1), "phone"
    for match in PLATE.finditer(text):
        yield *match.span(), "plate"


def _is_grouped(number: str) -> bool:
    # Some groups, or digit by digit; in between it is a list, such as months: 1 3 4 5 6 7 8 10 11.
    gaps = len(SEEN_GAPS.findall(number))
    return not 5 < gaps < 10
