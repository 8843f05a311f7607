"""A phone at a moment as a drawing area: units, letter sizes, settings, pixels."""

from PIL import Image

from mingjian.simulation.screens.fonts import Type
from mingjian.simulation.screens.surface import Colour, Surface
from mingjian.simulation.screens.views import Handset, Status

__all__ = ["Canvas", "Frame"]

POINTS = {
    750: 375, 828: 414, 1080: 375, 1125: 375, 1170: 390, 1179: 393, 1284: 428, 1290: 430,
}  # fmt: skip
DP = {"tonal": 411.4, "card": 392.7, "strip": 360.0}
EVEN_ABOVE = 30  # larger letters come in even sizes: half the glyphs to keep


class Frame:
    """A phone at a moment: what is needed to lay out a screen before there are pixels.

    Attributes
    ----------
    handset : Handset
    status : Status
    system : str
        The SMS kit, which stands for the system.
    unit : float
        Pixels for one density-independent unit.
    """

    def __init__(self, handset: Handset, status: Status) -> None:
        self.handset, self.status, self.system = handset, status, handset.sms_kit
        self.width, self.height = handset.width, handset.height
        if self.system == "bubble":
            usual = self.width / (2 if self.width < 1000 else 3)
            across: float = POINTS.get(self.width, usual)
        else:
            across = DP[self.system]
        self.unit = self.width / across

    def px(self, units: float) -> int:
        """Units in whole pixels."""
        return round(units * self.unit)

    def tall(self, units: float) -> int:
        """A height that grows with large letters."""
        return round(units * self.unit * max(1.0, self.handset.font_scale))

    def letters(self, size: float, weight: int = 400, leading: float = 1.4) -> Type:
        """Letters of a size in units at the owner's font scale."""
        scaled = max(6, round(size * self.unit * self.handset.font_scale))
        if scaled > EVEN_ABOVE:
            scaled -= scaled % 2
        return Type(scaled, weight, round(scaled * leading), self.handset.face)

    def choice(self, name: str, count: int) -> int:
        """One of ``count`` settings of this phone, the same at all times."""
        number = self.handset.wallpaper
        for character in name:
            number = (number * 33 + ord(character)) % 1_000_003
        return number % count


class Canvas(Surface):
    """The screen of a phone while it is drawn; ``frame`` is the phone."""

    def __init__(self, frame: Frame, height: int, page: Colour) -> None:
        super().__init__(Image.new("RGB", (frame.width, height), page), frame.unit)
        self.frame = frame
