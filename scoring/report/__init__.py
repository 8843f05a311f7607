"""The HTML report: what a run found, on one page that opens anywhere.

One self-contained file: no network, no script needed to read it, the same bytes for the same store.
Everything from a complaint is data: it is escaped, bidirectional controls are made visible, and
tokens are never shown. Next door, ``scoring/console.py`` draws the same records on a terminal.
"""

from pathlib import Path

from mingjian.scoring.output import replacing
from mingjian.scoring.pipeline import Summary
from mingjian.scoring.store.store import Store

__all__ = ["write_report"]


def write_report(path: Path, store: Store, summary: Summary) -> None:
    """Write the report of a run, whole or not at all.

    Parameters
    ----------
    path : Path
        The HTML file; replaced when it exists.
    store : Store
        Holds the run's scores.
    summary : Summary
        Counts of the run, and the complaints in it.

    Raises
    ------
    UsageError
        When the file cannot be written.
    """
    # Drawing takes a second to import; a run without a report does not pay for it.
    from mingjian.scoring.report.contents import gather  # noqa: PLC0415
    from mingjian.scoring.report.page import render  # noqa: PLC0415

    page = render(gather(store, summary))
    with replacing(path, "w") as file:
        file.write(page)
