"""Screenshots: the identical capture under other people's names, and candidates that prove nothing yet.

Perceptual hashes find candidates only. They say "the same image" of every pair of victims of one
broadcast (domain.md 3B I3), so ``picture_candidates`` moves no score; equal pixels do (I1).
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

import imagehash

from mingjian.features.catalogue import Axis, Feature, FeatureGroup, Reading
from mingjian.features.history import Trace, View
from mingjian.features.persons import strangers
from mingjian.features.precedence import filed_before
from mingjian.fingerprints.screenshots import ScreenshotFingerprint

__all__ = ["NEAR", "Screenshots", "capture_key"]

NEAR = 26  # of 256 bits: a shortlist, never a verdict
CHUNKS = 8


def capture_key(picture: ScreenshotFingerprint) -> str:
    """Posting key of all pictures with these pixels."""
    return f"pixels:{picture.pixel_mac}"


def _chunks(picture: ScreenshotFingerprint) -> list[str]:
    width = len(picture.perceptual) // CHUNKS
    return [f"picture:{i}:{picture.perceptual[i * width : (i + 1) * width]}" for i in range(CHUNKS)]


class Screenshots(FeatureGroup):
    """Reuse of one capture between unrelated people."""

    features: ClassVar[tuple[Feature, ...]] = (
        Feature(
            "capture_strangers",
            "screenshots",
            Axis.coordination,
            1,
            "persons",
            0,
            64,
            "no readable screenshot, or nobody filed it before this person",
            "G2, G5: relatives and forums pass a genuine picture on",
            "使用同一截图的无关投诉人",
            "unrelated filers of the identical capture",
        ),
        Feature(
            "picture_candidates",
            "screenshots",
            Axis.coordination,
            0,
            "pictures",
            0,
            64,
            "no readable screenshot",
            "G5: victims of one broadcast look the same to a perceptual hash",
            "外观相近的截图（未核实）",
            "look-alike pictures, not verified",
        ),
    )

    def keys(self, trace: Trace) -> Iterable[str]:
        """Pixels, and the chunks of the perceptual hash."""
        for picture in trace.row.screenshots:
            if picture.usable:
                yield capture_key(picture)
                yield from _chunks(picture)

    def read(self, trace: Trace, view: View) -> Mapping[str, Reading]:
        """Readings; see the declarations."""
        pictures = [picture for picture in trace.row.screenshots if picture.usable]
        if not pictures:
            return {}
        found: dict[str, Reading] = {}
        before: dict[str, Trace] = {}
        captures: list[str] = []
        for picture in pictures:
            earlier = filed_before(trace, view.members(capture_key(picture)))
            if earlier:
                captures.append(f"p-{picture.pixel_mac[:12]}")
                before |= {other.uid: other for other in earlier}
        if before:
            people = strangers(trace, sorted(before.values(), key=lambda other: other.order))
            ids = (*captures, *(other.uid for other in people))
            found["capture_strangers"] = Reading(len(people), ids)
        near = sorted(self._candidates(trace, pictures, view))
        found["picture_candidates"] = Reading(len(near), tuple(near))
        return found

    def _candidates(
        self, trace: Trace, pictures: list[ScreenshotFingerprint], view: View
    ) -> set[str]:
        near = set()
        for picture in pictures:
            own = imagehash.hex_to_hash(picture.perceptual)
            met = {o.uid: o for key in _chunks(picture) for o in view.others(key, trace)}
            near |= {
                uid
                for uid, other in met.items()
                for theirs in other.row.screenshots
                if theirs.usable
                and theirs.pixel_mac != picture.pixel_mac
                and own - imagehash.hex_to_hash(theirs.perceptual) <= NEAR
            }
        return near
