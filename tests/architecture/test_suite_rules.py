"""The suite itself: in CI nothing is skipped quietly, and an empty run fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPED = "import pytest\ndef test_one(): pytest.skip({reason!r})\n"
MODULE = "import pytest\npytest.importorskip('no_such_package_at_all')\ndef test_one(): pass\n"
XFAIL = "import pytest\n@pytest.mark.xfail\ndef test_one(): assert False\n"
PASS, FAIL, INTERRUPTED, EMPTY = 0, 1, 2, 5


@pytest.mark.parametrize(
    ("source", "ci", "status"),
    [
        (SKIPPED.format(reason="a part is missing"), "", PASS),
        (SKIPPED.format(reason="a part is missing"), "true", FAIL),
        (SKIPPED.format(reason="only root can give a file away"), "true", PASS),
        (MODULE, "", EMPTY),
        (MODULE, "true", INTERRUPTED),
        (XFAIL, "true", PASS),
        ("def test_one(shared_data): pass\n", "", PASS),
        ("def test_one(shared_data): pass\n", "true", FAIL),
        ("", "true", EMPTY),
    ],
)
def test_skips(repository: Path, tmp_path: Path, source: str, ci: str, status: int) -> None:
    tests = tmp_path / "clone" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(repository / "tests" / "conftest.py", tests)
    (tests / "test_it.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests)]
    environment = os.environ | {"CI": ci}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tests, env=environment
    )
    assert done.returncode == status, done.stdout
