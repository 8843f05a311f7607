"""Cue tables as data, read by :mod:`mingjian.features.conduct_cues`. No code lives here."""
