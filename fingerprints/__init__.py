"""Fingerprints: everything that touches raw personal data, and everything derived from it.

In: the complaint contract, importers, identifier normalisation and keyed tokens, redaction, the
text and screenshot fingerprints. Next door: :mod:`mingjian.features` reads what leaves here and
never sees a raw value.
"""

if __name__ == "fingerprints":
    raise ImportError("import mingjian.fingerprints: the folders are sub-packages of mingjian")
