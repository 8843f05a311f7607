"""Example data: about eighty invented complaints, their truth, screenshots and a contact log.

`mingjian demo` and the tests read it; README.md says what is in. The screenshots are drawn by
:mod:`mingjian.examples.draw_screens` from ``screens.toml``. Next door: every other package, none of
which imports this one except to find the folder.
"""

from importlib.resources import files
from pathlib import Path

__all__ = ["folder"]

if __name__ == "examples":
    raise ImportError("import mingjian.examples: the folders are sub-packages of mingjian")


def folder() -> Path:
    """Return the folder that holds the example files.

    Examples
    --------
    >>> sorted(path.name for path in folder().glob("*.jsonl"))
    ['complaints.jsonl', 'contact_log.jsonl', 'truth.jsonl']
    """
    return Path(str(files(__name__)))
