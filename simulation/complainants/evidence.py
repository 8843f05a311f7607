"""What is left on a person's phone of what happened, and the screenshots that the person takes of it."""

from datetime import datetime, timedelta
from random import Random

from mingjian.simulation.filing import Message, Picture
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.agencies import Agency, Batch
from mingjian.simulation.world.cases import Case
from mingjian.simulation.world.loans import Loan
from mingjian.simulation.world.people import Person
from mingjian.simulation.world.pictures import (
    COUNTS,
    LOOK_BACK,
    Debt,
    Traces,
    afterwards,
    moments,
    reached,
    received,
    screens,
    session,
)

__all__ = ["LOOK_BACK", "broadcasts", "debt", "message", "screenshots"]


def debt(person: Person, loan: Loan) -> Debt:
    """What messages to a person about a loan name."""
    lender = loan.lender
    return Debt(
        person.number, person.name, lender.name, lender.aliases[-2], loan.owed, loan.overdue
    )


def broadcasts(case: Case, until: datetime) -> list[Batch]:
    """Broadcasts of the collecting agency that reached this debtor, the newest first."""
    return list(reached(case.agency, case.person.number, case.loan.overdue, until))


def message(batch: Batch, person: Person, loan: Loan, agency: Agency) -> Message:
    """A broadcast as one debtor receives it: own name, own sum, own second."""
    return received(batch, debt(person, loan), agency)


def screenshots(case: Case, setting: Setting, at: datetime, random: Random) -> tuple[Picture, ...]:
    """What the person photographs from the own phone before filing."""
    own = debt(case.person, case.loan)
    most, begun = random.choice(COUNTS), session(at, random)
    # Who looked too early for anything to be there looks again before filing.
    for moment in (begun, at - timedelta(minutes=5 + random.expovariate(1 / 90))):
        batches = tuple(broadcasts(case, moment))
        traces = Traces(own, case.agency, batches, case.incidents)
        found = screens(traces, setting.phrases, moment, most, random)
        if found:
            break
    made, phone = [], f"p{case.person.number}"
    for place, (screen, taken) in enumerate(
        zip(found, moments(moment, most, random), strict=False)
    ):
        shot = f"{case.person.number}-{moment:%y%m%d%H%M}-{place}"
        made.append(
            Picture(
                phone=phone, shot=shot, taken=taken, view=screen.view, title=screen.title,
                messages=screen.messages, edits=afterwards(setting.rates, random),
                people=() if screen.view == "calls" else own.names, capture=f"{phone}/{shot}",
                broadcast=screen.broadcast,
            )
        )  # fmt: skip
    return tuple(made)
