"""The open benchmark: worlds with a known truth, mingjian and plain baselines side by side.

``python -m benchmarks.worlds`` makes worlds with ``mingjian simulate``, gives every method the same
complaints, and hands what they say to :mod:`mingjian.scoring.evaluation`. In: :mod:`~benchmarks.worlds.baselines`
(one method a file), the studies, the audit of the simulator's artefacts, its likeness to real texts, the
report. All of it is synthetic: no figure here says how well anything works on real complaints.
"""

__all__: list[str] = []
