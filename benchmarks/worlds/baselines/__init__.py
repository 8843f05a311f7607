"""Plain methods that a detector has to beat, each in a file with one function.

``suspicion(rows, folder)`` takes complaints of the input contract and the world's folder, and returns a
number a row, higher for more suspicious, and a ring id or None a row. Nothing is learned from a truth.
Next door: :mod:`benchmarks.worlds.ours` does the same for mingjian.
"""

__all__: list[str] = []
