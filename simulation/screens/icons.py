"""Icons as strokes on a grid of 24 units, drawn four times too large and reduced.

A drawing is a line of steps: ``l`` line through points, ``p`` filled polygon, ``o`` ring and ``d`` disc
(centre, radius), ``a`` arc (centre, radius, from, to in degrees clockwise from the right), ``s`` sector (the
same, filled), ``r`` rounded rectangle and ``b`` the same filled (two corners, radius), ``w`` stroke width,
``x`` erase from here on, ``k`` draw again.
"""

from functools import lru_cache

from PIL import Image, ImageDraw

__all__ = ["ICONS", "icon"]

ICONS = {
    "add": "l 12 4 12 20; l 4 12 20 12",
    "add_circle": "o 12 12 9.5; l 12 7.5 12 16.5; l 7.5 12 16.5 12",
    "alarm": "w 2; o 12 13 7; l 12 9 12 13 15 15; l 3.5 6 6.5 3.5; l 20.5 6 17.5 3.5",
    "arrow_back": "w 2; l 20 12 4.5 12; l 11.5 5 4.5 12 11.5 19",
    "at": "o 12 12 3.6; a 12 12 8.6 40 360; l 15.6 8.5 15.6 12.6; a 18.1 12.5 2.5 0 180",
    "bell_off": "w 1.9; l 6 17 7 15 7 10; a 12 10 5 180 360; l 17 10 17 15 18 17 6 17; a 12 19 2 0 180; l 4 4 20 21",
    "block": "o 12 12 9; l 5.8 5.8 18.2 18.2",
    "bluetooth": "w 1.7; l 7 8 17 16.5 12 21 12 3 17 7.5 7 16",
    "bolt": "p 13.5 2 5 13.5 11 13.5 9.5 22 19 9.8 12.8 9.8",
    "box": "r 4 4 20 20 3",
    "camera": "r 2.5 6.5 21.5 19.5 3; o 12 13 4; l 8 6.5 9.5 4 14.5 4 16 6.5",
    "chevron": "w 2.4; l 15.5 3.5 7.5 12 15.5 20.5",
    "chevron_right": "w 2.2; l 9 5 16 12 9 19",
    "clock": "o 12 12 9; l 12 7 12 12 15.5 14",
    "clock_fill": "d 12 12 9.5; x; w 1.8; l 12 6.5 12 12 16 14",
    "compose": "w 1.7; l 12 4.5 6 4.5; a 6.5 7 2.5 180 270; l 4 7 4 18; a 6.5 17.5 2.5 90 180; l 6.5 20 17 20; a 17 17.5 2.5 0 90; l 19.5 17.5 19.5 12; l 9.5 14.5 20 4; l 9 15 9.5 12.5",
    "copy": "r 8 8 20 20 2; l 5 16 4 16 4 4 16 4 16 5",
    "dots": "d 5 12 1.9; d 12 12 1.9; d 19 12 1.9",
    "dots_vertical": "d 12 5.2 1.9; d 12 12 1.9; d 12 18.8 1.9",
    "download": "w 2; l 12 4 12 15; l 7 10.5 12 15.5 17 10.5; l 5 20 19 20",
    "filter": "w 1.9; l 4 7 20 7; l 7 12 17 12; l 10 17 14 17",
    "gear": "o 12 12 3.2; w 2; o 12 12 7; w 3.2; l 12 3 12 5; l 12 19 12 21; l 3 12 5 12; l 19 12 21 12; l 5.6 5.6 7 7; l 17 17 18.4 18.4; l 5.6 18.4 7 17; l 17 7 18.4 5.6",
    "gift": "r 5 3 19 21 2.5; a 12 2 10 40 140; d 12 12 2.4",
    "grid": "b 3 3 10.4 10.4 2; b 13.6 3 21 10.4 2; b 3 13.6 10.4 21 2; b 13.6 13.6 21 21 2",
    "image": "r 3 4 21 20 2.5; d 8.5 9.2 1.7; l 4.5 18 10 12.5 13.5 16 16.5 13.5 20 17.5",
    "info": "w 1.6; o 12 12 9.6; w 2; l 12 11 12 16.6; d 12 7.4 1.3",
    "keypad": "d 5 4.5 2; d 12 4.5 2; d 19 4.5 2; d 5 11 2; d 12 11 2; d 19 11 2; d 5 17.5 2; d 12 17.5 2; d 19 17.5 2",
    "location": "p 21.5 2.5 2.5 11 11 13 13 21.5",
    "lines": "w 2; l 4 6.5 20 6.5; l 4 12 20 12; l 4 17.5 20 17.5",
    "mail": "r 2.5 5 21.5 19 2.5; l 4 7 12 13 20 7",
    "message": "b 3 4 21 17.5 4; p 6 15 6 22 13 16",
    "mic": "w 1.8; r 8.8 2.5 15.2 14.5 3.2; a 12 11.5 6.8 0 180; l 12 18.3 12 21.5",
    "mic_fill": "w 1.8; b 8.8 2.5 15.2 14.5 3.2; a 12 11.5 6.8 0 180; l 12 18.3 12 21.5",
    "missed": "w 2; l 4 7 11.5 14.5 20 6; l 4 12.5 4 7 9.5 7",
    "moon": "d 12 12 9; x; d 16.5 8.5 8",
    "nfc": "w 2; l 5 19 5 5 14 18 14 6; l 19 5 19 19; a 9 12 6 300 60",
    "person": "d 12 8 4.6; s 12 21.5 8.6 180 360",
    "person_circle": "o 12 12 9.4; d 12 9.6 3.4; a 12 20.5 6.8 205 335",
    "phone": "l 4 4 8.6 4 9.6 8 8.2 9.3 10.9 13.1 14.7 15.8 16 14.4 20 15.4 20 20 15.8 19.4 11.8 17.8 8.6 15.4 6.2 12.2 4.6 8.2 4 4",
    "phone_fill": "p 4 4 8.6 4 9.6 8 8.2 9.3 10.9 13.1 14.7 15.8 16 14.4 20 15.4 20 20 15.8 19.4 11.8 17.8 8.6 15.4 6.2 12.2 4.6 8.2 4 4; l 4 4 8.6 4 9.6 8 8.2 9.3 10.9 13.1 14.7 15.8 16 14.4 20 15.4 20 20 15.8 19.4 11.8 17.8 8.6 15.4 6.2 12.2 4.6 8.2 4 4",
    "phone_in": "w 2; l 19 5 6.5 17.5; l 6 9 6 18 15 18",
    "phone_out": "w 2; l 5 19 17.5 6.5; l 9 6 18 6 18 15",
    "play": "p 6 4 20 12 6 20",
    "recents": "r 5 5 19 19 1.5",
    "search": "w 1.9; o 10.5 10.5 6.8; l 15.6 15.6 21 21",
    "send": "p 3 3.5 22 12 3 20.5 5.6 13 14 12 5.6 11",
    "smile": "o 12 12 9.4; d 8.6 9.6 1.25; d 15.4 9.6 1.25; a 12 12.5 4.9 15 165",
    "star": "p 12 2 15 9 22.3 9.6 16.7 14.5 18.5 21.8 12 17.8 5.5 21.8 7.3 14.5 1.7 9.6 9 9",
    "sim": "r 5.5 3 18.5 21 2; r 9 11 15 17 1",
    "swap": "w 1.9; l 4 8.5 20 8.5; l 16 4.5 20 8.5; l 20 15.5 4 15.5; l 8 19.5 4 15.5",
    "tick": "w 2.6; l 5 12.5 10 17.5 19.5 7",
    "triangle": "w 2; l 17.5 4.5 5.5 12 17.5 19.5 17.5 4.5",
    "verified": "d 12 12 10; x; w 2.3; l 7 12.4 10.7 16 17.2 8.8",
    "video": "r 2.5 6 15.5 18 3; p 17 11 22 7.5 22 16.5 17 13",
    "video_fill": "b 2 6 15.5 18 3.4; p 17 11 22.4 7 22.4 17 17 13",
    "voicemail": "o 6.5 11.5 4; o 17.5 11.5 4; l 6.5 15.5 17.5 15.5",
    "vpn": "w 2; o 7 12 4.2; w 3; l 11 12 22 12; l 18.5 12 18.5 16",
    "wave": "d 7.5 12 1.8; w 2; a 6.5 12 6.5 312 48; a 6.5 12 11.5 312 48",
    "wave_left": "d 16.5 12 1.8; w 2; a 17.5 12 6.5 132 228; a 17.5 12 11.5 132 228",
    "wave_circle": "w 1.7; o 12 12 9.8; d 8.6 12 1.3; a 7.6 12 4.4 315 45; a 7.6 12 8 318 42",
}  # fmt: skip
FINE = 4


