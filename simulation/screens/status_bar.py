"""The status bar of each system: clock, battery, networks, icons, and the place of the cut-out."""

from mingjian.simulation.screens.canvas import Canvas
from mingjian.simulation.screens.fonts import length
from mingjian.simulation.screens.status_signs import (
    BLACK,
    WHITE,
    Bar,
    bars,
    fan,
    status_height,
    twin,
    wedge,
)
from mingjian.simulation.screens.surface import Colour, mix, whole

__all__ = ["paint_status"]

NOTICES = ("mail", "download")  # on the left, beside the clock


def paint_status(canvas: Canvas, ink: Colour) -> None:
    """Paint the status bar over the header, and mark ``status`` and ``clock``."""
    canvas.mark("status", (0, 0, canvas.width, status_height(canvas.frame)))
    if canvas.frame.system == "bubble":
        _Bubble(canvas, ink).paint()
    else:
        _Plain(canvas, ink).paint()


class _Bubble(Bar):
    """Clock in the left ear, networks and battery in the right one."""

    def paint(self) -> None:
        frame, status, cutout = self.frame, self.status, self.frame.handset.cutout
        if cutout == "none":
            self._flat()
            return
        ear = self.canvas.width * (0.14 if cutout == "island" else 0.128)
        self.middle = status_height(frame) * (0.575 if cutout == "island" else 0.53)
        self.clock(ear, 16.5, 600, "m")
        if "location" in status.icons or "mute" in status.icons:
            name = "location" if "location" in status.icons else "bell_off"
            x = ear + length(status.clock, self.letters(16.5, 600)) / 2 + frame.px(10)
            self.canvas.icon(name, x, self.middle, 12, self.ink, 2.2)
        self.right = self.canvas.width - frame.px(27 if cutout == "island" else 19)
        self._battery()
        self._network()

    def _flat(self) -> None:
        frame, status = self.frame, self.status
        x = float(frame.px(6))
        wide, high = frame.px(16), frame.px(10)
        place = (whole(x), whole(self.middle - high / 2))
        self.canvas.image.paste(self.dim, place, bars(wide, high, 4))
        self.canvas.image.paste(self.ink, place, bars(wide, high, (status.signal or (0,))[0]))
        x += wide + frame.px(4)
        type_ = self.letters(12, 400)
        carrier = (self.frame.handset.carriers or ("",))[0]
        x = self.canvas.text(x, self.middle, carrier, type_, self.ink)[2] + frame.px(4)
        if status.network == "WiFi":
            waves = fan(frame.px(14))
            self.canvas.image.paste(
                self.ink, (whole(x), whole(self.middle - waves.height / 2)), waves
            )
        else:
            self.canvas.text(x, self.middle, status.network, type_, self.ink)
        self.clock(self.canvas.width / 2, 12, 600, "m")
        self.right = float(self.canvas.width - frame.px(6))
        self._battery(small=True)
        self.put_text(f"{status.battery}%", 12, 400, 4)
        for name in ("alarm", "location", "bluetooth"):
            if name in status.icons:
                self.put_icon(name, 11, 3)

    def _battery(self, small: bool = False) -> None:
        frame, status = self.frame, self.status
        wide, high = (23, 10.5) if small else (25, 12.6)
        nub = frame.px(2.4)
        x1, y0 = self.right - nub, self.middle - frame.px(high) / 2
        box = (x1 - frame.px(wide), y0, x1, y0 + frame.px(high))
        radius = frame.px(high) * 0.32
        tip = (x1 + frame.px(1), self.middle - nub * 0.9, x1 + nub, self.middle + nub * 0.9)
        self.canvas.rounded(tip, frame.px(1), self.dim)
        if frame.choice("percent", 4) and not small:
            self._numbered(box, radius)
        else:
            edge = max(1, frame.px(1))
            paper = self.canvas.colour_at(whole(x1 - wide), max(0, whole(y0) - 2))
            self.canvas.rounded(box, radius, self.dim)
            inner = (box[0] + edge, box[1] + edge, box[2] - edge, box[3] - edge)
            self.canvas.rounded(inner, radius - edge, paper)
            edge *= 2
            full = box[2] - box[0] - 2 * edge
            right = box[0] + edge + full * max(8, status.battery) / 100
            level = (box[0] + edge, box[1] + edge, right, box[3] - edge)
            self.canvas.rounded(level, radius - edge, self.level())
            if status.charging:
                x = (box[0] + box[2]) / 2
                self.canvas.icon("bolt", x, self.middle, high + 3, self.ink)
        self.right = box[0] - frame.px(5)

    def _numbered(self, box: tuple[float, float, float, float], radius: float) -> None:
        """The level as a number in a battery filled up to it."""
        status, canvas = self.status, self.canvas
        grey = mix(self.ink, BLACK if self.dark else WHITE, 0.55)
        canvas.rounded(box, radius, grey)
        split = box[0] + (box[2] - box[0]) * status.battery / 100
        rest = canvas.image.crop((whole(split), whole(box[1]), whole(box[2]), whole(box[3])))
        canvas.rounded(box, radius, self.level())
        canvas.image.paste(rest, (whole(split), whole(box[1])))
        type_ = self.letters(10.5, 700)
        colour = WHITE if status.charging or not self.dark or status.battery <= 15 else BLACK
        middle = (box[0] + box[2]) / 2
        canvas.text(middle, self.middle, str(status.battery), type_, colour, "m")

    def _network(self) -> None:
        frame, status = self.frame, self.status
        if status.network == "WiFi":
            self.put_mask(fan(frame.px(16)), None, 5)
        else:
            self.put_text(status.network, 14, 600, 5)
        first, *others = status.signal or (0,)
        wide, high = frame.px(17.5), frame.px(11)
        if others:
            lit, full = twin(wide, high, first, others[0]), twin(wide, high, 4, 4)
        else:
            lit, full = bars(wide, high, first), bars(wide, high, 4)
        self.put_mask(lit, full, 4)


