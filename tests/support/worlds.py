"""Small worlds for the laws: a few people, devices, texts and pictures, filed in any combination."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from hypothesis import strategies as st

from mingjian.features.observation import describe
from mingjian.fingerprints.contract import RawComplaint
from mingjian.fingerprints.fingerprinting import Fingerprinter
from mingjian.fingerprints.keyring import Epoch, KeyRing
from mingjian.fingerprints.rows import fingerprint_rows, fingerprint_table
from mingjian.fingerprints.screenshots import ScreenshotFingerprint

START = datetime(2025, 6, 1, tzinfo=UTC)
END = START + timedelta(days=400)
RING = KeyRing(Path("ring.json"), (Epoch("k1", START, bytes(32)),), bytes(range(32)))
FINGERPRINTER = Fingerprinter(RING)

TEXTS = (
    "贵公司委托的催收人员自六月起每天多次拨打我的电话，并联系我的家人和同事，严重影响我的正常工作和生活，"
    "本人多次协商无果，现要求立即停止骚扰，减免全部利息并办理停息挂账分期还款，否则将向监管部门反映。",
    "本人因疫情失业无力偿还借款，多次与平台协商延期，平台态度强硬并恐吓威胁本人，冒充司法机关发送虚假文书，"
    "侵犯本人合法权益，请求监管部门责令其道歉赔偿并个性化分期六十期，撤销不良征信记录。",
    "七月九号晚上十一点四十还在打电话，孩子被吵醒了，第二天一早又打到我妈那里，说我欠了八千块不还，"
    "我妈有高血压，当天下午就去了医院，我手里有通话记录和住院单。",
    "短信发到我单位前台，说再不还钱就派人来公司坐着，领导找我谈话，我已经还了十一期，只差最后一期。",
    "请处理",
)


def picture(name: str) -> ScreenshotFingerprint:
    """A made-up screenshot fingerprint; the same name is the same capture."""
    return ScreenshotFingerprint(name * 8, name * 8, name * 16, name * 4, name * 4, 540, 1170, True)


def table(rows: list[dict[str, object]]) -> pa.Table:
    """Described rows of a world."""
    raw = []
    for row in rows:
        person = row["person"]
        raw.append(
            RawComplaint.model_validate(
                {
                    "complaint_id": row["id"],
                    "platform": row["platform"],
                    "filed_at": START + timedelta(hours=int(str(row["hour"]))),
                    "respondent": row["lender"],
                    "text": f"{row['text']}{row.get('tail', '')}",
                    "complainant": {
                        "phone": row.get("phone")
                        or (f"1380000{person:04d}" if person is not None else None),
                        "account_id": row.get("account"),
                        "name": f"王{person}" if person is not None else None,
                        "payee_account": row.get("payee"),
                    },
                    "device": {"device_id": row.get("device"), "ip": row.get("ip")},
                    "time_precision": row.get("time_precision", "second"),
                    "authorised": row.get("authorised"),
                    "borrower": {"phone": row.get("borrower_phone")},
                    "relation": row.get("relation", "self"),
                    "collective_id": row.get("collective"),
                    "prior_complaint_ids": row.get("prior", []),
                }
            )
        )
    fingerprints = fingerprint_rows(FINGERPRINTER(raw))
    pictured = [
        found._replace(screenshots=[picture(str(row["picture"]))] if row.get("picture") else [])
        for found, row in zip(fingerprints, rows, strict=True)
    ]
    return describe(fingerprint_table(pictured))


def _letter(letters: str) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(letters))


@st.composite
def worlds(draw: st.DrawFn, most: int = 14, prefix: str = "") -> list[dict[str, object]]:
    """Rows in order of time, with ids of their own; worlds of two prefixes share nothing."""
    size = draw(st.integers(1, most))
    hours = sorted(draw(st.lists(st.integers(0, 2000), min_size=size, max_size=size, unique=True)))
    base = 5000 if prefix else 0
    rows: list[dict[str, object]] = []
    for i, hour in enumerate(hours):
        person = draw(st.sampled_from([None, *range(base, base + 7)]))
        device = draw(st.sampled_from([None, "A", "A", "B"]))
        payee = draw(st.sampled_from([None, None, "P"]))
        capture = draw(_letter("cd"))
        rows.append(
            {
                "id": f"{prefix}{i}",
                "platform": draw(st.sampled_from([f"heimao{prefix}", f"12378{prefix}"])),
                "hour": hour,
                "lender": draw(st.sampled_from([f"甲贷{prefix}", f"乙贷{prefix}"])),
                "text": draw(st.sampled_from(TEXTS)) if not prefix else TEXTS_OTHER[i % 3],
                "tail": draw(st.sampled_from(["", "望尽快处理，谢谢平台。", "我叫冤无门。"])),
                "person": person,
                "device": device and f"dev-{device}{prefix}-0001",
                "payee": payee and f"pay-{payee}{prefix}-77",
                "picture": capture and {"": capture}.get(prefix, capture.upper()),
                "relation": draw(st.sampled_from(["self", "self", "family"])),
                "collective": draw(st.sampled_from([None, None, f"G{prefix}1"])),
                "prior": draw(st.sampled_from([[], [], [f"{prefix}{max(i - 1, 0)}"]])),
            }
        )
    return rows


TEXTS_OTHER = (
    "The collector called my workplace nine times in one day and told my supervisor that I would be "
    "arrested unless I paid the full balance by Friday, although I had already sent a dispute letter.",
    "I never opened this account and I have asked three times for validation of the debt, but they keep "
    "reporting it to the bureaus and refuse to tell me who the original creditor is supposed to be.",
    "They withdrew two payments in the same week without my permission and my bank charged me overdraft "
    "fees that nobody wants to refund even though the agent admitted on the phone that it was their error.",
)
