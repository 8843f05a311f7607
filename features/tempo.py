"""Tempo: whether the people of a ring filed together in time.

A burst alone is nothing: a new agency or an outage makes victims by the hundred, and a newspaper's sample
letter makes them write alike (M1, G1, G13). Only the ring of a complaint is counted.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import ClassVar

from mingjian.features.catalogue import Axis, Feature, FeatureGroup, Reading
from mingjian.features.history import Trace, View
from mingjian.features.rings import ring_of, ring_strangers

__all__ = ["Tempo"]

WINDOW = timedelta(hours=72)


class Tempo(FeatureGroup):
    """Synchrony among filings that are bound for other reasons."""

    features: ClassVar[tuple[Feature, ...]] = (
        Feature(
            "peers_72h",
            "tempo",
            Axis.coordination,
            1,
            "persons",
            0,
            64,
            "filing time unknown or known by the day, or no ring",
            "G13, M1: employees of one place, victims of one campaign",
            "72小时内同一关联组的投诉人",
            "people of the same ring within 72 hours",
        ),
    )

    def keys(self, trace: Trace) -> Iterable[str]:
        """None of its own."""
        return ()

    def read(self, trace: Trace, view: View) -> Mapping[str, Reading]:
        """Readings; see the declarations."""
        if trace.row.time_precision != "second":
            return {}
        membership = ring_of(trace, view)
        if membership is None:
            return {}
        near = [
            other
            for other in ring_strangers(trace, membership[0], view)
            if other.row.time_precision == "second"
            and abs(other.row.filed_at - trace.row.filed_at) <= WINDOW
        ]
        return {"peers_72h": Reading(len(near), tuple(other.uid for other in near))}
