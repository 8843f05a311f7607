"""Scoring: from features to scores with reasons, stored, explained, erasable.

In: models, explanation, triage, the pipeline, the store, the report and the command line. Next door:
:mod:`mingjian.features` reads complaints, this package judges the readings.
"""

if __name__ == "scoring":
    raise ImportError("import mingjian.scoring: the folders are sub-packages of mingjian")
