"""The running example of docs/concepts.md is what the code really makes of it."""

from collections.abc import Callable


def test_the_running_example(check_page: Callable[[str], None]) -> None:
    check_page("docs/concepts.md")
