"""Numbers in a complaint: counts, clock times, dates, amounts, days overdue.

Read from the folded channel of :mod:`mingjian.features.conduct_cues`. A count of calls over the
daily limit is itself V01, a clock time inside the forbidden hours beside a contact is V02.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Quantity", "quantities", "read_number"]

DAILY_LIMIT, DAILY_SERIOUS = 3, 20
NIGHT_FROM, NIGHT_UNTIL = 22 * 60, 8 * 60
DAYS = {"周": 7, "星": 7, "月": 30, "年": 365}

DIGITS = dict(zip("〇零一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ENGLISH = {word: number for number, word in enumerate(SPELT, 1)}
ENGLISH |= {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
ENGLISH |= {"fifty": 50, "dozen": 12, "dozens": 24}

SIGNS = "0-9〇零一二两三四五六七八九十百千万几数"
NUMERAL = rf"[{SIGNS}好无n][{SIGNS}多余.,~\-至到]{{0,11}}"
QUANTITY = re.compile(
    rf"({NUMERAL})\s?(?:(个(?![月小人朋平多家])|通|次|条|遍|封)"
    r"|(点(?!击|开|名)|[:：时](?=\d\d))|(元|块)|(天|个多?月))"
)
CLOCK_MINUTES = re.compile(r"(半|[0-9零〇一二三四五六七八九十]{1,3})(?!\s?[个次通元条天多])")
DAY_PART = re.compile(
    r"(凌晨|半夜|深夜|夜里|午夜|晚上|[昨今当]晚|晚|早上|早晨|清晨|上午|[今一大]早|早|中午|下午|傍晚)[^，。\d]{0,2}$"
)
CALLS_AFTER = re.compile(
    r"[多来左右以上\s]{0,3}(?:的|催收|骚扰|未接|陌生|座机|催款|恐吓)*(?:电话|来电|短信|未接|微信|信息|消息)"
)
CALLS_BEFORE = re.compile(
    r"(?:打|拨|响|呼|来电|电话|未接|催|骚扰|短信|发来|发了|每天至少)[^，。；;！？!?\n]{0,10}$"
)
OTHER_CALLS = re.compile(
    r"(?:客服|人工|银行|官方|热线|银监|12378|我(?:也|就|又|一共)?给)[^，。；;\n]{0,10}$"
)
PERIOD = re.compile(r"(天|日|时|分|午|晚|月|周|星期|年)[^，。；;\n]{0,9}$")
CONTACT = re.compile(
    r"打|拨|来电|电话|短信|微信|响|催|骚扰|上门|敲|坐在|轰炸|call|text|phone|rang|voicemail|knock"
)
NOT_CONTACT = re.compile(
    r"扣|转账|归还|还款|借款|申请|消费|交易|下单|提交|客服|热线|付款|到账|放款|营业|charged|payment|paid"
)
OVERDUE = re.compile(r"逾期[了已还才不到刚仅快近将超过第时间差多经是有]{0,4}$")
FULL_DATE = re.compile(r"(20\d\d)\s?[年./-]\s?(1[0-2]|0?[1-9])[月./-](3[01]|[12]\d|0?[1-9])")
SHORT_DATE = re.compile(r"(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])[日号]")
RELATIVE = {
    "昨天": "-1d",
    "昨晚": "-1d",
    "今天": "0d",
    "今早": "0d",
    "前天": "-2d",
    "yesterday": "-1d",
}
RELATIVE_DAY = re.compile("|".join(RELATIVE))
MONEY = re.compile(r"[$¥￥]\s?(\d[\d,]{0,11}(?:\.\d\d?)?)")
COUNT_EN = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(ENGLISH)})\+?(?:\s?-\s?\d{{1,3}})? "
    r"(?:(?:or more|of|to \d{1,3}|different|phone|missed) ){0,2}"
    r"(?:times|calls|texts|messages|voicemails|emails)\b([^.!?\n]{0,14}?\b(?:day|daily|today)\b)?"
)
COUNTED = ("times", "calls", "texts", "messages", "voicemails", "emails")
CALL_EN = re.compile(r"\b(?:call|phone|text|contact|harass|rang)")
CLOCK_EN = re.compile(r"(1[0-2]|0?[1-9])(?:\s?[:.]\s?(\d\d))?\s?([ap])\.?\s?m\b")


class Quantity(NamedTuple):
    """A number of one ``kind`` at ``start:end``; ``breach`` is the (code, severity) it shows."""

    kind: str
    value: str
    start: int
    end: int
    breach: tuple[str, str] | None = None


def read_number(written: str) -> tuple[float, bool] | None:
    """Read a number as written; the flag says "or more".

    Returns
    -------
    tuple of (float, bool) or None
        None when no number is given (``n个``). A range gives its lower end.

    Examples
    --------
    >>> [read_number(n) for n in ("十四", "二十一", "20多", "十几", "几十")]
    [(14, False), (21, False), (20, True), (10, True), (20, True)]
    >>> [read_number(n) for n in ("八九", "1.2万", "两千五百", "n")]
    [(8, True), (12000.0, False), (2500, False), None]
    """
    more = any(mark in written for mark in "几数多余")
    core = re.split(r"[~\-至到]", written.strip(".,~-至到"))[0].replace(",", "")
    latin = re.match(r"\d{1,12}(?:\.\d{1,6})?", core)
    if latin:
        number: float = float(latin[0]) if "." in latin[0] else int(latin[0])
        for unit in core[latin.end() :]:
            number *= UNITS.get(unit, 1)
        return number, more
    total, digit, seen = 0, 0, False
    for sign in core:
        if sign in DIGITS:
            if digit and not total:  # 八九: eight or nine
                more = True
                continue
            digit, seen = DIGITS[sign], True
        elif sign in "几数":
            digit = 0 if total else 2  # 几十 is twenty or more, 十几 ten or more
        elif sign in UNITS:
            unit = UNITS[sign]
            total = (total + digit or 1) * unit if unit == 10_000 else total + (digit or 1) * unit
            digit, seen = 0, True
    return (total + digit, more) if seen else None


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a folded text. Cost is linear in its length.

    Examples
    --------
    >>> [(q.kind, q.value, q.breach) for q in quantities("昨晚十一点四十打来，一天二十多个电话")]
    [('time', '23:40', ('V02', 'S3')), ('count', '20+', ('V01', 'S2')), ('date', '-1d', None)]
    """
    for match in QUANTITY.finditer(text):
        written, calls, clock, money, days = match.groups()
        start, end = match.span()
        if calls:
            yield from _count(text, written, start, end)
        elif clock:
            yield from _time(text, written, start, end)
        else:
            number = read_number(written)
            if number and money:
                yield Quantity("amount", _shown(number), start, end)
            elif number and OVERDUE.search(text, max(0, start - 8), start):
                yield Quantity(
                    "days_overdue", _shown(number, 1 if days == "天" else 30), start, end
                )
    for match in RELATIVE_DAY.finditer(text):
        yield Quantity("date", RELATIVE[match[0]], *match.span())
    for match in FULL_DATE.finditer(text):
        year, month, day = match.groups()
        yield Quantity("date", f"{year}-{int(month):02}-{int(day):02}", *match.span())
    for match in SHORT_DATE.finditer(text) if "月" in text else ():
        if text[match.start() - 1 : match.start()] not in tuple("年0123456789"):
            yield Quantity("date", f"--{int(match[1]):02}-{int(match[2]):02}", *match.span())
    if "$" in text or "¥" in text or "￥" in text:
        for match in MONEY.finditer(text):
            yield Quantity("amount", match[1].replace(",", "").removesuffix(".00"), *match.span())
    yield from _english(text)


