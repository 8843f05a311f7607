"""What people and platforms do to a picture after it was taken."""

from io import BytesIO

from PIL import Image, ImageEnhance

from mingjian.simulation.screens.encoding import encode
from mingjian.simulation.screens.fonts import Type
from mingjian.simulation.screens.photographing import photograph
from mingjian.simulation.screens.redaction import redact
from mingjian.simulation.screens.surface import Surface

__all__ = [
    "border",
    "brighten",
    "crop",
    "photograph",
    "recompress",
    "redact",
    "resize",
    "watermark",
]

SMALLEST = 32  # pixels


def crop(
    image: Image.Image, top: float, bottom: float, left: float = 0.0, right: float = 0.0
) -> Image.Image:
    """Cut shares of height and width off the edges; at least 32 pixels stay."""
    x0, y0 = round(image.width * left), round(image.height * top)
    x0, y0 = min(x0, image.width - SMALLEST), min(y0, image.height - SMALLEST)
    x1 = max(x0 + SMALLEST, image.width - round(image.width * right))
    y1 = max(y0 + SMALLEST, image.height - round(image.height * bottom))
    return image.crop((max(0, x0), max(0, y0), min(x1, image.width), min(y1, image.height)))


def resize(image: Image.Image, scale: float) -> Image.Image:
    """Scale both sides."""
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BICUBIC)


def brighten(image: Image.Image, factor: float) -> Image.Image:
    """Multiply the light; below 1 darkens."""
    return ImageEnhance.Brightness(image).enhance(factor)


def border(
    image: Image.Image, share: float, colour: tuple[int, int, int] = (0, 0, 0)
) -> Image.Image:
    """Add an even margin, a share of the width on each side."""
    edge = max(1, round(image.width * share))
    framed = Image.new("RGB", (image.width + 2 * edge, image.height + 2 * edge), colour)
    framed.paste(image, (edge, edge))
    return framed


def watermark(image: Image.Image, text: str) -> Image.Image:
    """Stamp words over a picture as platforms do: grey, aslant, repeated, half transparent."""
    size = max(14, image.width // 26)
    side = size * (len(text) + 4)
    stamp = Surface(Image.new("RGB", (side, side)), 1.0)
    stamp.text(side / 2, side / 2, text, Type(size, 400, size), (255, 255, 255), "m")
    turned = stamp.image.getchannel(0).rotate(28, Image.Resampling.BICUBIC)
    tile = turned.point(lambda value: value * 0.28)
    marked = image.copy()
    for row, y in enumerate(range(-side // 3, image.height, side)):
        for x in range(-side // 3 - (row % 2) * side // 2, image.width, side):
            marked.paste((128, 128, 128), (x, y), tile)
    return marked


def recompress(image: Image.Image, quality: int) -> Image.Image:
    """What is left after one more JPEG of a quality from 1 to 95."""
    return Image.open(BytesIO(encode(image, "JPEG", quality))).convert("RGB")
