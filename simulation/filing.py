"""A filing as its filer sends it, with the truth about it: what every part of the world hands to the output."""

from dataclasses import dataclass
from datetime import datetime

from mingjian.simulation.world.cases import Case
from mingjian.simulation.world.people import Device

__all__ = ["Filing", "Message", "Party", "Picture", "Truth"]


@dataclass(frozen=True, slots=True)
class Party:
    """A person as a complaint names her; None where the platform does not ask."""

    account_id: str | None = None
    name: str | None = None
    phone: str | None = None
    id_number: str | None = None
    email: str | None = None
    payee_account: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A line on a phone: an SMS, a chat bubble or a call; ``kind`` is that of the view."""

    at: datetime
    text: str
    kind: str = "text"
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot before it is drawn.

    Attributes
    ----------
    phone : str
        Name of the handset; the same name is the same phone.
    shot : str
        Name of the moment: status bar and scroll follow from it.
    view : str
        ``sms``, ``list``, ``chat`` or ``calls``.
    messages : tuple of Message
        What the picture is about; the phone adds what else is on it.
    edits : tuple of (operation, amount)
        What was done to the picture afterwards.
    people : tuple of str
        Names that the messages may show, for an owner who hides them.
    capture : str
        Pictures of one capture show one moment of one phone.
    origin : str
        ``phone``, ``forged`` or ``copied``.
    broadcast : str or None
        The collector's broadcast that is shown.
    """

    phone: str
    shot: str
    taken: datetime
    view: str
    title: str
    messages: tuple[Message, ...]
    edits: tuple[tuple[str, float], ...] = ()
    people: tuple[str, ...] = ()
    capture: str = ""
    origin: str = "phone"
    broadcast: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true about a filing and stands in no complaint.

    Attributes
    ----------
    genuine, coordinated, violation : bool
        As in the contract's truth file.
    kind : str
        ``G1`` to ``G17``, ``plain`` or ``ring:<id>``.
    slices : tuple of str
        Every look-alike slice that applies.
    severity : str or None
        Of what is truly told.
    lender : str
        The lender, however the filer writes it.
    told : tuple of str
        Kinds of the incidents that happened and are told.
    tells_conduct : bool
        Whether the text tells of any contact by a collector, true or made up (S3-12).
    matter : str
        One person, one lender, one quarrel.
    repeat : str
        The contract's ``repeat_kind``.
    campaign : str or None
        What filings share that may err together: a ring, a campaign, a merchant, a broadcast.
    template : str or None
        The letter that was used.
    axes : tuple of (axis, level)
        Spin, forgery, sourcing, schedule of an agent's filing.
    aware : bool or None
        Whether an agent's client knows of the filing.
    """

    genuine: bool
    coordinated: bool
    violation: bool
    matter: str
    lender: str
    tells_conduct: bool
    kind: str = "plain"
    slices: tuple[str, ...] = ()
    severity: str | None = None
    told: tuple[str, ...] = ()
    repeat: str = "first"
    ring: str | None = None
    campaign: str | None = None
    template: str | None = None
    axes: tuple[tuple[str, str], ...] = ()
    aware: bool | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """One complaint before a platform has taken it in.

    Attributes
    ----------
    name : str
        Unique in the world; platform number and files follow from it.
    prior : tuple of str
        Names of earlier filings that it cites.
    outcome : str
        ``open``, ``answered``, ``unanswered``, ``withdrawn`` or ``refused``.
    case : Case or None
        What really happened between the named person and the lender, for the lender's log.
    """

    name: str
    at: datetime
    platform: str
    respondent: str
    title: str
    text: str
    issues: tuple[str, ...]
    demands: tuple[str, ...]
    amount: float | None
    complainant: Party
    device: Device | None
    truth: Truth
    borrower: Party | None = None
    relation: str = "self"
    authorised: bool | None = None
    pictures: tuple[Picture, ...] = ()
    prior: tuple[str, ...] = ()
    collective: str | None = None
    outcome: str = "open"
    case: Case | None = None
