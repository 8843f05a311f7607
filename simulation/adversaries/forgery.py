"""Made-up screenshots: F0 the same file, F1 saved again, F2 brightened or cropped, F3 clock and slots edited, F4 drawn anew.

A forger has a kit, a phone that exists nowhere, and changes it every three to six months (S3-48).
"""

from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.filing import Message, Picture
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.world.people import Person
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
    """

    def __init__(
        self, seed: int, ring: str, phrases: Grammar, upgrade_months: float, start: datetime
    ) -> None:
        self._seed, self._ring, self._phrases = seed, ring, phrases
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
        symbol = ready.choice(SYMBOLS)
        pattern = self._phrases.pattern(symbol, ready, KNOWN)
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
            "lender": lender,
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
        return Picture(
            phone=phone, shot=name, taken=taken, view="sms", title=sender,
            messages=(Message(sent, fill(pattern, slots)),), edits=self._edits(level, random),
            capture=name if level != "F4" else f"{name}/{client.number}", origin="forged",
        )  # fmt: skip

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
