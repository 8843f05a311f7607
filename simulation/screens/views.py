"""What a screen shows: the phone, the moment, the messages; and the drawn result."""

from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

__all__ = [
    "Box",
    "Bubble",
    "CallLog",
    "Chat",
    "Drawn",
    "Handset",
    "SmsList",
    "SmsThread",
    "Status",
    "View",
]

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Handset:
    """One person's phone; constant over time.

    Attributes
    ----------
    sms_kit, chat_kit, call_kit : str
        Names of kits, as in ``drawing.SMS_KITS``, ``drawing.CHAT_KITS`` and ``drawing.CALL_KITS``. The
        SMS kit also stands for the system: status bar and navigation follow it.
    width, height : int
        Pixels of a screenshot.
    dark : bool
        Dark theme.
    font_scale : float
        0.85 to 1.3; 1 is the factory setting.
    cutout : str
        ``none``, ``notch``, ``hole`` or ``island``. A capture does not show it: the status bar leaves
        its place free.
    carriers : tuple of str
        Names of the operators, one or two SIMs.
    wallpaper : int
        Any number; picks accent colours, pictures and the owner's settings.
    face : str
        Letters of the owner's theme, of ``fonts.FACES``.
    """

    sms_kit: str
    chat_kit: str
    call_kit: str
    width: int
    height: int
    dark: bool
    font_scale: float
    cutout: str
    carriers: tuple[str, ...]
    wallpaper: int
    face: str = "sans"


@dataclass(frozen=True, slots=True)
class Status:
    """The moment of the capture, as the status bar tells it.

    Attributes
    ----------
    clock : str
        Such as ``21:04``.
    battery : int
        Percent.
    charging : bool
    network : str
        ``5G``, ``4G`` or ``WiFi``.
    signal : tuple of int
        0 to 4 bars for each SIM.
    icons : tuple of str
        Of ``alarm``, ``mute``, ``bluetooth``, ``vpn``, ``nfc``, ``location``, ``mail``, ``download``.
        A full bar leaves some out, as a phone does.
    """

    clock: str
    battery: int
    charging: bool
    network: str
    signal: tuple[int, ...]
    icons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message.

    Attributes
    ----------
    at : str
        The time line above it, or below it on some kits; empty for none.
    text : str
        The words. In a group, ``nickname<TAB>words`` names the speaker. A map or a paper shows them as
        its title, a transfer its first sum, a voice message its first number as seconds.
    mine : bool
        Sent by the owner of the phone.
    kind : str
        ``text``, ``map``, ``paper``, ``transfer``, ``voice``, ``image`` or ``note`` (a line of the
        app itself).
    """

    at: str
    text: str
    mine: bool = False
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class SmsThread:
    """Messages with one number; ``scroll`` is how many screen heights above the end, 0 the end."""

    sender: str
    bubbles: tuple[Bubble, ...]
    scroll: float = 0.0


@dataclass(frozen=True, slots=True)
class SmsList:
    """The list of threads; a row is sender, preview, time and number of unread messages."""

    rows: tuple[tuple[str, str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat; ``scroll`` as in `SmsThread`; more than two ``members`` make a group."""

    title: str
    bubbles: tuple[Bubble, ...]
    scroll: float = 0.0
    members: int = 0


@dataclass(frozen=True, slots=True)
class CallLog:
    """Calls; a row is number or name, note, time, ``in``/``out``/``missed``, how many in a row."""

    rows: tuple[tuple[str, str, str, str, int], ...]


View = SmsThread | SmsList | Chat | CallLog


@dataclass(frozen=True, slots=True)
class Drawn:
    """A screenshot and where its parts are.

    Attributes
    ----------
    image : PIL.Image.Image
        RGB.
    regions : mapping of str to tuple of Box
        Boxes ``(left, top, right, bottom)``, right and bottom exclusive, within the image, of
        ``status``, ``clock``, ``sender``, ``names``, ``numbers``, ``bubbles`` and ``avatars``; a
        part that is not to be seen has an empty tuple.
    """

    image: Image.Image
    regions: Mapping[str, tuple[Box, ...]]
