"""The README's quick start runs, says what it prints, and says the same in both languages."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
RUN = re.compile(r"^```(?:console|python|text|sh|toml)\n.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (?P<words>.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="(?P<name>[^"]+)">')
FOLDERS = ("docs", "examples", "notebooks", "benchmarks")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md"))]
)


def test_the_quick_start_runs(check_page: Callable[[str], None]) -> None:
    check_page("README.md")


def test_both_languages_show_the_same_code(request: pytest.FixtureRequest) -> None:
    english = RUN.findall((ROOT / "README.md").read_text("utf-8"))
    path = ROOT / "README.zh.md"
    page = path.read_text("utf-8")
    assert len(english) == len(RUN.findall(page)) > 0
    if request.config.getoption("--rewrite-docs", default=False):
        left = iter(english)
        page = RUN.sub(lambda _: next(left), page)
        path.write_text(page, "utf-8")
    assert RUN.findall(page) == english


def test_both_languages_have_the_same_sections() -> None:
    def levels(name: str) -> list[int]:
        return [
            len(line.split(" ")[0])
            for line in RUN.sub("", (ROOT / name).read_text("utf-8")).splitlines()
            if line.startswith("#")
        ]

    assert levels("README.md") == levels("README.zh.md")


def anchors(page: Path) -> set[str]:
    text = page.read_text("utf-8")
    made = {
        re.sub(r"[^\w\- ]", "", found["words"].lower()).replace(" ", "-")
        for found in HEADING.finditer(text)
    }
    return made | {found["name"] for found in ANCHOR.finditer(text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_within_the_repository_resolve(page: Path) -> None:
    broken = []
    for found in LINK.finditer(RUN.sub("", page.read_text("utf-8"))):
        target = found["target"]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            broken.append(target)
    assert not broken
