"""Features: named, declared signals over fingerprinted complaints, and the one ``observe`` path.

In: the catalogue, the history of what has been seen, six feature groups (templates, screenshots,
graph, repeats, conduct, tempo). Next door: :mod:`mingjian.fingerprints` hands over rows without
personal data, :mod:`mingjian.scoring` turns features into scores.
"""

if __name__ == "features":
    raise ImportError("import mingjian.features: the folders are sub-packages of mingjian")
