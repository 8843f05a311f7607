"""Identifiers as people write them, brought to one form per person, phone, account or device.

Each normaliser is pure, ``str -> str | None``. None means *cannot be read*, and what cannot be read
is missing: a masked phone, a mistyped ID number or a placeholder such as ``unknown`` would
otherwise join strangers (G3). The results are raw personal data still; only
:mod:`mingjian.fingerprints.tokens` makes of them what may be kept (domain.md 5.3, step 1).
"""

import ipaddress
import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat
from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

__all__ = [
    "normalise_account", "normalise_device", "normalise_email", "normalise_id_number",
    "normalise_ip", "normalise_name", "normalise_payee", "normalise_phone",
]  # fmt: skip

MAX_LENGTH = 200
MASK = re.compile(r"[*•●█]|[xX]{3}")
PLACEHOLDER = re.compile(
    "unknown|null|none|undefined|n/?a|test|default|anonymous|unspecified|unavailable|无|没有|未知|暂无|"
    "不详|未填写|匿名(?:用户|网友|者)?|(?:黑猫|黑猫投诉|新浪|微博|微信|手机)?用户|游客|网友|会员|本人"
)
COURTESY = re.compile(r"[\u3400-\u9fff]{1,2}(?:先生|女士|小姐|太太|同学|老师|同志)")
SPACING = re.compile(r"[\s\-‐-―().\u200b-\u200d\u2060\ufeff]+")
# 179 is no range but the head of a long-distance prefix.
MOBILE = re.compile(r"1(?!79)[3-9][0-9]{9}")
MOBILE_ABROAD = re.compile(r"(?:(?:\+|00)?86)?(1(?!79)[3-9][0-9]{9})")
NO_MOBILE = re.compile(r"1[0-9]0{9}")
EXTENSION = re.compile(r"(?:转|分机).*", re.S)
EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+")
# Values that many phones report: Android's stand-in MAC, the Android 2.2 id, counting IMEIs.
SHARED_DEVICE = re.compile(
    "020{10}|9774d56d682e549c|123456789012345|012345678912345|004999010640000"
)


