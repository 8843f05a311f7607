"""docs/features.md is what the catalogue declares."""

from dataclasses import replace
from pathlib import Path

import pytest

from mingjian.features.observation import CATALOGUE
from mingjian.scoring.catalogue_page import catalogue_page

PAGE = Path(__file__).parents[2] / "docs" / "features.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == catalogue_page(CATALOGUE.values()), (
        "run: python -m mingjian.scoring.catalogue_page > docs/features.md"
    )


def test_every_feature_has_one_row_and_no_cell_breaks_the_table() -> None:
    rows = [line for line in catalogue_page(CATALOGUE.values()).splitlines() if line[:3] == "| `"]
    assert [row.split("`")[1] for row in rows] == list(CATALOGUE)
    assert {row.count("|") for row in rows} == {8}


@pytest.mark.parametrize("field", ["unit", "missing", "twin", "group"])
def test_a_declaration_without_chinese_is_refused(field: str) -> None:
    feature = replace(next(iter(CATALOGUE.values())), **{field: "nobody translated this"})
    with pytest.raises(LookupError, match="no Chinese for: nobody translated this"):
        catalogue_page([feature])
