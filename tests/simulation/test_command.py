"""``mingjian simulate``: what it refuses and how, and what is left when it is stopped."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from rich.text import Text
from typer.testing import CliRunner

from mingjian.simulation.command import simulate

PROGRAM = """
import signal, typer
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs this aside may ignore it
from mingjian.simulation.command import simulate
typer.run(simulate)
"""
app = typer.Typer()
app.command()(simulate)


def run(*words: object) -> tuple[int, str]:
    found = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "400"})
    return found.exit_code, Text.from_ansi(found.output).plain


def test_a_second_run_needs_force(tmp_path: Path) -> None:
    words = ("--out", tmp_path / "world", "--complaints", 5, "--no-pictures")
    assert run(*words)[0] == 0
    status, said = run(*words)
    assert (status, "--out" in said, "--force" in said) == (2, True, True)
    assert "plan" not in said, "refused before any work"
    assert run(*words, "--force")[0] == 0


def test_a_missing_settings_file_is_named_once(tmp_path: Path) -> None:
    status, said = run("--out", tmp_path / "world", "--settings", tmp_path / "nowhere.toml")
    assert (status, said.count("nowhere.toml"), "Errno" in said) == (2, 1, False)
    assert "--settings" in said
    assert "无法读取 cannot be read" in said


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[rings]\nspin = { E0 = 0.0 }\n")
    status, said = run("--out", tmp_path / "world", "--settings", wrong)
    assert (status, "rings.spin" in said) == (2, True)
    assert "权重不能全为零 not all weights may be 0" in said
    assert not (tmp_path / "world").exists()


def test_the_help_says_that_a_fixed_level_ends_adaptation() -> None:
    status, said = run("--help")
    assert (status, said.count("no agent adapts"), said.count("代理不再应变")) == (0, 4, 4)


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are POSIX")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda sent: sent.name)
def test_a_stopped_run_leaves_nothing(tmp_path: Path, sent: signal.Signals) -> None:
    every = tmp_path / "pictures.toml"
    every.write_text("[filing]\npictures = [1, 1]\n")
    words = ["--out", "world", "--complaints", "120", "--processes", "2", "--settings", every.name]
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not any(tmp_path.glob(".world.*/new/attachments/*")):
        assert program.poll() is None, program.communicate()
        time.sleep(0.05)
    program.send_signal(sent)
    _, said = program.communicate(timeout=20)  # returns when the last process that draws has ended
    assert program.returncode == 130
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == [every]
