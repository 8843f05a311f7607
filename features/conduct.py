"""Conduct: what the complaint says was done, in facts that can be checked (V01-V19).

Facts are worth more than labels. A complaint that says 暴力催收 and describes nothing scores low on
specificity, not high on fraud: the answer to it is a question (S3-12, S3-13).
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from mingjian.features.catalogue import Axis, Feature, FeatureGroup, Reading
from mingjian.features.conduct_record import conduct_of
from mingjian.features.history import Trace, View

__all__ = ["Conduct"]

PRICE = "V16"


class Conduct(FeatureGroup):
    """Specificity of the grievance."""

    features: ClassVar[tuple[Feature, ...]] = (
        Feature(
            "conduct_facts",
            "conduct",
            Axis.merit,
            1,
            "kinds of fact",
            0,
            12,
            "no text, or the export cut it off",
            "G8: dialect, typos, voice input; kinds are counted, not words",
            "可核实事实的种类",
            "kinds of checkable facts",
        ),
        Feature(
            "violations_described",
            "conduct",
            Axis.merit,
            1,
            "codes",
            0,
            6,
            "no text, or the export cut it off",
            "T6: a menu of labels is no description; only described conduct counts",
            "描述的违规行为",
            "kinds of violation described (V01-V19)",
        ),
        Feature(
            "quoted_words",
            "conduct",
            Axis.merit,
            1,
            "quotes",
            0,
            3,
            "no text, or the export cut it off",
            "G8: reported speech without quotation marks also counts as a fact",
            "引述的催收原话",
            "the collector's words, quoted",
        ),
        Feature(
            "log_contacts",
            "conduct",
            Axis.merit,
            1,
            "contacts",
            0,
            64,
            "no log, or nothing in it: logs are kept by the accused (L1)",
            "V13: private phones leave no trace in the lender's log",
            "催收记录中的联系次数",
            "contacts in the lender's own log before filing",
        ),
        Feature(
            "label_without_conduct",
            "conduct",
            Axis.merit,
            0,
            "0 or 1",
            0,
            1,
            "no text, or the export cut it off",
            "G12: hardship or a fee dispute under the wrong tag",
            "只有标签、未描述行为",
            "labelled, nothing described: ask for facts (S3-12)",
        ),
    )

    def keys(self, trace: Trace) -> Iterable[str]:
        """None: conduct is read from the complaint alone."""
        return ()

    def read(self, trace: Trace, view: View) -> Mapping[str, Reading]:
        """Readings; see the declarations."""
        record = conduct_of(trace, view)
        found: dict[str, Reading] = {}
        if trace.log_contacts:
            found["log_contacts"] = Reading(trace.log_contacts)
        if trace.row.own_tokens == 0 and not trace.row.quoted:
            return found
        kinds = list(dict.fromkeys(fact["kind"] for fact in record.facts))
        codes = {v["code"]: v["quote"] for v in record.violations if v["code"] != PRICE}
        quotes = [fact["value"] for fact in record.facts if fact["kind"] == "quoted_words"]
        # What a cut text shows counts; what it does not show is unknown.
        if kinds or not trace.row.truncated:
            found["conduct_facts"] = Reading(len(kinds), tuple(kinds))
        if codes or not trace.row.truncated:
            found["violations_described"] = Reading(
                len(codes), tuple(f"{code} {quote}" for code, quote in codes.items())
            )
        if quotes or not trace.row.truncated:
            found["quoted_words"] = Reading(len(quotes), tuple(quotes[:3]))
        if not trace.row.truncated:
            bare = record.labelled and not record.described
            found["label_without_conduct"] = Reading(float(bare))
        return found
