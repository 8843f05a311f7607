"""Authors: how one person words a date, a sum or a count, and what the hand does to the words.

Honest people and agents are authors alike (domain.md 6.2, rule 5). Dialect, slips, voice input and polish are habits
of a person and say nothing about truth (G8, G9, T9).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import weighted

__all__ = ["Author", "author"]

DIGITS = "零一二三四五六七八九"
WEEKDAYS = "一二三四五六日"
PARTS = ((5, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
LATE = ("半夜", "深夜", "夜里", "晚上")
NORTHERN = frozenset({"henan", "northeast", None})  # whoever says 俺


@dataclass(frozen=True, slots=True)
class Author:
    """A writer.

    Attributes
    ----------
    register : str
        Of :data:`mingjian.simulation.writing.grammar.REGISTERS`.
    me : str
        How the debtor is called.
    dates, clocks, sums : str
        Ways of writing them.
    hanzi : bool
        Counts in characters instead of digits.
    stop : float
        Share of clauses that end in a full stop.
    pause : str
        What stands between clauses otherwise.
    slips, evasions, fillers : float
        Share of the places at which the hand slips by sound, dodges a word filter, or speaks a filler.
    dialect : str or None
    length : float
        Length of texts against the usual one.
    order : str
        ``story``, ``incident`` or ``demand``: what comes first.
    rounding : float
        Share of counts that are rounded to 5, 10 and 20.
    """

    register: str
    me: str
    dates: str
    clocks: str
    sums: str
    hanzi: bool
    stop: float
    pause: str
    slips: float
    evasions: float
    fillers: float
    dialect: str | None
    length: float
    order: str
    rounding: float

    def date(self, at: datetime, now: datetime, random: Random) -> str:
        """A day as this author writes it, seen from ``now``."""
        month, day, ago = at.month, at.day, (now.date() - at.date()).days
        if self.dates == "relative" and 0 <= ago < 3:
            return ("今天", "昨天", "前天")[ago]
        if self.dates == "relative" and ago < 14:
            return random.choice(
                (f"上周{WEEKDAYS[at.weekday()]}", "前几天", f"{day}号", f"{month}月{day}号那天")
            )
        if self.dates == "vague" or (self.dates == "relative" and ago >= 25):
            return random.choice(
                (
                    f"{month}月份",
                    f"{month}月初" if day < 11 else f"{month}月{'中旬' if day < 21 else '底'}",
                )
            )
        return {
            "dot": f"{month}.{day}",
            "slash": f"{at.year}/{month}/{day}",
            "dash": f"{at.year}-{month:02d}-{day:02d}",
            "full": f"{at.year}年{month}月{day}日",
            "day": f"{month}月{day}日",
        }.get(self.dates, f"{month}月{day}号")

    def month(self, at: datetime, now: datetime, random: Random) -> str:
        """A month as this author writes it."""
        if self.dates in {"full", "slash", "dash"}:
            return f"{at.year}年{at.month}月"
        years = now.year - at.year
        if years == 0:
            return random.choice((f"今年{at.month}月", f"{at.month}月份", f"{at.month}月"))
        year = {1: "去年", 2: "前年"}.get(years, f"{at.year}年")
        return random.choice(
            (f"{year}{at.month}月", f"{at.year % 100}年{at.month}月", f"{year}{at.month}月份")
        )

    def clock(self, at: datetime, random: Random) -> str:
        """A time of day as this author writes it; many are rounded."""
        if self.clocks == "digital":
            return f"{at:%H:%M}"
        if self.clocks == "spoken" and random.random() < self.rounding:
            at += timedelta(minutes=5 * round(at.minute / 5) - at.minute)
        hour, minute = at.hour, at.minute
        part = next(name for limit, name in PARTS if hour < limit)
        part = random.choice(LATE) if hour >= 22 else part
        if hour == 0:
            part, hour = random.choice(("半夜", "凌晨", "夜里")), 12
        shown = hour - 12 if hour > 12 else hour
        if self.clocks == "half":
            return f"{part}{hour}:{minute:02d}"
        spoken = _hanzi(shown) if self.hanzi else str(shown)
        if minute == 0:
            return f"{part}{spoken}点{random.choice(('', '', '多', '左右'))}"
        if minute == 30:
            return f"{part}{spoken}点半"
        rest = (
            (_hanzi(minute) if minute > 9 else f"零{_hanzi(minute)}")
            if self.hanzi
            else f"{minute:02d}"
        )
        return f"{part}{spoken}点{rest}" + ("分" if self.register == "formal" else "")

    def sum(self, amount: float, random: Random) -> str:
        """A sum of yuan as this author writes it, with its unit."""
        whole = round(amount)
        if self.sums == "exact":
            shown = f"{amount:,.2f}" if amount != whole and random.random() < 0.6 else f"{whole:,}"
            return f"{shown}元"
        if self.sums == "round" and whole >= 10_000:
            return f"{whole / 10_000:.1f}".removesuffix(".0") + random.choice(
                ("万", "万块", "万元", "万多")
            )
        if self.sums == "hanzi" and whole >= 1000 and whole < 100_000:
            thousands = round(whole / 1000)
            unit = "万" if thousands % 10 == 0 else "千"
            number = thousands // 10 if unit == "万" else thousands
            if number < 10:
                return (
                    ("两" if number == 2 else _hanzi(number))
                    + unit
                    + random.choice(("块", "块钱", "多", "元"))
                )
        return f"{whole}{random.choice(('元', '块', '元', '块钱'))}"

    def number(self, value: int, random: Random) -> str:
        """A count as this author writes it; above nine, many are rounded upward (heaping)."""
        if value > 9 and random.random() < self.rounding:
            step = 5 if value < 20 else 10 if value < 100 else 50
            value = -(-value // step) * step
            if random.random() < 0.5 and value >= 20:
                return f"{_hanzi(value // 10)}十多" if value < 100 else f"{value}多"
            if random.random() < 0.3 and 10 < value < 20:
                return "十几"
        if self.hanzi and value < 100:
            return "两" if value == 2 else _hanzi(value)
        return str(value)


def author(random: Random, register: str, dialect: str | None, me: str | None = None) -> Author:
    """Draw the habits of a writer of a register."""
    rough, formal = register == "rough", register in {"formal", "polished"}
    me = me or weighted(
        random,
        {"本人": 8, "我": 2}
        if formal
        else {"我": 9, "本人": 1, **({"俺": 0.6} if rough and dialect in NORTHERN else {})},
    )
    dates = {"day": 3, "full": 3, "slash": 0.4, "dash": 0.6} if formal else {
        "number": 5, "dot": 2, "relative": 3, "vague": 2, "day": 2, "full": 1, "slash": 0.2}  # fmt: skip
    return Author(
        register=register,
        me=me,
        dates=weighted(random, dates),
        clocks=weighted(random, {"spoken": 6, "digital": 1.5, "half": 2}),
        sums=weighted(
            random,
            {"exact": 5, "plain": 2}
            if formal
            else {"plain": 5, "round": 2, "hanzi": 2, "exact": 1},
        ),
        hanzi=random.random() < (0.15 if formal else 0.4),
        stop=random.uniform(0.5, 0.9) if formal else random.choice((0.0, 0.1, 0.25, 0.4, 0.6)),
        pause=weighted(
            random, {"": 2, " ": 3, "，": 6, ",": 1} if rough else {"，": 20, ",": 1, " ": 0.7}
        ),
        slips=random.uniform(0.04, 0.16)
        if rough
        else 0.0
        if formal
        else random.choice((0.0, 0.0, 0.01, 0.03)),
        evasions=random.choice((0.0, 0.0, 0.0, 0.0, 0.2, 0.6)) if not formal else 0.0,
        fillers=random.uniform(0.1, 0.35) if rough and random.random() < 0.4 else 0.0,
        dialect=dialect,
        length={"rough": 0.85, "formal": 1.25, "polished": 1.3}.get(register, 1.0)
        * random.uniform(0.8, 1.25),
        order=weighted(random, {"story": 5, "incident": 4, "demand": 0.8}),
        rounding=random.choice((0.2, 0.5, 0.8)),
    )


def _hanzi(value: int) -> str:
    if value < 10:
        return DIGITS[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")
