"""Honest complainants: who files, why, where, with what in hand, and how often.

In: people whom something happened to, and the ways in which they look like somebody else (G1-G13, G16, G17).
Next door: :mod:`mingjian.simulation.world` makes things happen, :mod:`mingjian.simulation.adversaries` files for others.
"""
