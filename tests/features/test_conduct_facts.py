"""What is described, how grave it is, and what is only a label, a denial, a question or a wish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.features.conduct_facts import Conduct, describe

# The example phrases of domain.md part 2, every one.
EXAMPLES = {
    "V01": [
        "昨天从早上九点到晚上七点一共打了我十四个电话，接了五个",
        "我一挂断马上换个号又打进来，一上午没停过",
        "同一天平台自己打了三个，外包公司又打了四个",
        "智能语音每隔半小时响一次，我在开会根本没法接",
        "说好按月还，结果每天至少八九通，短信另算",
        "打不通就一直拨，通话记录截图有二十一条未接",
    ],
    "V02": [
        "昨晚十一点四十还在打，孩子被吵醒了",
        "早上六点五十就来电话催",
        "凌晨一点多给我妈发短信",
        "夜里十点零五分开始连续响了三次",
        "我上夜班白天睡觉，约定过下午联系，他们偏在早上七点打",
    ],
    "V03": [
        "我二十多个朋友同一天接到电话，问认不认识我",
        "我根本没填舅舅的号码，他们怎么有",
        "前同事把短信截图发给我，上面写着我欠多少钱",
        "紧急联系人明确说别再打，第二天又打三次",
        "连我三年前租房的房东都收到了",
        "让我姐“转告”我还款，还说不转告就天天打",
    ],
    "V04": [
        "打到公司前台说我是老赖，全办公室都知道了",
        "加了我们主管微信，把借款合同截图发过去",
        "给村书记打电话说要查封我家房子",
        "打电话到孩子学校找班主任",
        "因为天天打单位座机，人事让我自己辞职",
    ],
    "V05": [
        "他说再不还就叫人到楼下等我下班",
        "说知道我女儿在哪个幼儿园，让我自己掂量",
        "“不还钱就去你单位大闹，让你干不下去”",
        "电话里说要找几个人陪我好好聊聊",
        "威胁说让我一家在老家抬不起头",
        "说下次不是打电话了，是上门见面",
    ],
    "V06": [
        "开口就骂我不要脸，骂完直接挂",
        "说我这种人活着浪费粮食",
        "当着我妈的面说她养了个老赖",
        "录音里一共骂了七句脏话",
        "短信写“穷就别借，丢人现眼”",
    ],
    "V07": [
        "自称是“区诉前材料中心”的，说我的案子今天报审",
        "发来一张盖红章的“立案告知书”，案号查不到",
        "说自己是派出所的，却只肯用微信联系",
        "冒充法院书记员让我签“不能调解确认书”",
        "律师函落款的律所我打电话问，说没有这个委托",
        "问他哪个单位，只说“国家授权的金融平台”",
    ],
    "V08": [
        "说欠八千块够判三年",
        "今天五点前不还就冻结我和老婆的银行卡",
        "说会列入“全国失联名单”，孩子不能考公",
        "告诉我爸已经按贷款诈骗给我立案了",
        "说不还就在大数据里拉黑，连高铁都坐不了",
    ],
    "V09": [
        "十分钟进来一百多条各种平台验证码",
        "挂了催收电话不到一分钟手机就被验证码刷屏",
        "我妈的老人机也被轰炸，一晚上没法用",
        "一直有陌生外卖平台给我发登录码",
        "客服说再不还就“让你手机热闹热闹”",
    ],
    "V10": [
        "在我短视频评论区一条条刷“某某欠钱不还”",
        "把我身份证照片发到小区业主群",
        "P了一张遗照发给我爸妈",
        "单元门口贴了写我名字的催款单",
        "建了个微信群把我同事都拉进去",
        "威胁把我的照片和住址一起发到网上",
    ],
    "V11": [
        "加微信后直接发来我家楼下的地图截图",
        "报出我昨天打车去的地方",
        "我没留过现住址，他却能说出门牌号",
        "发来我家大门的照片",
        "每次换地方租房两天内就打电话说“搬家了啊”",
    ],
    "V12": [
        "一个人来的，不给看工作证，一直敲了四十分钟",
        "拦着门不让我妈出去买菜",
        "门上被喷了“还钱”两个字",
        "我说不同意他还是挤进屋里拍照",
        "晚上十点多两个人坐在楼道里不走",
        "穿着印字的马甲在小区里挨家打听我",
    ],
    "V13": [
        "回拨过去全是空号",
        "问哪家公司就是不说，只让我“先把钱还了”",
        "用私人微信加我，头像还是警徽",
        "每天换不同省份的号码",
        "只肯说“档案封存”，不告诉我是哪个平台的债",
    ],
    "V14": [
        "让我先去别的App借出来还这边",
        "说交八百“撤案费”就不走程序",
        "发来个人收款码让我转，不让走App",
        "教我把花呗套出来还",
        "还完本金又说要付“法务处理费”",
    ],
    "V15": [
        "说是甲公司委托，再问又说是乙公司转给他们的",
        "平台客服说查不到这家催收公司",
        "已经和平台谈好方案，外包说不认",
        "公示名单里没有这家公司",
        "三家自称受同一平台委托的公司同一天打来",
    ],
    "V16": [
        "借6000分12期每期还602，算下来年化快36%了",
        "到手只有4500，合同写5000",
        "没开会员却扣了我三百多会员费",
        "提前结清还收全部利息",
        "宣传日息万几，实际一年多还了快一半",
    ],
    "V17": [
        "不同意读通讯录就不让注册",
        "还没逾期就有人给我朋友打电话",
        "刚在这家申请完，马上一堆贷款中介来电",
        "注册时要我输运营商服务密码",
        "卸载了App还在读我的位置",
    ],
    "V18": [
        "我说我在住院，他说死了也得还",
        "每天打给我七十多岁的奶奶",
        "被催得好几天没睡，有时候真不想活了",
        "告诉他们我妈刚做完手术，还是一直打她",
        "我爸高血压犯了，他们说装病",
    ],
    "V19": [
        "去年就结清了，有结清证明，还在催",
        "我从没注册过这个平台",
        "号码是新办的，一直有人找上一个机主",
        "身份证丢过，被人冒名借了一万二",
        "只是别人填我当联系人，天天给我打",
    ],
}

ENGLISH = {
    "V01": [
        "They call me multiple times a day",
        "14 calls a day to my cell",
        "constant harassing calls",
    ],
    "V02": ["They called me at 6:15 am", "They keep calling before 8 am", "calls after 10 pm"],
    "V03": [
        "They contacted my mother and my sister",
        "collectors told my neighbor",
        "called my family",
    ],
    "V04": ["They called my workplace", "They keep calling me at work", "contacted my employer"],
    "V05": ["He threatened me over the phone", "they know where I live"],
    "V06": ["The agent cursed at me", "She called me a deadbeat", "used profanity"],
    "V07": ["He pretended to be an attorney", "claimed to be from the sheriff", "fake summons"],
    "V08": ["threatened to arrest me", "They threatened to sue me", "said I would go to jail"],
    "V13": ["calls from a blocked number", "refused to give me the company name"],
    "V18": ["I am suicidal over this", "They harass my elderly mother"],
    "V19": ["This is not my debt", "I never opened this account and they call about the debt"],
}
PAIRS = [
    (code, text) for table in (EXAMPLES, ENGLISH) for code, texts in table.items() for text in texts
]

SEVERITY = [
    ("V01", "S3", "一天打了十四个电话"),
    ("V01", "S2", "一天打了二十多个电话"),
    ("V01", "S2", "天天电话轰炸我"),
    ("V05", "S2", "威胁我说要去闹"),
    ("V05", "S1", "说不还就打断我的腿"),
    ("V05", "S1", "He said he would come and kill me"),
    ("V05", "S1", "he will come to my house and break my legs"),
    ("V05", "S1", "they said they would kill me"),
    ("V05", "S1", "喊人来砍脚杆"),
    ("V05", "S1", "说要剁手"),
    ("V05", "S1", "再不还打断腿"),
    ("V05", "S1", "要打断我的狗腿"),
    ("V05", "S1", "说把你腿打断"),
    ("V05", "S1", "一点人性没有说要弄死我"),
    ("V05", "S2", "说让我在老家抬不起头"),
    ("V06", "S3", "开口就骂我"),
    ("V06", "S2", "一直骂我"),
    ("V06", "S2", "当着我妈的面骂我"),
    ("V10", "S2", "把我身份证发到业主群"),
    ("V10", "S1", "P了一张遗照发给我爸妈"),
    ("V11", "S2", "发来我家大门的照片"),
    ("V11", "S1", "催收的人一路跟踪我"),
    ("V12", "S2", "一个人来的，一直敲门"),
    ("V12", "S1", "强行闯入我家里"),
    ("V16", None, "利息太高"),
    ("V12", "S2", "催收坐到不走"),
    ("V12", "S2", "催收天天来屋里 坐到不走 我七十二了 心口痛"),
    ("V18", "S1", "催收天天来屋里 坐到不走 我七十二了 心口痛"),
    ("V18", "S1", "我妈今年68岁 他们一直打给她"),
    ("V18", "S1", "我70了，催收还打电话"),
    ("V18", "S1", "被催得不想活了"),
    ("V18", "S1", "真的没法活了"),
    ("V18", "S1", "不想活了"),
    ("V18", "S1", "活不成了"),
    ("V18", "S1", "这生意没法活了"),
    ("V18", "S1", "规定不得骚扰我真的不想活了"),
    ("V18", "S1", "我不能再承受了想自杀"),
]

# Nothing of this is described conduct.
NOTHING = {
    "denied": [
        "没有骂人",
        "他说不会联系家人",
        "并未威胁我",
        "也没有人说弄死我",
        "没有人说要上门",
        "没人讲要打断我的腿",
        "他们没有说要弄死我",
        "没有给我家人打电话",
        "客服承诺不再联系我的家人",
        "没有暴力催收，只是想协商",
        "They promised not to call my family",
        "They did not threaten me",
        "They never called my employer",
    ],
    "asked": [
        "会不会上门",
        "请问会上门催收吗？",
        "是不是要打给我家人",
        "Will they come to my house?",
    ],
    "wished or feared": ["希望不要联系我的家人", "害怕联系我的家人", "请勿骚扰家人"],
    "forbidden by a rule": [
        "根据规定，不得采用暴力、恐吓、侮辱等手段催收",
        "严禁骚扰无关第三人",
        "催收人员不得联系无关第三人，不得在晚上十点之后拨打电话，不得恐吓辱骂",
        "根据规定每天不超过三次",
        "根据规定每天不得超过五次电话",
        "催收每日拨打电话不得超过六次",
        "规定晚上十点后不得打电话",
        "禁止催收人员在早上八点前、晚上九点后打电话",
        "催收时不能骚扰通讯录好友",
        "不得使用虚拟号码联系",
        "不应通过第三方泄露个人信息",
    ],
    "hearsay": ["听说会爆通讯录"],
    "own act": [
        "我打电话给家人借钱",
        "我多次打电话给客服协商",
        "I called my mother to borrow money",
    ],
    "price": ["利息太高，要求退还担保费", "砍头息，年化36%", "凌晨2点45分无故扣款2888元"],
    "ordinary": [
        "还款日前一天发短信提醒",
        "昨天接到一个催收电话",
        "今天打了两个电话催款",
        "They called once",
    ],
    "label": ["暴力催收", "恶意催收，违规催收", "停止骚扰", "要求停止暴力催收，停止恐吓", "软暴力"],
    "hardship": [
        "我今年68岁有高血压，想协商延期",
        "失业了，家里老人生病住院，想协商延期还款",
        "I lost my job and need a payment plan",
    ],
    "shame": ["我抬不起头", "没法做人"],
    "idiom": [
        "跳楼价促销",
        "生不如死",
        "生不如死了",
        "没法活动",
        "打断我说话",
        "剁手党又要买买买",
        "卸载手机软件",
        "砍头息太高",
        "死了也得还",
        "清仓跳楼大甩卖",
    ],
}

# G8: low literacy, dialect, voice input. The slip must cost the complainant nothing.
PARITY = [
    ("催收打电话给我爸妈", "催手大电话给俺爸妈"),
    ("催收打电话骚扰我父亲", "崔收打电画搔扰俺爹"),
    ("威胁我要上门", "威协我要上门"),
    ("恐吓我家人", "恐赫我家里人"),
    ("一天打十几个电话", "一天打１０几个电话"),
    ("一天打十二个电话", "一天打①②个电话"),
    ("爆通讯录", "暴通迅录"),
    ("骚扰通讯录联系人", "骚挠通训录联糸人"),
    ("打给我奶奶，七十多岁了", "打给我奶奶 七十多岁了"),
    ("他们半夜还打电话", "他们半夜还大电话"),
]

EVASION = [
    ("暴力催收", "暴利催收|爆力催收|暴击催收|暴力cui收|暴*力*催*收|暴｜力催收|暴 力 催 收|bl催收"),
    ("骚扰我家人", "騷擾我家人|搔扰我家人|sao扰我家人|骚\u200b扰我家人|骚.扰我家人|骚丨扰我家人"),
    ("恐吓我爸妈", "恐嚇我爸妈|恐下我爸妈|恐he我爸妈|恐*吓我爸妈"),
    ("威胁我家人", "威脅我家人|威肋我家人|威xie我家人|威。胁我家人"),
    ("爆通讯录", "爆通訊錄|爆通讯绿|爆tx录|爆通xun录"),
    ("打电话给我妈", "打★电★话给我妈|打☎电⭐️话给我妈"),
    ("催收打给我妈", "催♥收打给我妈|催❤️收打给我妈|催：收打给我妈"),
    ("爆通讯录", "爆·通·讯·录"),
    ("一天二十个电话", "一天２０个电话|一天20個電話"),
]


def codes(text: str) -> set[str]:
    return {violation.code for violation in describe([text])[0].violations}


def told(conduct: Conduct) -> object:
    return {v.code for v in conduct.violations}, conduct.severity, conduct.labelled


@pytest.mark.parametrize(("code", "text"), PAIRS)
def test_every_example_of_the_dossier_yields_its_code(code: str, text: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(("code", "severity", "text"), SEVERITY)
def test_severity_follows_part_two(code: str, severity: str | None, text: str) -> None:
    gravest = min((v.severity or "-") for v in describe([text])[0].violations if v.code == code)
    assert gravest == (severity or "-")


@pytest.mark.parametrize("text", [text for texts in NOTHING.values() for text in texts])
def test_no_conduct_is_read_into_a_denial_a_question_or_a_label(text: str) -> None:
    conduct = describe([text])[0]
    assert codes(text) <= {"V16"}
    assert (conduct.described, conduct.severity) == (False, None)


@pytest.mark.parametrize(("plain", "slip"), PARITY)
def test_typos_and_dialect_cost_nothing(plain: str, slip: str) -> None:
    assert codes(plain)
    assert told(describe([slip])[0]) == told(describe([plain])[0])


@pytest.mark.parametrize(("plain", "written"), EVASION)
def test_evasive_spelling_reads_as_the_plain_one(plain: str, written: str) -> None:
    expected = told(describe([plain])[0])
    assert {text: told(describe([text])[0]) for text in written.split("|")} == dict.fromkeys(
        written.split("|"), expected
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("V01", "不得不每天接他们的骚扰，天天打电话"),
        ("V01", "电话多得不能上班每天打二十个电话"),
        ("V01", "每天打电话不得超过三次，你们打了二十个电话"),
        ("V01", "天天打电话要求禁止骚扰"),
        ("V01", "我不能接电话他们一直打我"),
        ("V02", "规定晚上十点后不得打电话，他们却半夜打电话"),
        ("V03", "严禁骚扰第三人却骚扰我朋友"),
        ("V03", "不能按时还款就打给我家人"),
        ("V06", "他们不能这样骂我妈"),
        ("V12", "按规定不得上门但实际天天上门骚扰我"),
    ],
)
def test_a_rule_beside_the_act_does_not_excuse_it(code: str, text: str) -> None:
    assert code in codes(text)


def test_excessive_profit_is_a_price_complaint_not_violence() -> None:
    conduct = describe(["这家公司暴利"])[0]
    assert (conduct.price, conduct.labelled, conduct.described) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "hardship", "price", "labelled"),
    [
        ("失业了想协商延期", True, False, False),
        ("收取砍头息和会员费", False, True, False),
        ("暴力催收", False, False, True),
        ("没有暴力催收", False, False, False),
        ("harassment", False, False, True),
        ("laid off, and the interest rate is 36%", True, True, False),
        ("", False, False, False),
    ],
)
def test_flags(text: str, hardship: bool, price: bool, labelled: bool) -> None:
    conduct = describe([text])[0]
    assert (conduct.hardship, conduct.price, conduct.labelled) == (hardship, price, labelled)


def test_facts_are_normalised_and_quote_the_text() -> None:
    text = (
        "逾期3天，11月27日22:40工号AB123打电话给我妈说“不还就去你单位大闹”，一天十四个电话，有录音"
    )
    facts = {
        (fact.kind, fact.value): text[fact.start : fact.end] for fact in describe([text])[0].facts
    }
    expected = {
        ("days_overdue", "3"): "3天",
        ("date", "--11-27"): "11月27日",
        ("time", "22:40"): "22:40",
        ("staff_no", "AB123"): "工号AB123",
        ("counterpart", "parent"): "我妈",
        ("quoted_words", "不还就去你单位大闹"): "不还就去你单位大闹",
        ("count", "14"): "十四个电话",
        ("evidence", "recording"): "录音",
    }
    assert {key: facts.get(key) for key in expected} == expected


def test_a_mask_is_a_number_like_any_other() -> None:
    facts = describe(["用1069****1234发短信威胁我"])[0].facts
    assert [(f.value, f.start, f.end) for f in facts if f.kind == "caller_number"] == [
        ("106", 1, 13)
    ]


def test_at_most_three_spans_per_code() -> None:
    violations = describe(["打给我家人。" * 50])[0].violations
    assert [v.code for v in violations].count("V03") == 3


PIECES = [text for _, text in PAIRS] + [plain for pair in PARITY for plain in pair]
PIECES += [
    "暴*力催收",
    "骚\u200b扰我家人",
    "👮打电话",
    "İstanbul",
    "。",
    "***",
    "\n",
    "ﬁ",
    "一天N个电话",
    "\ud800",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=5).map("".join))
def test_spans_lie_within_the_text_and_quote_something(text: str) -> None:
    conduct = describe([text])[0]
    for span in (*conduct.violations, *conduct.facts):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
    assert conduct.described == any(v.severity for v in conduct.violations)


@given(st.lists(st.sampled_from(PIECES), max_size=4))
def test_many_are_read_as_each_by_itself(texts: list[str]) -> None:
    assert describe(texts) == [describe([text])[0] for text in texts]


@given(st.sampled_from(PAIRS), st.integers(0, 60), st.integers(0, 60))
def test_padding_shifts_spans_and_changes_nothing_else(
    pair: tuple[str, str], before: int, after: int
) -> None:
    plain, padded = (
        describe([pair[1]])[0],
        describe(["。\n" * before + pair[1] + "。\n" * after])[0],
    )
    shift = 2 * before
    assert [(v.code, v.severity, v.start + shift, v.end + shift) for v in plain.violations] == [
        (v.code, v.severity, v.start, v.end) for v in padded.violations
    ]
    assert [(f.kind, f.value, f.start + shift) for f in plain.facts] == [
        (f.kind, f.value, f.start) for f in padded.facts
    ]
