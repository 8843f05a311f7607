"""An evaluation as one self-contained HTML page, Chinese and English, light and dark.

It shares style and small pieces with :mod:`mingjian.scoring.report`, runs no script and loads nothing.
"""

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from mingjian.scoring.evaluation.evaluation import Evaluation
from mingjian.scoring.evaluation.pictures import (
    COLOURS,
    draw_curves,
    draw_reliability,
    draw_waits,
)
from mingjian.scoring.evaluation.words import against, named, percent, reason, slice_name
from mingjian.scoring.labels import label
from mingjian.scoring.report.page import visible
from mingjian.scoring.triage import Route

__all__ = ["render"]

REPORT, OURS = "mingjian.scoring.report", "mingjian.scoring.evaluation"


def render(evaluation: Evaluation) -> str:
    """Draw an evaluation.

    Returns
    -------
    str
        A whole HTML document, the same for the same evaluation.
    """
    style = _read(REPORT, "style.css") + _read(OURS, "evaluation.css")
    return (
        _environment()
        .get_template("evaluation")
        .render(
            found=evaluation,
            one=evaluation.suspicion,
            curves=draw_curves(evaluation.ranking),
            reliability=draw_reliability(evaluation.calibration),
            waiting=draw_waits(evaluation.suspicion.queue),
            colours=COLOURS,
            routes=[route.value for route in Route],
            style=Markup(style),  # noqa: S704  # our own files
        )
    )


@cache
def _environment() -> Environment:
    parts = {
        "macros": _read(REPORT, "macros.html.j2"),
        "evaluation": _read(OURS, "evaluation.html.j2"),
        "figures": _read(OURS, "figures.html.j2"),
    }
    environment = Environment(
        loader=DictLoader(parts),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"hours": _hours, "three": _three, "percent": percent}
    environment.globals |= {
        "against": against,
        "label": label,
        "plain": _linear,
        "named": named,
        "reason": reason,
        "root": _root,
        "slice_name": slice_name,
    }
    return environment


def _read(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text("utf-8")


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _hours(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _three(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _linear(value: float) -> str:
    return f"{100 * value:.2f}"


def _root(value: float) -> str:
    """Place of a share on a square-root scale, 0-100: one per cent and a half are both seen."""
    return f"{100 * value**0.5:.2f}"
