"""Evaluation: what a truth file says about a score file.

In: the join of both, the false flags at a fixed ring recall, ranking, calibration, rings, the replayed
queue, a page and the command. Next door: :mod:`mingjian.scoring` makes scores and never sees a truth.
A world's truth is synthetic, and every result made from it says so.
"""