@lru_cache(maxsize=2048)
def icon(name: str, size: int, stroke: float = 1.7) -> Image.Image:
    """Coverage of an icon, ``size`` pixels square; ``stroke`` in units of the grid."""
    unit = size * FINE / 24
    image = Image.new("L", (size * FINE, size * FINE))
    pen, width, ink = ImageDraw.Draw(image), stroke, 255
    for step in ICONS[name].split("; "):
        kind, *words = step.split()
        numbers = [float(word) * unit for word in words]
        if kind == "w":
            width = float(words[0]) * stroke / 1.7
        elif kind in "xk":
            ink = 0 if kind == "x" else 255
        else:
            _step(pen, kind, numbers, [float(word) for word in words], width * unit, ink)
    return image.reduce(FINE)


def _step(
    pen: ImageDraw.ImageDraw, kind: str, at: list[float], plain: list[float], wide: float, ink: int
) -> None:
    thick = max(1, round(wide))
    if kind == "l":
        points = list(zip(at[::2], at[1::2], strict=True))
        pen.line(points, fill=ink, width=thick, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.circle((x, y), wide / 2, fill=ink)
    elif kind == "p":
        pen.polygon(at, fill=ink)
    elif kind in "od":
        x, y, r = at
        if kind == "d":
            pen.circle((x, y), r, fill=ink)
        else:
            pen.circle((x, y), r + wide / 2, outline=ink, width=thick)
    elif kind in "as":
        x, y, r = at[:3]
        grow = wide / 2 if kind == "a" else 0.0
        box = (x - r - grow, y - r - grow, x + r + grow, y + r + grow)
        if kind == "a":
            pen.arc(box, plain[3], plain[4], fill=ink, width=thick)
        else:
            pen.pieslice(box, plain[3], plain[4], fill=ink)
    else:
        x0, y0, x1, y1, r = at
        if kind == "b":
            pen.rounded_rectangle((x0, y0, x1, y1), r, fill=ink)
        else:
            h = wide / 2
            box = (x0 - h, y0 - h, x1 + h, y1 + h)
            pen.rounded_rectangle(box, r + h, outline=ink, width=thick)
