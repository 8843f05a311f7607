"""What holds for every test: Hypothesis profiles, the real data, and no quiet skips in CI."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

CI = os.environ.get("CI", "").lower() in {"1", "true"}

# Deadlines and slow-data checks measure the machine, not the code; CI repeats the same cases.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile("ci" if CI else "local")

# What a machine may lack in CI as well, because no install could bring it.
ALLOWED_IN_CI = ("modes and links are POSIX", "only root can give a file away")

Report = pytest.TestReport | pytest.CollectReport


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real complaints; a clone without its neighbour skips."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no real data: there is no ../shared/data beside the repository")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _forbid_skip(report)
    return report


def _forbid_skip(report: Report) -> None:
    """In CI a skipped test is a failed one, unless its reason is allowed."""
    if not CI or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not reason.removeprefix("Skipped: ").startswith(ALLOWED_IN_CI):
        report.outcome = "failed"
        report.longrepr = f"nothing is skipped in CI: {reason}"
