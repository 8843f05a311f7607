"""Agent residue (T7): what an agent's form leaves behind in a complaint."""

import re

__all__ = ["residue"]

RESIDUE = re.compile(
    r"[【\[{（(<]\s*(?:您的)?(?:姓名|名字|借款人|平台名称?|金额|日期|电话|手机号|身份证号?|贷款平台|公司名称?)\s*[】\]}）)>]"
    r"|(?:客户|委托人|当事人)(?:称|表示|反映|陈述)|我方(?:客户|委托人)"
    r"|[\[{<](?:your|insert|creditor|account|company)[ _][a-z _]{2,30}[\]}>]",
    re.IGNORECASE,
)


def residue(text: str) -> list[str]:
    """Left-over blanks and third-person slips in a redacted narrative.

    Examples
    --------
    >>> residue("本人【姓名】于2025年借款，客户称每天被骚扰")
    ['【姓名】', '客户称']
    """
    return [match.group() for match in RESIDUE.finditer(text)]
