"""Reasons: the model's exact contributions, in words, with the evidence that made them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mingjian.features.observation import CATALOGUE
from mingjian.features.rows import FeatureRow
from mingjian.scoring.model import Prediction

__all__ = ["Reason", "explain"]

SHOWN = 6
FACTS_ZH = {
    "time": "时刻",
    "date": "日期",
    "count": "次数",
    "channel": "方式",
    "caller_number": "来电号码",
    "counterpart": "联系对象",
    "claimed_identity": "自称身份",
    "quoted_words": "原话",
    "debt_disclosed": "泄露欠款",
    "amount": "金额",
    "days_overdue": "逾期天数",
    "agency": "催收机构",
    "staff_no": "工号",
    "prior_complaint": "先前投诉",
    "harm": "后果",
    "evidence": "证据",
    "place": "地点",
    "device": "设备",
    "payee": "收款账户",
    "email": "邮箱",
    "phone": "电话",
    "account": "账号",
    "template": "模板",
    "capture": "截图",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a score.

    Attributes
    ----------
    code : str
        Feature name.
    axis : str
        ``merit`` or ``coordination``.
    weight : float
        Log-odds on that axis; 0 for what informs only.
    zh, en : str
    evidence : tuple of str
        Complaint uids, ids of templates, rings or captures, or redacted quotes.
    """

    code: str
    axis: str
    weight: float
    zh: str
    en: str
    evidence: tuple[str, ...]


@cache
def _sentences() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("mingjian.scoring").joinpath("reasons.toml").read_text("utf-8"))


def explain(row: FeatureRow, prediction: Prediction) -> list[Reason]:
    """Reasons for a score, heaviest first.

    The weights of all features that moved the score are there, so that an axis' base plus its weights
    is exactly its log-odds.
    """
    reasons = []
    for name, reading in row.readings.items():
        weight = prediction.contributions.get(name, 0.0)
        sentence = _sentences().get(name)
        if reading.value is None or sentence is None:
            continue
        if reading.value < sentence["from"] and weight == 0:
            continue
        shown = [item for item in reading.evidence[:SHOWN] if ":" not in item or " " in item]
        words = {"n": _number(reading.value), "kind": row.repeat_kind}
        english, chinese = ", ".join(shown), "、".join(FACTS_ZH.get(s, s) for s in shown)
        first = reading.evidence[0] if reading.evidence else ""
        reasons.append(
            Reason(
                code=name,
                axis=CATALOGUE[name].axis.value,
                weight=round(weight, 6),
                zh=sentence["zh"].format(ids=chinese, first=FACTS_ZH.get(first, first), **words),
                en=sentence["en"].format(ids=english, first=first, **words),
                evidence=reading.evidence,
            )
        )
    return sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.code))


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.2f}"
