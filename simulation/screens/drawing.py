"""From a phone, a moment and messages to a screenshot."""

from collections.abc import Callable, Iterable

from mingjian.simulation.screens import (
    call_badges,
    call_filters,
    call_recents,
    chat_office,
    chat_round,
    chat_square,
    sms_bubble,
    sms_bubble_list,
    sms_card,
    sms_card_list,
    sms_strip,
    sms_strip_list,
    sms_tonal,
    sms_tonal_list,
)
from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.navigation import paint_navigation
from mingjian.simulation.screens.page import Page
from mingjian.simulation.screens.status_bar import paint_status
from mingjian.simulation.screens.views import (
    CallLog,
    Chat,
    Drawn,
    Handset,
    SmsList,
    SmsThread,
    Status,
    View,
)

__all__ = ["CALL_KITS", "CHAT_KITS", "LONGEST", "REGIONS", "SMS_KITS", "draw"]

# Each SMS kit draws a thread and the list of threads.
SMS_KITS: dict[str, tuple[Callable[[Frame, SmsThread], Page], Callable[[Frame, SmsList], Page]]] = {
    "bubble": (sms_bubble.thread, sms_bubble_list.threads),
    "card": (sms_card.thread, sms_card_list.threads),
    "strip": (sms_strip.thread, sms_strip_list.threads),
    "tonal": (sms_tonal.thread, sms_tonal_list.threads),
}
CHAT_KITS: dict[str, Callable[[Frame, Chat], Page]] = {
    "office": chat_office.chat,
    "round": chat_round.chat,
    "square": chat_square.chat,
}
CALL_KITS: dict[str, Callable[[Frame, CallLog], Page]] = {
    "badges": call_badges.calls,
    "filters": call_filters.calls,
    "recents": call_recents.calls,
}
REGIONS = ("status", "clock", "sender", "names", "numbers", "bubbles", "avatars")
LONGEST = 30_000  # pixels of a long screenshot; phones give up earlier


def draw(
    handset: Handset, status: Status, view: View, *, long: bool = False, people: Iterable[str] = ()
) -> Drawn:
    """Draw one screenshot.

    Parameters
    ----------
    handset : Handset
    status : Status
    view : SmsThread, SmsList, Chat or CallLog
    long : bool
        Stitch the whole thread into one picture, at most ``LONGEST`` pixels high (its end).
    people : iterable of str
        Names that the regions ``names`` shall hold where messages mention them, beside those after
        a form of address.

    Returns
    -------
    Drawn
        Of the size of the screen, or higher when long.
    """
    frame = Frame(handset, status)
    page = _page(frame, view)
    total = sum(block.height for block in page.blocks)
    edges = page.header.height + page.footer.height
    height = min(max(frame.height, total + edges), LONGEST) if long else frame.height
    canvas = Canvas(frame, height, page.colour)
    top, bottom = page.header.height, max(page.header.height, height - page.footer.height)
    canvas.clip, canvas.people = (top, bottom), tuple(filter(None, people))
    y = top + _start(page, total, bottom - top, frame.height)
    for block in page.blocks:
        if not canvas.hidden(y - block.height, y + 2 * block.height):
            block.paint(canvas, y)
        y += block.height
    canvas.clip = (0, height)
    if page.floating is not None and bottom > top:
        page.floating.paint(canvas, bottom - page.floating.height)
    page.footer.paint(canvas, height - page.footer.height)
    page.header.paint(canvas, 0)
    paint_status(canvas, page.ink)
    paint_navigation(canvas, page.ink)
    return Drawn(canvas.image, {name: tuple(canvas.regions.get(name, ())) for name in REGIONS})


def _page(frame: Frame, view: View) -> Page:
    handset = frame.handset
    if isinstance(view, SmsThread):
        return SMS_KITS[handset.sms_kit][0](frame, view)
    if isinstance(view, SmsList):
        return SMS_KITS[handset.sms_kit][1](frame, view)
    if isinstance(view, Chat):
        return CHAT_KITS[handset.chat_kit](frame, view)
    return CALL_KITS[handset.call_kit](frame, view)


def _start(page: Page, total: int, room: int, screen: int) -> int:
    """How far below the header the first block begins; negative when scrolled."""
    if page.scroll is None:
        return 0
    if total <= room:
        return room - total if page.low else 0
    return min(0, room - total + round(page.scroll * screen))
