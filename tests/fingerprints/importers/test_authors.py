import pytest

from mingjian.fingerprints.importers.authors import complainant_of


@pytest.mark.parametrize(
    ("author", "complainant"),
    [
        ("用户7512597604", {"account_id": "用户7512597604"}),
        ("用户_aa59db77c9fe", {"account_id": "用户_aa59db77c9fe"}),
        (" 6006165775 ", {"account_id": "6006165775"}),
        ("loan_help_2020", {"account_id": "loan_help_2020"}),
        ("李先生", {"name": "李先生"}),
        ("王女士", {"name": "王女士"}),
        ("欧阳小姐", {"name": "欧阳小姐"}),
        ("张*", {"name": "张*"}),
        ("138****1234", {"name": "138****1234"}),
        ("用户75****04", {"name": "用户75****04"}),
        ("爱吃鱼的喵", {"name": "爱吃鱼的喵"}),
        ("jack88", {"name": "jack88"}),
        ("用户12", {"name": "用户12"}),
        ("匿名", {}),
        ("匿名用户", {}),
        ("匿名喵", {}),
        ("***", {}),
        ("  ", {}),
    ],
)
def test_only_a_handle_of_its_own_is_an_identity(author: str, complainant: dict[str, str]) -> None:
    assert complainant_of(author) == complainant
