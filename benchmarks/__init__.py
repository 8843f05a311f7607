"""Benchmarks: what a run costs, beside named peers in the same run.

``python -m benchmarks`` prints a table and writes JSON. Each measure is a module with a function that
returns :class:`~benchmarks.figures.Figure` rows; :mod:`benchmarks.texts` makes the input. Next door:
nothing imports this package, and no test asserts a figure of it.
"""

__all__: list[str] = []
