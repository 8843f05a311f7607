"""Names of persons in free text, where a cue says that a name stands there.

A full name is masked whole, surname included: with a lender and a date a rare surname names its
bearer. ``张某``, ``李女士``, ``王经理`` stay: the writer has hidden that person already, and the
account needs somebody to act. Without a cue no name is masked, as most surnames are words too.
"""

import re
from collections.abc import Iterator

from mingjian.fingerprints.surnames import COMPOUND_SURNAMES, NOT_NAMES, SURNAMES, SURNAMES_ONLY

__all__ = ["find_names"]

CJK = "[\u3400-\u9fff]"
NEVER_GIVEN = (
    "的了是在我你他她它们这那没就都而及被把给说要会吗呢吧啊号某姓贷借钱呗款费付催欠也还很又从对到不"
    "先女"
)
SELDOM_LAST = "有为因年月日元万可能之其于与和今来去现身电手住向男以系工您本让已曾跟用每将家"
AFTER = (
    r"(?=[,，。.;；、:：!！?？()（）\[\]【】“”\"\s0-9]|$|本人|身份证|电话|手机|银行卡|卡号|账[号户]"
    "|先生|女士|您|你好|[在于因向与和])"
)
GIVEN = f"(?![{NEVER_GIVEN}]){CJK}"
LAST = f"(?:(?![{SELDOM_LAST}]){GIVEN}|{GIVEN}{AFTER})"


def _name(surnames: str) -> str:
    han = f"(?!{NOT_NAMES})(?:{COMPOUND_SURNAMES}|[{surnames}])[ \u3000]?{GIVEN}(?:{LAST})?"
    return f"({han}|{CJK}{{2,8}}[·•・]{CJK}{{2,10}})"


LABELS = (
    "姓名|名字|真名|户名|联系人|借款人|担保人|投诉人|持卡人|申请人|收款人|债务人|委托人|代理人|当事人|原告|被告|"
    "被保险人|投保人|收件人|收货人|户主|法人|法定代表人|负责人|经办人|业务员|催收员|催收人员|客服|签名|签字|落款"
)
LABEL = re.compile(f"(?:{LABELS})[是为]?\\s?$")
LABELLED = re.compile(rf"[:：]\s?{_name(SURNAMES)}")
TOLD_CUES = ("我叫", "名叫", "人叫", "名字", "姓名")
TOLD = re.compile(rf"(?:(?:我|本人)名?叫|我的名字[是叫]|姓名[是为]?)\s?{_name(SURNAMES)}")
SAID_CUES = (
    "我是",
    "本人",
    "联系人",
    "款人",
    "担保人",
    "投诉人",
    "持卡人",
    "请人",
    "务人",
    "敬的",
    "爱的",
)
SAID = re.compile(
    "(?:我是|本人是?|联系人|借款人|担保人|投诉人|持卡人|申请人|收款人|债务人|尊敬的|亲爱的)"
    f"{_name(SURNAMES_ONLY)}{AFTER}"
)
TITLES = ("先生", "女士", "小姐", "太太")
TITLED = re.compile(f"{_name(SURNAMES_ONLY)}(?:先生|女士|小姐|太太)")

WORD = r"(?!X{2})[A-Z](?:[A-Za-z'’\-]{1,20}|\.)"
NOT_DEAR = (
    "Sirs?|Madam|Ma|Customers?|Consumers?|Clients?|Members?|Valued|Bank|Credit|Financial|Capital|"
    "Services?|Inc|LLC|Company|Corp|Team|Department|CFPB|Bureaus?|Cards?|Loans?|Lender|Lending|Finance|Funding|Mortgage|Auto|Recovery|Group|Solutions|Union|Creditor|"
    "Collectors?|Collections?|Officer|Manager|Agent|Borrower|Debtor|Equifax|Experian|TransUnion|To"
)
ENGLISH = re.compile(
    r"(?:[Mm]y (?:full |legal )?name is|MY NAME IS|^(?:Full |Legal )?Name ?:"
    r"|Dear (?:Mr|Mrs|Ms|Miss|Dr)\b\.?)"
    rf" ?({WORD}(?: {WORD}){{0,3}})"
    r"|(?:Sincerely|Regards|Respectfully(?: submitted)?|Yours truly|Signed)[,:]\s{0,3}"
    rf"({WORD}(?: {WORD}){{0,3}})(?=\s{{0,3}}(?:$|[.,(]))"
    rf"|Dear (?!(?:[A-Z][\w'’\-]{{0,20}} ){{0,2}}(?:{NOT_DEAR})\b)"
    rf"({WORD}(?: {WORD}){{0,2}})(?=[,:])",
    re.MULTILINE,
)
ENGLISH_CUES = ("ame", "NAME", "Dear ", "Sincerely", "Regards", "Respectfully", "Yours", "Signed")


def find_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, "name")``.

    Examples
    --------
    >>> text = "我叫张小明，客服王女士让联系人：李雷还款。My name is John Smith."
    >>> [text[a:b] for a, b, _ in find_names(text)]
    ['李雷', '张小明', 'John Smith']
    """
    for match in LABELLED.finditer(text):
        if LABEL.search(text, max(0, match.start() - 8), match.start()):
            yield *match.span(1), "name"
    for cues, pattern in (
        (TOLD_CUES, TOLD),
        (SAID_CUES, SAID),
        (TITLES, TITLED),
        (ENGLISH_CUES, ENGLISH),
    ):
        if any(cue in text for cue in cues):
            for match in pattern.finditer(text):
                yield *match.span(match.lastindex or 0), "name"
