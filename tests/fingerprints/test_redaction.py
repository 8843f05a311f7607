"""Redaction: what must go, what must stay, and the laws that keep offsets true."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.fingerprints.redaction import KINDS, MASK, Redacted, redact, redact_all

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def hidden(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in redact(text).spans]


NUMBERS = [
    ("手机13812345678一天打几十个", "13812345678", "phone"),
    ("打了三13812345678", "13812345678", "phone"),
    ("１３８１２３４５６７８", "１３８１２３４５６７８", "phone"),
    ("①③⑧①②③④⑤⑥⑦⑧", "①③⑧①②③④⑤⑥⑦⑧", "phone"),
    ("138 1234 5678", "138 1234 5678", "phone"),
    ("138-1234-5678", "138-1234-5678", "phone"),
    ("138－1234－5678", "138－1234－5678", "phone"),
    ("138.1234.5678", "138.1234.5678", "phone"),
    ("138 123 45678", "138 123 45678", "phone"),
    ("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 1 2 3 4 5 6 7 8", "phone"),
    ("138\u200b1234\u200b5678", "138\u200b1234\u200b5678", "phone"),
    ("+8613812345678", "+8613812345678", "phone"),
    ("+86 138 1234 5678", "+86 138 1234 5678", "phone"),
    ("008613812345678", "008613812345678", "phone"),
    ("013812345678", "013812345678", "phone"),
    ("一三八一二三四五六七八", "一三八一二三四五六七八", "phone"),
    ("幺三八一二三四5678", "幺三八一二三四5678", "phone"),
    ("2025-06-01 13812345678来电", "13812345678", "phone"),
    ("0755-83123456", "0755-83123456", "phone"),
    ("01082345678", "01082345678", "phone"),
    ("(025) 6857 9206", "(025) 6857 9206", "phone"),
    ("（0755）83123456", "（0755）83123456", "phone"),
    ("座机：83123456", "83123456", "phone"),
    ("call 415-555-2671", "415-555-2671", "phone"),
    ("call (415) 555-2671 now", "(415) 555-2671", "phone"),
    ("call +1 415 555 2671", "+1 415 555 2671", "phone"),
    ("SSN 123-45-6789.", "123-45-6789", "ssn"),
    ("身份证110101199003070011", "110101199003070011", "id_number"),
    ("11010119900307001X", "11010119900307001X", "id_number"),
    ("１１０１０１１９９００３０７００１ｘ", "１１０１０１１９９００３０７００１ｘ", "id_number"),
    ("110101 19900307 0011", "110101 19900307 0011", "id_number"),
    ("110101900307001", "110101900307001", "id_number"),
    ("卡号6222021234567890128", "6222021234567890128", "card"),
    ("6222 0212 3456 7890 128", "6222 0212 3456 7890 128", "card"),
    ("6222-0212-3456-7890", "6222-0212-3456-7890", "card"),
    ("4111111111111111", "4111111111111111", "card"),
    ("车牌冀FX9670", "冀FX9670", "plate"),
    ("粤B·12345", "粤B·12345", "plate"),
    ("粤BD12345", "粤BD12345", "plate"),
]
ONLINE = [
    ("发到zhang.san@qq.com", "zhang.san@qq.com", "email"),
    ("mail contact @ upgrade.com. Yet", "contact @ upgrade.com", "email"),
    ("ｚ＠ｑｑ．ｃｏｍ", "ｚ＠ｑｑ．ｃｏｍ", "email"),
    ("点http://t.cn/A6xYz1还款", "A6xYz1", "url"),
    ("t.cn/AbCdEf", "AbCdEf", "url"),
    ("https://pay.example.com/q?phone=1&n=2。", "q?phone=1&n=2", "url"),
    ("加微信zhang_san88", "zhang_san88", "handle"),
    ("微信号：zhangsan", "zhangsan", "handle"),
    ("加V信wxid_a1b2c3", "wxid_a1b2c3", "handle"),
    ("vx:abc12345", "abc12345", "handle"),
    ("QQ12345678", "12345678", "handle"),
    ("QQ群：123456789", "123456789", "handle"),
    ("IMEI 865166024657322", "865166024657322", "device"),
    ("设备号：a1b2c3d4e5f6", "a1b2c3d4e5f6", "device"),
    (
        "idfa 6F9619FF-8B86-D011-B42D-00C04FC964FF",
        "6F9619FF-8B86-D011-B42D-00C04FC964FF",
        "device",
    ),
    ("mac 3c:22:fb:a1:b2:c3", "3c:22:fb:a1:b2:c3", "device"),
    ("IP为114.114.114.114", "114.114.114.114", "ip"),
    ("ip 2408:8000:1:2::3", "2408:8000:1:2::3", "ip"),
]
NAMES = [
    ("我叫张小明，在平台借款", "张小明"),
    ("我叫张伟在平台借款", "张伟"),
    ("我叫高洁，", "高洁"),
    ("我叫刘有为，", "刘有为"),
    ("本人名叫田昌胜与2018年", "田昌胜"),
    ("姓名：欧阳修 电话", "欧阳修"),
    ("姓名王小明，", "王小明"),
    ("姓名：阿依古丽·买买提", "阿依古丽·买买提"),
    ("姓名: 张 三", "张 三"),
    ("我是李晓欣本人", "李晓欣"),
    ("本人张三，身份证", "张三"),
    ("联系人：于洋", "于洋"),
    ("联系人王芳电话", "王芳"),
    ("借款人冯鑫宇银行卡号", "冯鑫宇"),
    ("催收人员:\n陈俊 工号", "陈俊"),
    ("尊敬的王健女士，您好", "王健"),
    ("和王小明先生说过", "王小明"),
    ("My name is John Q. Smith and I", "John Q. Smith"),
    ("Sincerely,\nJane Doe", "Jane Doe"),
    ("Dear Mr. Brown, I", "Brown"),
    ("Dear John Smith, your loan", "John Smith"),
    ("Full Name: Jane Doe", "Jane Doe"),
]
ADDRESSES = [
    ("在杭州市西湖区文一西路522号9栋8单元103室谈", "文一西路522号9栋8单元103室"),
    ("家住深圳市南山区阳光花园3栋2单元501室，", "阳光花园3栋2单元501室"),
    ("住址：河北省保定市满城区神星镇神星村12号", "神星镇神星村12号"),
    ("地址是李家村三组", "李家村三组"),
    ("住在幸福路十二号", "幸福路十二号"),
    ("我住望京西园2号楼1203室", "望京西园2号楼1203室"),
    ("live at 123 N. Main Street, Apt 4B in", "123 N. Main Street, Apt 4B"),
]


@pytest.mark.parametrize(("text", "secret", "kind"), NUMBERS + ONLINE)
def test_masked(text: str, secret: str, kind: str) -> None:
    assert hidden(text) == [(secret, kind)]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names_after_a_cue_are_masked(text: str, name: str) -> None:
    assert hidden(text) == [(name, "name")]


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
def test_addresses_are_masked_below_the_county(text: str, address: str) -> None:
    assert hidden(text) == [(address, "address")]


@pytest.mark.parametrize(
    "text",
    [
        # numbers that are facts
        "欠款13812元",
        "借了15000元，还了1,381,234.56元",
        "2025年06月01日",
        "2025-06-01 12:30:45",
        "20250601123045",
        "2019.05.13-2020.05.13",
        "(2025)粤0305民初1234号",
        "一天打了十几个",
        "12378不管",
        "95188",
        "95555发短信",
        "02195555",
        "10086",
        "10690329013589",
        "106980095188短信",
        "1069 0329 0135 89",
        "4008205555",
        "400-820-5555",
        "400 820 5555",
        "1-800-555-0100",
        "年利率36%、24%",
        "利率39.0700000000001",
        "分期5000 3000 2000 1000",
        "1 3 4 5 6 7 8 10 11月都还了",
        "尾号7174的卡",
        "工号SX13572",
        "第2、15、16、22条",
        "15 USC 1681",
        "1006.14 1006.10 1006.26 1006.42",
        "{$1500.00} on XX/XX/2018",
        # what platforms and writers hid already
        "187********打来",
        "6222****0128",
        "41232*********3100",
        "My name is XXXX XXXX",
        "姓名某某",
        "我叫某某，",
        "张某、李某某",
        "客服李女士、王经理",
        "微信***",
        # words that look like names
        "我叫朋友介绍工作",
        "我叫他们别打了",
        "我是高利贷受害者",
        "我是平安客户",
        "我是江苏人，",
        "我是郑州人，",
        "本人于2020年11月借款",
        "本人陈述如下：",
        "盗来了本人岳父联系方式",
        "本人孙子在上学",
        "骚扰我紧急联系人，",
        "联系人全部被轰炸",
        "姓名和身份证号都泄露",
        "我先生接到电话",
        "名叫信利达的公司",
        "自称平安银行的人",
        "Dear Sir or Madam:",
        "Dear Wells Fargo Bank,",
        "Company Name: Netcredit",
        "in regards to my account",
        # places and things online that name nobody
        "户籍地村委会",
        "到我户籍地走访",
        "21号小区解封",
        "10月23号，我在小区",
        "嘉兴市新城街道派出所",
        "住在出租房内",
        "住在深圳市南山区",
        "地址和电话都泄露",
        "城中村3年",
        "微信支付",
        "微信20000元转账",
        "QQ音乐会员",
        "打开www.consumerfinance.gov/learnmore.",
        "APP版本V6.1.0.12",
        "10:20:30",
        "催收 @ 我",
        "",
    ],
)
def test_kept(text: str) -> None:
    assert redact(text) == Redacted(text, ())


def test_several_in_one_text() -> None:
    text = "我叫王芳，电话13812345678，催收说“今天不还3000元就去文化路12号找你”，是95555打的"
    assert hidden(text) == [
        ("王芳", "name"),
        ("13812345678", "phone"),
        ("文化路12号", "address"),
    ]
    assert "“今天不还3000元就去" in redact(text).text


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=30)
WRITTEN_ABOVE = [text for text, *_ in NUMBERS + ONLINE + NAMES + ADDRESSES]
PIECES = st.sampled_from([*WRITTEN_ABOVE, MASK, *" ，：\n1室"])
TEXTS = st.text() | st.lists(PIECES | HAN, max_size=8).map("".join)


@given(TEXTS)
def test_laws(text: str) -> None:
    result = redact(text)
    assert len(result.text) == len(text)
    assert redact(result.text) == Redacted(result.text, ())
    spans = result.spans
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.start < span.end and span.kind in KINDS for span in spans)
    changed = {i for i, (old, new) in enumerate(zip(text, result.text, strict=True)) if old != new}
    assert changed == {i for span in spans for i in range(span.start, span.end)}
    assert all(result.text[i] == MASK for i in changed)


@given(st.lists(TEXTS, max_size=5))
def test_a_batch_is_one_by_one(texts: list[str]) -> None:
    assert redact_all(texts) == [redact(text) for text in texts]


FULL_WIDTH = str.maketrans("0123456789+-. ", "０１２３４５６７８９＋－．\u3000")
WRITTEN = st.sampled_from(
    [
        lambda n: n,
        lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
        lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
        lambda n: f"{n[:4]} {n[4:7]} {n[7:]}",
        lambda n: f"{n[:3]}.{n[3:7]}.{n[7:]}",
        lambda n: f"{n[:3]} - {n[3:7]} - {n[7:]}",
        lambda n: f"{n[:5]} {n[5:]}",
        " ".join,
        "-".join,
        "\u200b".join,
    ]
)


@given(
    before=HAN,
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    written=WRITTEN,
    prefix=st.sampled_from(["", "+86", "+86 ", "+86-", "86", "0086", "0"]),
    wide=st.booleans(),
    after=HAN,
)
def test_no_mobile_number_survives(
    before: str, number: str, written, prefix: str, wide: bool, after: str
) -> None:
    inserted = prefix + written(number)
    if wide:
        inserted = inserted.translate(FULL_WIDTH)
    masked = redact(before + inserted + after).text
    assert masked[len(before) : len(before) + len(inserted)] == MASK * len(inserted)


@given(
    HAN,
    st.from_regex(
        r"[1-9][0-9]{5}19[5-9][0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9])[0-9]{3}[0-9Xx]", fullmatch=True
    ),
    HAN,
)
def test_no_id_number_survives(before: str, number: str, after: str) -> None:
    masked = redact(before + number + after).text
    assert masked[len(before) : len(before) + len(number)] == MASK * len(number)


HOSTILE = ("12", "1 ", "13 ", "@", "a@a.", "地址区", "我叫张", "村三", "1.", MASK + "1")


@pytest.mark.parametrize("text", [unit * 5000 for unit in HOSTILE], ids=HOSTILE)
def test_long_and_hostile_texts_obey_the_laws(text: str) -> None:
    result = redact(text)
    assert len(result.text) == len(text)
    assert redact(result.text) == Redacted(result.text, ())


def test_real_complaints_lose_little() -> None:
    source = DATA / "heimao_finance.csv"
    if not source.exists():
        pytest.skip("no real complaints beside the repository (../shared/data)")
    text = source.read_text(encoding="utf-8-sig")
    result = redact(text)
    masked = sum(span.end - span.start for span in result.spans)
    # The platform masked these already, so nearly all that we mask more would be false.
    assert 0 < masked < 0.001 * len(text)
