"""The artefact audit as a section of the report."""

from benchmarks.worlds.artefacts import MOST, audit, planned_picture_audit
from benchmarks.worlds.bench import Bench
from benchmarks.worlds.tables import Section, Table
from benchmarks.worlds.world import Setup
from mingjian.simulation.plan import plan
from mingjian.simulation.setting import Setting

__all__ = ["artefact_audit"]

WORLDS = 3
SHARE = 0.5  # as many rings as possible: what is tested is how they write and file, not how many


def artefact_audit(bench: Bench) -> Section:
    """The audit over a few worlds with many rings."""
    setups = [Setup(seed, bench.complaints, SHARE) for seed in bench.seeds[:WORLDS]]
    folders = [bench.world(setup, pictures=False).folder for setup in setups]
    bench.say("artefact audit: screenshots")
    worlds = [plan(Setting(setup.seed, setup.priors), setup.complaints) for setup in setups]
    found = [*audit(folders), planned_picture_audit(worlds)]
    rows = [
        (one.name, one.rows, one.rings, one.boosted, one.linear, "✓" if one.worst <= MOST else "✗")
        for one in found
    ]
    return Section(
        "artefacts",
        "模拟器的破绽",
        "Artefacts of the simulator",
        "只给两个浅层模型看本不该透露任何信息的列，留出整个团伙与整件事，看能否分辨团伙提交与真实投诉。"
        "0.5 等于猜；高于 0.60 说明模拟器有破绽，其余各节的数字就不可信。",
        "Two shallow models see only columns that should say nothing, with whole rings and matters held out. 0.5 is "
        "guessing; above 0.60 the simulator gives its rings away, and the figures of the other sections are worth less.",
        [
            Table(
                "团伙提交对真实投诉的 AUC",
                "AUC of ring filings against genuine complaints",
                ("列 columns", "行 rows", "团伙 rings", "提升树 boosted trees", "逻辑回归 logistic regression", f"≤ {MOST:.2f}"),
                rows,
            )
        ],
        "python -m benchmarks.worlds --only artefacts",
    )  # fmt: skip
