"""From the repository's root a folder has a bare name too; importing that says what to import."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_bare_import_says_what_to_import(repository: Path, folder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {folder}"],
        capture_output=True, text=True, check=False, cwd=repository,
        env=os.environ | {"PYTHONSAFEPATH": ""},
    )  # fmt: skip
    last = done.stderr.strip().splitlines()[-1:]
    assert done.returncode == 1
    assert last
    assert last[0].startswith(f"ImportError: import mingjian.{folder}")


def test_the_full_name_is_no_bare_import(repository: Path, folder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import mingjian.{folder}"],
        capture_output=True, text=True, check=False, cwd=repository,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
