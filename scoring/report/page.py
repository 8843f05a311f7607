"""From a report's contents to one HTML page.

Every value is escaped by Jinja2; before that, characters that reorder or hide text are written out
as ⟨U+202E⟩. A content security policy with the hash of the page's own script keeps everything
else from running or loading, whatever is quoted.
"""

import base64
import hashlib
import unicodedata
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from mingjian.features.observation import CATALOGUE
from mingjian.scoring.labels import declared, label
from mingjian.scoring.report.contents import Report
from mingjian.scoring.report.ring_picture import MARKERS
from mingjian.scoring.report.rings import LETTERS
from mingjian.scoring.triage import Route, Tier

__all__ = ["render", "visible"]

PARTS = ("report", "macros", "queue", "patterns", "appendix")
HIDING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def visible(text: str) -> str:
    r"""Write out characters that hide or reorder others; line breaks and tabs become spaces.

    Examples
    --------
    >>> visible("a\u202eb")
    'a⟨U+202E⟩b'
    >>> visible("一行\n二行")
    '一行 二行'
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if unicodedata.category(character) in HIDING:
        return f"⟨U+{ord(character):04X}⟩"
    return character


def render(report: Report) -> str:
    """Draw a report.

    Returns
    -------
    str
        A whole HTML document, the same for the same contents.
    """
    script, style = _read("report.js.j2"), _read("style.css")
    return (
        _environment()
        .get_template("report")
        .render(
            report=report,
            catalogue=CATALOGUE,
            routes=Route,
            tiers=Tier,
            letters=LETTERS,
            markers=MARKERS,
            script=Markup(script),  # noqa: S704  # our own file
            style=Markup(style),  # noqa: S704  # our own file
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=DictLoader({part: _read(f"{part}.html.j2") for part in PARTS}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": _day, "minute": _minute}
    environment.globals |= {"declared": declared, "label": label}
    return environment


def _read(name: str) -> str:
    return files("mingjian.scoring.report").joinpath(name).read_text("utf-8")


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
