"""Traces of a person's life online in free text: addresses of mail and web, chat names, devices."""

import ipaddress
import re
from collections.abc import Iterator

__all__ = ["find_online"]

DOMAIN = re.compile(r"@ ?(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,20}")
MAILBOX = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"
TOP_DOMAINS = (
    "app|biz|cc|club|cn|co|com|edu|gov|hk|im|info|io|link|ly|me|net|online|org|shop|site|top|tv|tw|us|"
    "vip|xyz"
)
# The host is a fact and stays, as does a path in plain words; numbers, queries and the codes of
# short links lead to a person or a case.
URL = re.compile(
    rf"\.(?:{TOP_DOMAINS})(?::[0-9]{{1,5}})?[/?#](?=[!-~]{{0,200}}[0-9=@%]|[a-z]{{0,8}}[A-Z])"
    r"([!-~]{0,3999}[A-Za-z0-9=&_/-])|://([!-.0-?A-~]{1,100})@"
)
LONG_WORD = re.compile("[0-9A-Za-z_-]{5}")
# Cheap to look for; the patterns below hold nothing without one of them.
HANDLE_CUES = ("信", "x", "X", "hat", "q", "Q", "扣扣", "企鹅", "抖音", "快手", "小红书")
HANDLE = re.compile(
    "(?:微信|薇信|威信|徽信|[Vv]信|[Vv][Xx]|[Ww][Xx]|[Ww]e[Cc]hat|[Ww]eixin|[Qq][Qq]|扣扣|企鹅|抖音|快手|小红书)"
    "(?P<label>(?:群?号码?|账号|帐号|群| ?ID| ?id)?[:： 是为]{0,3})"
    "(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{4,11})(?![A-Za-z0-9_█@.]|[多余几]?[元块万千百%笔期年月天次个人])"
)
DEVICE_CUES = ("设备", "串号", "序列号", "I", "i")
DEVICE = re.compile(
    "(?:IMEI|imei|MEID|meid|IDFA|idfa|OAID|oaid|[Aa]ndroid ?[Ii][Dd]|[Dd]evice ?[Ii][Dd]|"
    "设备(?:号|ID|id|编号|标识码?|识别码)|串号|序列号)"
    "[码号是为:： #]{0,4}(?P<id>(?=[A-Za-z-]{0,30}[0-9])[0-9A-Za-z-]{8,40})"
)
HEX = "[0-9A-Fa-f]"
UUID_OR_MAC = re.compile(
    rf"(?<![0-9A-Za-z█])(?:{HEX}{{8}}(?:-{HEX}{{4}}){{3}}-{HEX}{{12}}|{HEX}{{2}}(?:[:-]{HEX}{{2}}){{5}})(?![0-9A-Za-z█])"
)
IPV4 = re.compile(r"(?<![0-9.Vv本█])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9█]|\.[0-9])")
IPV6 = re.compile(
    rf"(?<![0-9A-Za-z:█]){HEX}{{1,4}}(?:::?{HEX}{{1,4}}){{2,7}}(?:::)?(?![0-9A-Za-z:█])"
)


def find_online(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, kind)`` of ``email``, ``url``, ``handle``, ``device`` and ``ip``.

    Examples
    --------
    >>> text = "加微信号zhang_san88，见 http://t.cn/A6x?u=1，邮件 li@qq.com"
    >>> [(text[a:b], kind) for a, b, kind in find_online(text)]
    [('li@qq.com', 'email'), ('A6x?u=1', 'url'), ('zhang_san88', 'handle')]
    """
    if "@" in text:
        yield from _emails(text)
    if "/" in text or "?" in text or "#" in text:
        for match in URL.finditer(text):
            yield *match.span(match.lastindex or 0), "url"
    if LONG_WORD.search(text):
        yield from _handles(text)
        yield from _devices(text)
    if "-" in text or ":" in text:
        for match in UUID_OR_MAC.finditer(text):
            yield *match.span(), "device"
    yield from _networks(text)


def _emails(text: str) -> Iterator[tuple[int, int, str]]:
    for match in DOMAIN.finditer(text):
        at = match.start()
        before = text[max(0, at - 65) : at]
        if before.endswith(" "):
            before, at = before[:-1], at - 1
        length = len(before) - len(before.rstrip(MAILBOX))
        if length:
            yield at - length, match.end(), "email"


def _handles(text: str) -> Iterator[tuple[int, int, str]]:
    if not any(cue in text for cue in HANDLE_CUES):
        return
    for match in HANDLE.finditer(text):
        before = text[match.start() - 1 : match.start() + 1] if match.start() else ""
        inside_word = before.isascii() and before.isalpha()
        labelled = match["label"].strip()
        if not inside_word and (labelled or not match["id"].isalpha()):
            yield *match.span("id"), "handle"


def _devices(text: str) -> Iterator[tuple[int, int, str]]:
    if any(cue in text for cue in DEVICE_CUES):
        for match in DEVICE.finditer(text):
            yield *match.span("id"), "device"


def _networks(text: str) -> Iterator[tuple[int, int, str]]:
    if text.count(".") >= 3:
        for match in IPV4.finditer(text):
            if _is_ip(match[0]):
                yield *match.span(), "ip"
    if "::" in text or text.count(":") >= 7:
        for match in IPV6.finditer(text):
            if _is_ip(match[0]):
                yield *match.span(), "ip"


def _is_ip(written: str) -> bool:
    try:
        ipaddress.ip_address(written)
    except ValueError:
        return False
    return True
