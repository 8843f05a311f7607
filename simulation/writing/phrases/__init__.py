"""Phrase files: what people, letters, collectors and phones say, a TOML file each (:mod:`mingjian.simulation.writing.grammar`)."""
