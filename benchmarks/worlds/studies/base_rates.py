"""Base rates: worlds in which agents file from 2 to 50 % of all complaints."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.worlds.bench import Bench
from benchmarks.worlds.figures import pooled, recall_within, spread
from benchmarks.worlds.methods import PICTURED
from benchmarks.worlds.tables import Section, Table
from benchmarks.worlds.world import Setup, World
from mingjian.scoring.evaluation.bounds import share
from mingjian.scoring.evaluation.evaluation import SuspicionEvaluation
from mingjian.scoring.evaluation.flags import flagged, targets

__all__ = ["base_rate_sweep"]

SHARES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
BUDGET = 0.01
SEEDS = 2


def base_rate_sweep(bench: Bench) -> Section:
    """Every method at every share; the share of fraud is known of no real market."""
    return Section(
        "base",
        "团伙提交的占比",
        "Share of ring filings",
        "真实市场中的占比没有人知道，所以不给单一数字，而是从 2 % 到 50 % 逐一模拟。世界不绘制截图。",
        "Nobody knows the share in a real market, so worlds from 2 to 50 % are made instead of one. They have no screenshots.",
        [
            _sweep(bench, "误标 ≤ 1 % 时抓到的团伙提交", "ring filings caught with at most 1 % flagged", _caught),
            _sweep(bench, "抓住 70 % 时误标的真实投诉", "genuine complaints flagged at 70 % caught", _false),
            _sweep(bench, "抓住 70 % 时被标记者中团伙提交的比例", "share of ring filings among the flagged at 70 % caught", _precise),
        ],
        "python -m benchmarks.worlds --only base",
    )  # fmt: skip


def _sweep(bench: Bench, zh: str, en: str, cell: Callable[[Bench, str, list[World]], Any]) -> Table:
    rows = []
    for method in bench.methods(without=PICTURED | {"FIFO"}):
        cells = []
        for part in SHARES:
            setups = [
                Setup(seed, bench.complaints, fraud_share=part) for seed in bench.seeds[:SEEDS]
            ]
            cells.append(
                cell(bench, method, [bench.world(setup, pictures=False) for setup in setups])
            )
        rows.append((method, *cells))
    return Table(
        zh, en, ("方法 method", *(f"{100 * part:g} %" for part in SHARES)), rows, curves=True
    )


def _caught(bench: Bench, method: str, worlds: list[World]) -> Any:
    return spread(
        recall_within(
            bench.verdict(method, world).suspicion,
            targets(world.truth)[0],
            world.truth.genuine,
            BUDGET,
        )
        for world in worlds
    )


def _false(bench: Bench, method: str, worlds: list[World]) -> Any:
    return pooled([one.flags.overall.flagged for one in _evaluated(bench, method, worlds)])


def _precise(bench: Bench, method: str, worlds: list[World]) -> Any:
    """Flagged rows that no ring filed count against it, a lone opportunist's too."""
    found = []
    for world, one in zip(worlds, _evaluated(bench, method, worlds), strict=True):
        hits = flagged(bench.verdict(method, world).suspicion, one.flags.point.threshold)
        caught = int(np.count_nonzero(hits & targets(world.truth)[0]))
        found.append(share(caught, int(np.count_nonzero(hits))).rate)
    return spread(found)


def _evaluated(bench: Bench, method: str, worlds: list[World]) -> list[SuspicionEvaluation]:
    return [bench.evaluated(bench.verdict(method, world), world) for world in worlds]
