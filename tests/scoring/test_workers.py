"""Other processes: results in order, work shared with the caller, nothing started for little."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from loky import cpu_count

from mingjian.scoring import workers
from mingjian.scoring.workers import Workers


def slowly(equipment: str, item: int) -> tuple[str, int, int]:
    time.sleep(0.01 * (item % 3))
    return equipment, item, os.getpid()


def failing(equipment: str, item: int) -> int:
    if item == 3:
        raise ValueError(equipment)
    return item


def here(item: int) -> tuple[str, int, int]:
    return slowly("here", item)


needs_two = pytest.mark.skipif(cpu_count() < 2, reason="one core: nothing is ever shared")


@needs_two
def test_results_come_in_order_and_both_sides_work():
    with Workers("there", inline=0) as pool:
        # The first call waits for the process to start; the second finds it running.
        list(pool.each(slowly, range(3), here))
        made = list(pool.each(slowly, range(60), here))
    assert [item for _, item, _ in made] == list(range(60))
    assert {side for side, _, _ in made} == {"here", "there"}
    for side, _, process in made:
        assert (process == os.getpid()) == (side == "here")


@pytest.mark.parametrize("size", [0, 1, 3])
def test_little_work_starts_no_process(size, monkeypatch):
    monkeypatch.setattr(workers, "ProcessPoolExecutor", None)
    with Workers("there", inline=3) as pool:
        assert [side for side, _, _ in pool.each(slowly, range(size), here)] == ["here"] * size


@needs_two
def test_a_failure_is_told_in_its_turn():
    with Workers("there", inline=0) as pool:
        made = pool.each(failing, range(9), lambda item: failing("here", item))
        assert [next(made) for _ in range(3)] == [0, 1, 2]
        with pytest.raises(ValueError, match="here"):
            next(made)


@needs_two
def test_items_are_drawn_as_they_are_needed(monkeypatch):
    monkeypatch.setattr(workers, "AHEAD", 4)
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for item in range(50):
            drawn.append(item)
            yield item

    with Workers("there", inline=0) as pool:
        for done, _ in enumerate(pool.each(slowly, items(), here), 1):
            assert len(drawn) <= done + 4


SCRIPT = """
import operator
from mingjian.scoring.workers import Workers
print("begun")
with Workers(2, inline=0) as pool:
    print(list(pool.each(operator.mul, range(5), lambda item: 2 * item)))
"""


def test_a_script_needs_no_guard_of_its_main_module(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    ran = subprocess.run([sys.executable, str(path)], capture_output=True, check=True, text=True)
    assert ran.stdout == "begun\n[0, 2, 4, 6, 8]\n"
    assert ran.stderr == ""
