"""Documents that run: the fenced blocks of a page, and the output written below them.

A ``console`` block holds ``$ command`` lines, each followed by what it prints. A ``python`` block
may be followed by a ``text`` block with what it prints; the python blocks of a page share their
names. Blocks in other languages are not run. ``--rewrite-docs`` writes the real output in.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
# Ids and tokens depend on the key ring.
HASH = re.compile(r"\b([bcprt]-)[0-9a-f]{12}\b|\b([a-z_]+\.k\d+\.)[\w-]{22}")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block and where its body stands in the page."""

    language: str
    body: str
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    return [Block(m["language"], m["body"], *m.span("body")) for m in FENCE.finditer(page)]


def shortened(output: str, home: Path) -> str:
    plain = output.replace(str(home), "/home/you")
    return HASH.sub(lambda m: (m[1] or m[2]) + "…", plain)


@dataclass(frozen=True, slots=True)
class Desk:
    """An empty folder with the examples in it, a home and the ``mingjian`` command."""

    folder: Path
    home: Path
    environment: dict[str, str]

    def console(self, body: str) -> str:
        """Run a block's commands; the block with what they really print."""
        said = []
        for found in COMMAND.finditer(body):
            done = subprocess.run(
                ["bash", "-c", found["command"]],
                check=False,
                cwd=self.folder,
                env=self.environment,
                capture_output=True,
                text=True,
                timeout=120,
            )
            assert done.returncode == 0, f"$ {found['command']}\n{done.stdout}{done.stderr}"
            said.append(f"$ {found['command']}\n{shortened(done.stdout, self.home)}")
        return "".join(said)

    def python(self, body: str, names: dict[str, object]) -> str:
        """Run a block in this process; what it prints."""
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(body, "<page>", "exec"), names)
        return shortened(printed.getvalue(), self.home)

    def outputs(self, page: str) -> Iterator[tuple[Block, str]]:
        """Every block that holds output, with what its text ought to be."""
        names: dict[str, object] = {"__name__": "page"}
        printed = ""
        for block in blocks(page):
            if block.language == "console":
                yield block, self.console(block.body)
            elif block.language == "python":
                printed = self.python(block.body, names)
            elif block.language == "text" and printed:
                yield block, printed
                printed = ""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder, home, tools = (tmp_path / name for name in ("work", "home", "bin"))
    for made in (folder, home, tools):
        made.mkdir()
    (folder / "examples").symlink_to(ROOT / "examples")
    command = tools / "mingjian"
    command.write_text(f"#!{sys.executable}\nfrom mingjian.scoring.cli import main\n\nmain()\n")
    command.chmod(0o755)
    ring = home / ".config" / "mingjian" / "keyring.json"
    paths = os.pathsep.join([str(tools), os.environ["PATH"]])
    environment = os.environ | {"PATH": paths, "HOME": str(home), "MINGJIAN_KEYRING": str(ring)}
    return Desk(folder, home, environment)


@pytest.fixture
def check_page(desk: Desk, request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Run a page and compare, or rewrite, the output in it."""

    def check(name: str) -> None:
        path = ROOT / name
        page = path.read_text("utf-8")
        found = list(desk.outputs(page))
        assert found, f"{name} runs nothing"
        if request.config.getoption("--rewrite-docs", default=False):
            for block, output in reversed(found):
                page = page[: block.start] + output + page[block.end :]
            path.write_text(page, "utf-8")
            return
        for block, output in found:
            assert output == block.body, f"{name}: pytest tests/docs --rewrite-docs writes it anew"

    return check


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-docs", action="store_true", help="write real output into the docs")
