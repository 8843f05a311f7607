"""Made-up screenshots: F0 the same file, F1 saved again, F2 brightened or cropped, F3 clock and slots edited, F4 drawn anew.

A forger has a kit, a phone that exists nowhere, and changes it every three to six months (S3-48).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.filing import Message, Picture
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.world.people import Person
from mingjian.simulation.world.pictures import afterwards
from mingjian.simulation.writing.grammar import Grammar, fill

__all__ = ["Forger"]

SYMBOLS = (
    "sms_threat",
    "sms_legal_scare",
    "sms_impersonation",
    "sms_pressure",
    "sms_to_contact",
    "sms_insult",
)
KNOWN = frozenset(
    {"name", "lender", "amount", "days", "deadline", "hotline", "case_no", "agency", "organ"}
)
CHAT = ("chat_press", "chat_scare", "chat_threat", "chat_impersonation")
OTHERS = (
    "other_delivery",
    "other_bank",
    "other_code",
    "other_carrier",
    "other_promo",
    "other_family",
    "other_work",
)
VIEWS = {"sms": 55, "list": 17, "calls": 18, "chat": 10}
SHOTS = 3  # pictures that a kit has ready


class Forger:
    """The forger of one agent.

    Parameters
    ----------
    seed : int
    ring : str
    phrases : Grammar
    upgrade_months : float
        Months until the kit changes.
    start : datetime
        When the agent began.
    lender : str
        Whom the ready pictures name, whoever is complained about (I5).
    rates : mapping of str to float
        The world's values of its priors.
    """

    def __init__(
        self,
        seed: int,
        ring: str,
        phrases: Grammar,
        upgrade_months: float,
        start: datetime,
        lender: str,
        rates: Mapping[str, float],
    ) -> None:
        self._seed, self._ring, self._phrases, self._lender = seed, ring, phrases, lender
        self._rates = rates
        self._step, self._start = timedelta(days=30.4 * upgrade_months), start

    def version(self, at: datetime) -> int:
        """Which kit is in use."""
        return max(0, (at - self._start) // self._step)

    def picture(
        self, level: str, client: Person, loan: Loan, lender: str, at: datetime, random: Random
    ) -> Picture:
        """A screenshot for one filing."""
        version, shot = self.version(at), random.randrange(SHOTS)
        kit = f"kit-{self._ring}-{version}"
        ready = stream(self._seed, "forged", kit, shot)
        view = ready.choices(list(VIEWS), list(VIEWS.values()))[0]
        base = self._start + version * self._step + timedelta(hours=ready.uniform(-200, -4))
        sender = f"1069{ready.randrange(1000):03d}0000{ready.randrange(10**6):06d}"
        edited = level in {"F3", "F4"}
        taken = at - timedelta(hours=random.uniform(1, 40)) if edited else base
        sent = taken - timedelta(
            minutes=random.randrange(3, 240) if edited else ready.randrange(3, 240)
        )
        own = random if edited else ready
        slots = {
            "name": f"{client.name[0]}**"
            if edited
            else ready.choice(("客户", "您", "先生", "女士")),
            "lender": lender if edited else self._lender,
            "amount": f"{loan.owed:.2f}元" if edited else f"{ready.randrange(2000, 40000)}元",
            "days": str(own.randrange(5, 90)),
            "deadline": f"今日{own.randrange(14, 20)}:00前",
            "hotline": f"0{ready.choice((10, 21, 571))}-{ready.randrange(20, 90)}00{ready.randrange(10**4):04d}",
            "case_no": f"{sent:%Y%m%d}{own.randrange(10**4):04d}",
            "agency": "法务部",
            "organ": ready.choice(self._phrases.words("organ_court")),
        }
        phone = f"{kit}-{random.randrange(9)}" if level == "F4" else kit
        name = f"{phone}/{shot}" if level != "F4" else f"{phone}/{client.number}"
        title = {"sms": sender, "chat": ready.choice(("法务部", "贷后专员", slots["organ"]))}.get(
            view, ""
        )
        return Picture(
            phone=phone, shot=name, taken=taken, view=view, title=title,
            messages=self._lines(view, sender, slots, sent, ready),
            edits=(*afterwards(self._rates, own), *self._edits(level, random)),
            capture=name if level != "F4" else f"{name}/{client.number}", origin="forged",
        )  # fmt: skip

    def _lines(
        self, view: str, sender: str, slots: Mapping[str, str], sent: datetime, ready: Random
    ) -> tuple[Message, ...]:
        """What the picture shows, the newest last: as much as a real phone would."""
        most = {"calls": (4, 14), "chat": (3, 7)}.get(view, (1, 4))
        number = ready.randint(*most)
        lines: list[Message] = []
        at = sent
        for place in range(number):
            if view == "calls":
                shown = ready.choice(
                    (slots["hotline"], sender[:10], f"1700000{ready.randrange(10**4):04d}")
                )
                lines.append(Message(at, shown, "missed" if ready.random() < 0.7 else "in"))
                at -= timedelta(minutes=ready.randrange(2, 60))
            elif view == "chat":
                text = self._phrases.say(ready.choice(CHAT), ready, slots)
                lines.append(Message(at, text, mine=place > 0 and ready.random() < 0.25))
                at -= timedelta(minutes=ready.randrange(1, 20))
            else:
                pattern = self._phrases.pattern(ready.choice(SYMBOLS), ready, KNOWN)
                lines.append(
                    Message(at, fill(pattern, slots), sender if view == "list" else "text")
                )
                at -= timedelta(hours=ready.randrange(5, 60))
        if view == "list":
            for symbol in ready.sample(OTHERS, ready.randint(2, 7)):
                at = sent - timedelta(hours=ready.randrange(1, 90))
                who = self._phrases.say("sender_service", ready, {})
                lines.append(Message(at, self._phrases.say(symbol, ready, {}), who))
            lines = list({line.kind: line for line in sorted(lines, key=lambda x: x.at)}.values())
        return tuple(sorted(lines, key=lambda line: line.at))

    @staticmethod
    def _edits(level: str, random: Random) -> tuple[tuple[str, float], ...]:
        if level == "F1":
            return (
                ("resize", random.uniform(0.6, 0.95)),
                ("recompress", random.uniform(0.45, 0.85)),
            )
        if level == "F2":
            return random.choice(
                (
                    (("brighten", random.uniform(0.85, 1.2)),),
                    (("crop", random.uniform(0.03, 0.15)),),
                    (("watermark", random.random()),),
                    (("crop", random.uniform(0.03, 0.12)), ("brighten", random.uniform(0.9, 1.15))),
                )
            )
        return ()
