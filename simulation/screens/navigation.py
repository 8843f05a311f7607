"""The lower edge: a gesture bar or three buttons."""

from mingjian.simulation.screens.canvas import Canvas, Frame
from mingjian.simulation.screens.surface import Colour, mix

__all__ = ["navigation_height", "paint_navigation"]


def _buttons(frame: Frame) -> bool:
    small = frame.height / frame.width < 2
    return frame.system != "bubble" and (small or frame.choice("buttons", 4) == 0)


def navigation_height(frame: Frame) -> int:
    """Pixels that the system keeps at the lower edge."""
    if frame.system == "bubble":
        return 0 if frame.handset.cutout == "none" else frame.px(30)
    if _buttons(frame):
        return frame.px(44)
    return frame.px({"tonal": 22, "card": 18, "strip": 16}[frame.system])


def paint_navigation(canvas: Canvas, ink: Colour) -> None:
    """Paint the gesture bar or the buttons in the lowest pixels."""
    frame, low = canvas.frame, canvas.height
    height = navigation_height(frame)
    if not height:
        return
    if _buttons(frame):
        soft = mix(ink, (128, 128, 128), 0.35)
        y = low - height / 2
        names = ("triangle", "o", "recents")
        order = names if frame.system != "card" else names[::-1]
        for place, name in zip((0.22, 0.5, 0.78), order, strict=True):
            x = canvas.width * place
            if name == "o":
                radius = frame.px(7.5)
                canvas.disc(x, y, radius, soft)
                within = canvas.colour_at(2, low - 2)
                canvas.disc(x, y, radius - frame.px(1.7), within)
            else:
                canvas.icon(name, x, y, 18, soft)
        return
    wide, high, rise = {"bubble": (139, 5, 8), "tonal": (108, 4, 9), "card": (134, 3.2, 6.5), "strip": (120, 4, 6)}[frame.system]  # fmt: skip
    x, y = canvas.width / 2, low - frame.px(rise) - frame.px(high)
    box = (x - frame.px(wide) / 2, y, x + frame.px(wide) / 2, y + frame.px(high))
    canvas.rounded(box, frame.px(high) / 2, ink)
