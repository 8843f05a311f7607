"""Draw ``docs/queue.png``: six rows of the examples' real report, as Chromium shows them.

Run from the repository, after the README's quick start::

    python docs/draw_queue.py report.html docs/queue.png
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

WIDTH, HEIGHT = 1360, 1400
EXAMPLE = "heimao:17384973873"  # the running example of docs/concepts.md
MARGIN = 16
STYLE = """
body { max-width: none !important }
body > header, body > footer, main > section, #filter { display: none !important }
main > section[aria-labelledby=queue] { display: block !important; border: 0 !important }
table.queue tbody { display: none }
table.queue .uid, table.queue td:not([colspan]), table.queue th { white-space: nowrap }
"""


def shown(report: str) -> list[str]:
    """Rows to show: the first two, the last three, and the running example."""
    rows = re.findall(r'<tbody id="(q\d+)".*?<span class="uid"><bdi>(.*?)</bdi>', report, re.S)
    ids = [row for row, _ in rows]
    return [*ids[:2], *(row for row, uid in rows if uid == EXAMPLE), *ids[-3:]]


def main(source: Path, target: Path) -> None:
    """Photograph a copy of the report in which the other rows are hidden."""
    report = source.read_text("utf-8")
    kept = ", ".join(f"#{row}" for row in shown(report))
    style = f"<style>{STYLE}table.queue tbody:is({kept}) {{ display: table-row-group }}</style>"
    with tempfile.TemporaryDirectory() as folder:
        page, photo = Path(folder, "page.html"), Path(folder, "photo.png")
        page.write_text(report.replace("</head>", f"{style}</head>", 1), "utf-8")
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={photo}", page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
        picture = Image.open(photo).convert("RGB")
    paper = Image.new("RGB", picture.size, picture.getpixel((1, picture.height - 1)))
    box = ImageChops.difference(picture, paper).getbbox()
    if box is None:
        raise SystemExit("the page is empty: is this a report of mingjian?")
    picture = picture.crop((0, max(box[1] - MARGIN, 0), WIDTH, min(box[3] + MARGIN, HEIGHT)))
    picture.quantize(256, Image.Quantize.FASTOCTREE).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