def _written(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip() if len(value) <= MAX_LENGTH else ""


def normalise_phone(value: str) -> str | None:
    """Bring a phone number to E.164.

    Read are full width, spaces, dashes, ``+86``, ``0086``, ``17951`` and its like, landlines with
    area code. Without a country code a number is mainland Chinese.

    Returns
    -------
    str or None
        None for a masked, incomplete or impossible number. Every ``1[3-9]`` number of 11 digits is
        read, as new ranges are handed out faster than libraries learn of them.

    Examples
    --------
    >>> normalise_phone("１３８ 1234-5678"), normalise_phone("17951 13812345678")
    ('+8613812345678', '+8613812345678')
    >>> normalise_phone("(0755) 83123456转801"), normalise_phone("138****5678")
    ('+8675583123456', None)
    """
    mobile = MOBILE.fullmatch(value)
    if not mobile:
        written = EXTENSION.sub("", _written(value))
        if not written or MASK.search(written):
            return None
        # phonenumbers takes some 25 µs a number; a test shows that both ways say the same.
        if not (abroad := MOBILE_ABROAD.fullmatch(SPACING.sub("", written))):
            return _parsed_phone(written)
        value = abroad[1]
    return None if NO_MOBILE.fullmatch(value) else f"+86{value}"


def _parsed_phone(written: str) -> str | None:
    try:
        number = phonenumbers.parse(written, "CN")
    except phonenumbers.NumberParseException:
        return None
    mobile = number.country_code == 86 and MOBILE.fullmatch(str(number.national_number))
    if not mobile and not phonenumbers.is_valid_number(number):
        return None
    number.extension = None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def normalise_id_number(value: str) -> str | None:
    """Bring a resident identity number to 18 characters; 15 (before 1999) get their check digit.

    Returns
    -------
    str or None
        None when the check digit or the birth date is wrong. The region code is not checked:
        many people hold a code that is younger than they are.

    Examples
    --------
    >>> normalise_id_number("110101900307001"), normalise_id_number("110101199003070012")
    ('110101199003070011', None)
    """
    number = ric.compact(SPACING.sub("", _written(value)))
    if not number.isascii() or not number[:-1].isdigit():
        return None
    if len(number) == 15 and number.isdigit():
        number = f"{number[:6]}19{number[6:]}"
        number += ric.calc_check_digit(number + "0")
    if len(number) != 18 or number[-1] != ric.calc_check_digit(number):
        return None
    try:
        born = ric.get_birth_date(number)
    except ValidationError:
        return None
    return number if 1850 <= born.year < 2100 else None


def normalise_payee(value: str) -> str | None:
    """Bring a bank card, wallet or other account that money goes to into one form.

    Returns
    -------
    str or None
        ``card:`` and 13–19 digits that pass Luhn, else ``phone:``, ``email:`` or ``other:``
        (casefolded, no spaces); None when masked, a placeholder or under four characters.

    Examples
    --------
    >>> normalise_payee("6222 0212 3456 7890 128")
    'card:6222021234567890128'
    >>> normalise_payee("Zhang.San@Example.com"), normalise_payee("138-1234-5678")
    ('email:zhang.san@example.com', 'phone:+8613812345678')
    """
    written = _written(value).casefold()
    bare = SPACING.sub("", written)
    if len(bare) < 4 or len(set(bare)) == 1 or PLACEHOLDER.fullmatch(bare) or MASK.search(bare):
        return None
    if MOBILE_ABROAD.fullmatch(bare):
        phone = normalise_phone(bare)
        return phone and f"phone:{phone}"
    if bare.isascii() and bare.isdigit() and 13 <= len(bare) <= 19 and luhn.is_valid(bare):
        return f"card:{bare}"
    email = normalise_email(written)
    return f"email:{email}" if email else f"other:{''.join(written.split())}"


def normalise_email(value: str) -> str | None:
    """Lower-case an e-mail address. Dots and ``+tags`` stay: providers differ in what they mean.

    Examples
    --------
    >>> normalise_email(" Li.Lei+loan@ＱＱ.com ")
    'li.lei+loan@qq.com'
    """
    written = _written(value).lower()
    return written if EMAIL.fullmatch(written) and not MASK.search(written) else None


def normalise_account(value: str, platform: str) -> str | None:
    r"""Name an account within its platform: one nickname on two platforms is two accounts.

    Returns
    -------
    str or None
        None for what a platform shows instead of an account: ``匿名用户``, ``李先生``,
        ``138****5678``. In one real export 41 filers are ``李先生``.

    Examples
    --------
    >>> normalise_account(" 小王爱吃鱼 ", "heimao"), normalise_account("李先生", "jutousu")
    ('heimao\x1f小王爱吃鱼', None)
    """
    written = _written(value)
    if not written or "**" in written or COURTESY.fullmatch(written):
        return None
    # U+001F never comes from a name, so no two pairs run together.
    return None if PLACEHOLDER.fullmatch(written.casefold()) else f"{platform}\x1f{written}"


def normalise_device(value: str) -> str | None:
    """Trim and casefold a device id (IMEI, OAID, IDFA, vendor id).

    Returns
    -------
    str or None
        None for what stands for "no id" (all zeros, ``unknown``), for ids that many phones are
        known to report, and for anything under six characters.

    Examples
    --------
    >>> normalise_device(" 6F9619FF-8B86-D011-B42D-00C04FC964FF"), normalise_device("00000000")
    ('6f9619ff8b86d011b42d00c04fc964ff', None)
    """
    written = _written(value).casefold()
    bare = re.sub(r"[\s\-:.{}_]", "", written)
    if len(bare) < 6 or len(set(bare)) == 1 or MASK.search(bare):
        return None
    return None if PLACEHOLDER.fullmatch(bare) or SHARED_DEVICE.fullmatch(bare) else bare


def normalise_ip(value: str) -> str | None:
    """Coarsen an IP address to its network, /24 or /48 (PIPL 6: no more than needed).

    Returns
    -------
    str or None
        None unless public: private, loopback, carrier NAT 100.64/10, reserved. Even a public
        network is never an edge by itself (D3): thousands share it.

    Examples
    --------
    >>> normalise_ip("114.114.114.114"), normalise_ip("2408:8000:1:2::3"), normalise_ip("10.0.0.1")
    ('114.114.114.0/24', '2408:8000:1::/48', None)
    """
    try:
        address = ipaddress.ip_address(_written(value).partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    if not address.is_global or address.is_multicast:
        return None
    if address.version == 6 and int(address) >> 125 != 1:  # public ones lie in 2000::/3
        return None
    bits = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def normalise_name(value: str) -> str | None:
    """Bring a personal name to one form: NFKC, no spaces, one kind of middle dot, no case.

    Returns
    -------
    str or None
        None for a masked or courtesy name (``张某``, ``张**``, ``李先生``), digits, or one letter.

    Examples
    --------
    >>> normalise_name("张 三"), normalise_name("迪丽•热巴"), normalise_name("李女士")
    ('张三', '迪丽·热巴', None)
    """
    name = "".join(re.sub(r"[·•・‧∙.]", "·", _written(value)).split()).casefold()
    if (
        len(name) < 2
        or MASK.search(name)
        or COURTESY.fullmatch(name)
        or PLACEHOLDER.fullmatch(name)
    ):
        return None
    return None if "某" in name or any(letter.isdigit() for letter in name) else name
