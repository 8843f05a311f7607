"""The page of features: the catalogue as Markdown, in both languages.

``docs/features.md`` is this module's output; a test says when it is out of date. Write it anew::

    python -m mingjian.scoring.catalogue_page > docs/features.md
"""

import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from itertools import groupby

from mingjian.features.catalogue import Feature
from mingjian.features.observation import CATALOGUE

__all__ = ["catalogue_page"]

HEAD = """\
# 特征目录 · Features

<!-- Made by `python -m mingjian.scoring.catalogue_page`; do not edit by hand. -->

每个特征都声明：对哪个轴说话、是否影响得分、单位与范围、缺失是什么意思，以及哪种真实行为看起来一样
（编号见[概念](concepts.md#innocent-twins)）。未知不等于零。没有任何特征会降低“实情”。

Each feature declares the axis it speaks to, whether it moves a score, its unit and range, what a
missing value means, and the genuine behaviour that looks the same (for the numbers see
[concepts](concepts.md#innocent-twins)). Unknown is not zero. No feature lowers merit.
"""
COLUMNS = (
    "特征 feature",
    "含义 meaning",
    "轴 axis",
    "作用 effect",
    "单位与范围 unit, range",
    "缺失表示 missing means",
    "无辜的相似者 innocent twin",
)
EFFECTS = {1: "越多越高 raises", 0: "只告知，不计分 informs only"}


def catalogue_page(features: Iterable[Feature]) -> str:
    """Render features as Markdown: one table a group, in declared order.

    Parameters
    ----------
    features : iterable of Feature
        Grouped, as in ``CATALOGUE.values()``.

    Returns
    -------
    str
        The whole page, ending in a line break.

    Raises
    ------
    LookupError
        When a declaration has no Chinese in ``catalogue_zh.toml``.

    Examples
    --------
    >>> catalogue_page(CATALOGUE.values()).splitlines()[0]
    '# 特征目录 · Features'
    """
    text = files("mingjian.scoring").joinpath("catalogue_zh.toml").read_text("utf-8")
    chinese: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    parts = [HEAD]
    for group, members in groupby(features, key=lambda feature: feature.group):
        rows = [COLUMNS, ("---",) * len(COLUMNS), *(_cells(f, chinese) for f in members)]
        parts.append(f"## {_chinese(chinese, 'groups', group)} {group}\n")
        parts.append("".join(f"| {' | '.join(row)} |\n" for row in rows))
    return "\n".join(parts)


def _cells(feature: Feature, chinese: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    unit = f"{_chinese(chinese, 'units', feature.unit)} {feature.unit}"
    return (
        f"`{feature.name}`",
        f"{feature.zh}<br>{feature.en}",
        f"{_chinese(chinese, 'axes', feature.axis.value)} {feature.axis.value}",
        EFFECTS[feature.direction],
        f"{unit}, {feature.low:g}–{feature.high:g}",
        f"{_chinese(chinese, 'missing', feature.missing)}<br>{feature.missing}",
        f"{_chinese(chinese, 'twins', feature.twin)}<br>{feature.twin}",
    )


def _chinese(chinese: Mapping[str, Mapping[str, str]], table: str, words: str) -> str:
    if words not in chinese[table]:
        raise LookupError(f"catalogue_zh.toml: [{table}] has no Chinese for: {words}")
    return chinese[table][words]


if __name__ == "__main__":
    sys.stdout.buffer.write(catalogue_page(CATALOGUE.values()).encode())
