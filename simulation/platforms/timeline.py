"""What happens to a filing on a platform: review, reply, withdrawal; and the status that an export shows."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from mingjian.simulation.filing import Filing
from mingjian.simulation.platforms.channels import channel
from mingjian.simulation.writing.grammar import Grammar

__all__ = ["timeline"]

REPLIES = {"lender_reply_generic": 50, "lender_reply_asks": 18, "lender_reply_denies": 16, "lender_reply_plan": 10,
           "lender_reply_stop": 6}  # fmt: skip
FORM = 0.03  # share that a platform refuses for a formal reason
OFFICE = (9, 19)  # hours
AGENT = 0.03  # share of replies in which a lender suspects an agent, whoever filed (L3)


def timeline(filing: Filing, phrases: Grammar, random: Random) -> tuple[str, list[dict[str, Any]]]:
    """Status and timeline as a platform exports them."""
    events: list[dict[str, Any]] = []

    def add(at: datetime, actor: str, kind: str, text: str = "") -> None:
        events.append(
            {"at": at.isoformat(timespec="seconds"), "actor": actor, "type": kind, "text": text}
        )

    first, last = channel(filing.platform).review_days
    waits = timedelta(hours=random.uniform(2, 24 * random.uniform(first, last)))
    reviewed = _at_work(filing.at + waits, random)
    add(filing.at, "用户", "发起投诉")
    if filing.outcome == "refused" or random.random() < FORM:
        add(reviewed, "平台", "审核未通过")
        return "审核未通过", events
    add(reviewed, "平台", "审核通过")
    if filing.outcome in {"unanswered", "open"}:
        add(reviewed + timedelta(seconds=random.randrange(2, 90)), "平台", "商家处理中")
        return "处理中" if filing.outcome == "open" else "待回复", events
    replied = _at_work(reviewed + timedelta(days=random.expovariate(0.3), hours=1), random)
    kind = random.choices(list(REPLIES), list(REPLIES.values()))[0]
    kind = "lender_reply_agent" if random.random() < AGENT else kind
    values = {
        "terms": str(random.choice((6, 12, 24, 36))),
        "amount": f"{random.randrange(50, 3000)}元",
    }
    add(replied, "商家", "回复", phrases.say(kind, random, values))
    if random.random() < 0.2:
        said = replied + timedelta(hours=random.uniform(1, 60))
        day = f"{said.month}月{said.day}日"
        add(said, "用户", "补充投诉", phrases.say("user_supplement", random, {"date": day}))
        replied = said
    ended = replied + timedelta(days=random.uniform(0.1, 9))
    if filing.outcome == "withdrawn":
        add(ended, "用户", "撤诉", phrases.say("user_withdraw", random, {}))
        return "已撤诉", events
    if random.random() < 0.5:
        add(ended, "平台", "自动完成")
        return "已完成", events
    mood = "user_praise" if random.random() < 0.4 else "user_angry"
    add(ended, "用户", "评价", phrases.say(mood, random, {}))
    return "已完成", events


def _at_work(moment: datetime, random: Random) -> datetime:
    """The moment, or the next one at which a desk is at work; some work at weekends."""
    if not OFFICE[0] <= moment.hour < OFFICE[1]:
        morning = moment.replace(hour=OFFICE[0], minute=0) + timedelta(
            days=moment.hour >= OFFICE[1]
        )
        moment = morning + timedelta(minutes=random.uniform(0, 180))
    while moment.weekday() > 4 and random.random() < 0.8:
        moment += timedelta(days=1)
    return moment
