"""Platforms: the tags that they offer, the fields that they ask for, what they cut, check and answer.

In: channels, menus, timelines, re-encoding. Next door: people and agents hand filings in,
:mod:`mingjian.simulation.output` writes what a platform would export.
"""