class _Plain(Bar):
    """The other systems: clock and notices on the left, all else on the right, or reversed."""

    def paint(self) -> None:
        frame, status, system = self.frame, self.status, self.frame.system
        cutout = frame.handset.cutout
        side = {"tonal": 20, "card": 22, "strip": 18}[system] if cutout != "none" else 10
        self.left, self.right = frame.px(side), self.canvas.width - frame.px(side)
        reverse = system == "strip" and frame.choice("clock", 3) == 0
        weight = {"tonal": 500, "card": 500, "strip": 500}[system]
        if reverse:
            self.clock(self.right, 13, weight, "r")
            self.right -= length(status.clock, self.letters(13, weight)) + frame.px(6)
        else:
            self.clock(self.left, 14, weight, "l")
            self.left += length(status.clock, self.letters(14, weight)) + frame.px(8)
        self._battery(reverse)
        self._networks()
        ear = {"none": 0.5, "notch": 0.4, "hole": 0.45, "island": 0.4}[cutout]
        limit = self.canvas.width * (1 - ear) + frame.px(14)
        names = ("location", "nfc", "vpn", "bluetooth", "alarm", "mute")
        for name in (name for name in names if name in status.icons):
            if self.right > limit:
                self.put_icon("bell_off" if name == "mute" else name, 13, 3.5)
        self._left(reverse, self.canvas.width * ear)

    def _left(self, carriers: bool, limit: float) -> None:
        frame, status = self.frame, self.status
        if carriers:
            type_ = self.letters(12, 400)
            names = frame.handset.carriers
            words = " | ".join(names)
            if self.left + length(words, type_) > limit:
                words = names[0] if names else ""
            self.left = self.canvas.text(self.left, self.middle, words, type_, self.ink)[2]
            self.left += frame.px(8)
        for name in (name for name in NOTICES if name in status.icons):
            if self.left + frame.px(13) < limit:
                self.canvas.icon(name, self.left + frame.px(6.5), self.middle, 13, self.ink)
                self.left += frame.px(18)

    def _battery(self, reverse: bool) -> None:
        frame, status = self.frame, self.status
        if frame.system == "tonal":
            self.put_text(f"{status.battery}%", 13, 500, 4)
            high, wide = frame.px(13.5), frame.px(8)
            x0, y0 = self.right - wide, self.middle - high / 2
            self.canvas.rounded(
                (x0 + wide * 0.28, y0 - frame.px(1), x0 + wide * 0.72, y0 + 2), 1, self.ink
            )
            self.canvas.rounded((x0, y0, x0 + wide, y0 + high), frame.px(1.5), self.dim)
            top = y0 + high * (1 - status.battery / 100)
            self.canvas.rounded((x0, top, x0 + wide, y0 + high), frame.px(1.5), self.level())
            if status.charging:
                self.canvas.icon("bolt", x0 + wide / 2, self.middle, 10, WHITE)
            self.right = x0 - frame.px(4)
            return
        outside = frame.choice("percent", 3) == 0
        if outside and not reverse:
            self.put_text(f"{status.battery}%", 12, 500, 3)
        wide, high = frame.px(22), frame.px(11.5)
        box = (self.right - wide, self.middle - high / 2, self.right, self.middle + high / 2)
        radius = frame.px(5.5 if frame.system == "strip" else 3.2)
        if frame.system == "card":
            box = (box[0] - frame.px(2), box[1], box[2] - frame.px(2), box[3])
            tip = (
                box[2] + 1,
                self.middle - frame.px(2),
                box[2] + frame.px(2),
                self.middle + frame.px(2),
            )
            self.canvas.rounded(tip, frame.px(0.8), self.dim)
        split = whole(box[0] + wide * status.battery / 100)
        filled = BLACK if self.dark and not status.charging else WHITE
        self.canvas.rounded(box, radius, self.dim)
        self._inside(box, self.ink, outside)
        rest = self.canvas.image.crop((split, whole(box[1]), whole(box[2]), whole(box[3])))
        self.canvas.rounded(box, radius, self.level())
        self._inside(box, filled, outside)
        self.canvas.image.paste(rest, (split, whole(box[1])))
        self.right = box[0] - frame.px(4)
        if status.charging:
            self.put_icon("bolt", 10, 2)

    def _inside(
        self, box: tuple[float, float, float, float], colour: Colour, outside: bool
    ) -> None:
        """The percentage inside the battery, unless it stands outside."""
        if not outside:
            type_, middle = self.letters(9, 700), (box[0] + box[2]) / 2
            self.canvas.text(middle, self.middle, str(self.status.battery), type_, colour, "m")

    def _networks(self) -> None:
        frame, status, system = self.frame, self.status, self.frame.system
        if status.network == "WiFi":
            self.put_mask(fan(frame.px(15)), None, 4)
        for number, signal in reversed(list(enumerate(status.signal))):
            wide, high = frame.px(13), frame.px(11)
            if system == "tonal":
                self.put_mask(wedge(frame.px(13), signal), wedge(frame.px(13), 4), 3)
            else:
                self.put_mask(bars(wide, high, signal), bars(wide, high, 4), 2)
            if status.network != "WiFi" and (number == 0 or system == "strip"):
                self.put_text(status.network, 10.5 if system == "strip" else 12, 600, 3.5)
