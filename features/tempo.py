"""Tempo: whether unrelated people who share wording or a ring filed together in time.

A burst alone is nothing: a new agency or an outage makes victims by the hundred (M1, G13). Only filings
that already share wording or a ring with this one are counted.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import ClassVar

from mingjian.features.catalogue import Axis, Feature, FeatureGroup, Reading
from mingjian.features.history import Trace, View
from mingjian.features.persons import strangers
from mingjian.features.rings import ring_of
from mingjian.features.templates import template_strangers

__all__ = ["Tempo"]

WINDOW = timedelta(hours=72)


class Tempo(FeatureGroup):
    """Synchrony among filings that are alike for other reasons."""

    features: ClassVar[tuple[Feature, ...]] = (
        Feature(
            "peers_72h",
            "tempo",
            Axis.coordination,
            1,
            "persons",
            0,
            64,
            "filing time unknown or known by the day, or nothing shared with anybody",
            "G13, M1: employees of one place, victims of one campaign",
            "72小时内的同模板或同团伙投诉人",
            "people of the same template or ring within 72 hours",
        ),
    )

    def keys(self, trace: Trace) -> Iterable[str]:
        """None of its own."""
        return ()

    def read(self, trace: Trace, view: View) -> Mapping[str, Reading]:
        """Readings; see the declarations."""
        if trace.row.time_precision != "second":
            return {}
        alike = {other.uid: other for other in template_strangers(trace, view)}
        membership = ring_of(trace, view)
        if membership:
            members = [m for m in membership[0].members if m.uid != trace.uid]
            alike |= {other.uid: other for other in strangers(trace, members)}
        if not alike:
            return {}
        near = [
            other
            for other in alike.values()
            if other.row.time_precision == "second"
            and abs(other.row.filed_at - trace.row.filed_at) <= WINDOW
        ]
        return {"peers_72h": Reading(len(near), tuple(other.uid for other in near))}