def _shown(number: tuple[float, bool], times: int = 1) -> str:
    value = number[0] * times
    return (str(int(value)) if value == int(value) else f"{value:g}") + ("+" if number[1] else "")


def _count(text: str, written: str, start: int, end: int) -> Iterator[Quantity]:
    after = CALLS_AFTER.match(text, end)
    if not after and not CALLS_BEFORE.search(text, max(0, start - 14), start):
        return
    end = after.end() if after else end
    if OTHER_CALLS.search(text, max(0, start - 14), start):
        return
    number = read_number(written)
    if number is None:
        known = "unknown" if written[0] in "n无数好几" else None
        if known:
            yield Quantity("count", known, start, end)
        return
    period = PERIOD.search(text, max(0, start - 12), start)
    window = DAYS.get(period[1][0], 1) if period else 1
    daily = number[0] / window
    breach = None
    if daily >= DAILY_SERIOUS:
        breach = ("V01", "S2")
    elif daily > DAILY_LIMIT:
        breach = ("V01", "S3")
    yield Quantity("count", _shown(number), start, end, breach)


def _time(text: str, written: str, start: int, end: int) -> Iterator[Quantity]:
    number = read_number(written)
    if number is None or number[0] > 24 or number[0] != int(number[0]):
        return
    if CLOCK_EN.match(text, start):
        return
    hour, minute = int(number[0]), 0
    minutes = CLOCK_MINUTES.match(text, end)
    if minutes:
        read = (30, False) if minutes[1] == "半" else read_number(minutes[1])
        if read and read[0] < 60:
            minute, end = int(read[0]), minutes.end()
    part = DAY_PART.search(text, max(0, start - 8), start)
    named = part[1] if part else ""
    if named:
        start = part.start() if part else start
        evening = named.endswith("晚") or named == "晚上"
        night = named in ("夜里", "半夜", "深夜", "午夜")
        if hour < 12 and (named[0] in "下傍" or (evening and hour > 4) or (night and hour > 6)):
            hour += 12
        elif hour == 12 and named not in ("中午", "上午"):
            hour = 24
    certain = bool(named) or hour > 12
    forbidden = certain and not NIGHT_UNTIL <= (hour % 24) * 60 + minute < NIGHT_FROM
    breach = _night(text, start, end) if forbidden else None
    yield Quantity("time", f"{hour % 24:02}:{minute:02}", start, end, breach)


def _night(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Only a time beside a contact counts: money moves at night too."""
    before, after = text[max(0, start - 16) : start], text[end : end + 16]
    near = before + " " + after
    return ("V02", "S3") if CONTACT.search(near) and not NOT_CONTACT.search(near) else None


def _english(text: str) -> Iterator[Quantity]:
    for match in COUNT_EN.finditer(text) if any(word in text for word in COUNTED) else ():
        count = int(match[1]) if match[1].isdigit() else ENGLISH[match[1]]
        breach = None
        near = CALL_EN.search(text, max(0, match.start() - 60), match.end() + 20)
        if near and match[2] and count > DAILY_LIMIT:
            breach = ("V01", "S2" if count >= DAILY_SERIOUS else "S3")
        if near:
            yield Quantity("count", str(count), *match.span(), breach)
    for match in CLOCK_EN.finditer(text) if "m" in text else ():
        hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
        minute = int(match[2] or 0)
        start, end = match.span()
        # "before 8 am" names the limit itself and is a word cue
        night = not NIGHT_UNTIL <= hour * 60 + minute < NIGHT_FROM and minute < 60
        if minute < 60:
            value = f"{hour:02}:{minute:02}"
            yield Quantity("time", value, start, end, _night(text, start, end) if night else None)
