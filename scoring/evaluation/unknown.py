"""Why a figure is not there: the words stand in result files, their Chinese in ``words.toml``."""

from enum import StrEnum

__all__ = ["Unknown"]


class Unknown(StrEnum):
    """Reason of a null.

    Examples
    --------
    >>> str(Unknown.no_ring)
    'no ring in the truth'
    """

    no_rows = "no such row"
    no_target = "no ring-filed or coordinated, non-genuine row in the truth"
    out_of_reach = "abstentions put this recall out of reach"
    nothing_flagged = "no genuine row was flagged"
    one_class = "the truth has only one of the two classes among the scored rows"
    no_ring = "no ring in the truth"
    no_ring_given = "no ring ids were given"
    no_times = "no filing times in the scores"
    no_severity = "no severity in the truth"
    no_axes = "no axes in the truth"
    few_clusters = "too few clusters to resample"
