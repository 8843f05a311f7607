"""Adversaries: agents who file for clients, rivals who smear, collectors who flood, copiers, opportunists.

In: what each does and how it hides. Next door: :mod:`mingjian.simulation.world` has the people whose names are used,
:mod:`mingjian.simulation.writing` the one engine of all texts. Nothing here knows how anybody detects anything.
"""
