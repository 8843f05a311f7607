"""Figures as inline SVG that follows the page: its fonts, its colours, light and dark.

Matplotlib draws in stand-in colours; each becomes a CSS variable of ``style.css``. Text stays text,
ids are prefixed so that figures share a page, and nothing of the clock or the machine is in it.
"""

import re
from collections.abc import Mapping
from io import StringIO

import matplotlib as mpl
from markupsafe import Markup, escape
from matplotlib.figure import Figure

__all__ = ["PALETTE", "inline_svg"]

_VARIABLES = (
    "ink",
    "muted",
    "line",
    "paper",
    "real_abuse",
    "real_harm_agent_filed",
    "hardship_or_fee",
    "genuine_other",
    "industrialised",
    "undetermined",
    "complaint",
    "device",
    "payee",
    "email",
    "phone",
    "account",
    "template",
    "pixels",
)
PALETTE: Mapping[str, str] = {name: f"#f0e{i:03x}" for i, name in enumerate(_VARIABLES, 1)}
_DROPPED = re.compile(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", re.S)
_OPENING = re.compile(r"<svg [^>]*?viewBox=\"([^\"]+)\"[^>]*>", re.S)
_FONT = re.compile(r"font: ([\d.]+px) [^;\"]*|font-family: [^;\"]*")


def inline_svg(figure: Figure, name: str, title: str) -> Markup:
    """Draw a figure whose colours are taken from :data:`PALETTE`.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Its texts are Latin letters and digits: no Chinese font is needed to lay it out.
    name : str
        Unique on the page.
    title : str
        Read out in place of the picture; plain text.

    Returns
    -------
    markupsafe.Markup
        An ``<svg role="img">`` element.
    """
    buffer = StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "mingjian"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    drawn = _DROPPED.sub("", buffer.getvalue())
    opening = _OPENING.search(drawn)
    if opening is None:
        raise AssertionError("matplotlib wrote an SVG without a viewBox")
    body = drawn[opening.end() :]
    body = re.sub(r'\bid="', f'id="{name}-', body)
    body = re.sub(r'href="#|url\(#', lambda found: f"{found.group()}{name}-", body)
    body = _FONT.sub(lambda found: f"font-size: {found[1]}" if found[1] else "", body)
    for variable, stand_in in PALETTE.items():
        body = body.replace(stand_in, f"var(--{variable})")
    body = re.sub(r"\s*\n\s*", "\n", body).strip()
    return Markup(  # noqa: S704  # drawn here; the title is escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{opening[1]}" role="img" aria-labelledby="{name}-title">'
        f'<title id="{name}-title">{escape(title)}</title>{body}'
    )
