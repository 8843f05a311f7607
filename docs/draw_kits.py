"""Draw ``docs/kits.png``: every interface kit of ``mingjian.simulation.screens`` on one sheet.

All messages, names and numbers are invented. Run from the repository::

    python docs/draw_kits.py docs/kits.png
"""

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from PIL import Image

from mingjian.simulation.screens.drawing import draw
from mingjian.simulation.screens.edits import photograph, redact
from mingjian.simulation.screens.fonts import Type
from mingjian.simulation.screens.surface import Surface
from mingjian.simulation.screens.views import (
    Bubble,
    CallLog,
    Chat,
    Handset,
    SmsList,
    SmsThread,
    Status,
    View,
)

COLUMNS, TILE, GAP, CAPTION = 7, (216, 468), 12, 26
PAPER, INK = (228, 230, 234), (70, 74, 80)
PHONES = {
    "bubble": Handset("bubble", "square", "recents", 1170, 2532, False, 1.0, "notch", ("中国移动",), 21),
    "tonal": Handset("tonal", "office", "filters", 1080, 2400, False, 1.0, "hole", ("中国电信",), 3),
    "card": Handset("card", "office", "badges", 1080, 2400, False, 1.0, "hole", ("中国移动", "中国联通"), 9),
    "strip": Handset("strip", "round", "badges", 720, 1600, False, 1.0, "notch", ("中国联通", "中国移动"), 4),
}  # fmt: skip
LIGHT = Status("21:04", 63, False, "5G", (4, 3), ("alarm", "mail"))
DARK = Status("23:47", 18, False, "WiFi", (3, 2), ("mute", "bluetooth"))
THREAD = SmsThread("1069 0573 2288 41", (
    Bubble("6月3日 14:20", "【远山金融】尊敬的赵敏女士，您尾号3817的借款已逾期15天，应还3,280.50元，请今日18:00前处理，详询400-812-3456。"),
    Bubble("昨天 09:12", "【远山金融】您的验证码为482913，5分钟内有效，请勿告知他人。"),
    Bubble("今天 20:58", "赵敏，再不处理就安排人员上门，到时候单位和家里都会知道，自己考虑后果！"),
    Bubble("", "下个月15号发工资就还，请不要再打给我妈妈了", mine=True),
    Bubble("今天 21:02", "最后通牒，详见 dk.example.top/a8 或致电13800001234。"),
))  # fmt: skip
THREADS = SmsList((
    ("1069 0573 2288 41", "【远山金融】最后通牒，详见 dk.example.top/a8 或致电13800001234。", "21:02", 2),
    ("妈妈", "那个催债的又打电话到家里来了，怎么回事？", "20:31", 1),
    ("95500", "【示例银行】您尾号1234的账户6月3日14:20支出人民币56.00元，余额128.37元。", "14:20", 0),
    ("138 0000 1234", "再不接电话就去你单位找你", "昨天", 12),
    ("1065 7777 0011", "【快递柜】您的包裹已到，取件码8-2-4410，请尽快领取。", "昨天", 0),
    ("10086", "您的话费余额不足10元，请及时充值。", "星期一", 0),
    ("王强", "周末一起吃饭？", "星期日", 0),
    ("1069 1122 3344", "【青禾分期】本期账单已出，请按时还款。", "5月30日", 0),
    ("12378", "您的投诉已登记，请保持电话畅通。", "5月29日", 0),
    ("房东", "这个月房租记得转", "5月28日", 0),
))  # fmt: skip
CHAT = Chat("贷后-张经理", (
    Bubble("昨天 20:15", "你好，我是负责你案件的张经理。"),
    Bubble("", "张经理，能不能分期？[流泪]", mine=True),
    Bubble("21:02", "12", kind="voice"),
    Bubble("", "协商函", kind="paper"),
    Bubble("", "¥500.00 先还一部分", mine=True, kind="transfer"),
    Bubble("", "对方已收款", kind="note"),
    Bubble("", "幸福家园3号楼", kind="map"),
    Bubble("", "地址已经核实，通讯录联系人也会通知到位。"),
    Bubble("", "请不要骚扰我家人！", mine=True),
))  # fmt: skip
GROUP = Chat("赵敏亲友群", (
    Bubble("21:30", "张经理\t各位是赵敏的亲友，她在我平台欠款15天拒不处理。"),
    Bubble("", "赵姐\t你们是谁？凭什么拉我进群"),
    Bubble("", "张经理\t欠债还钱，天经地义[微笑]"),
    Bubble("", "照片", kind="image"),
    Bubble("", "不要发我的照片！", mine=True),
    Bubble("", "“赵姐”退出了群聊", kind="note"),
    Bubble("", "张经理\t致电13800001234处理，否则继续通知。"),
), members=18)  # fmt: skip
CALLS = CallLog((
    ("138 0000 1234", "北京 移动", "21:04", "missed", 14),
    ("0731-8888 6666", "湖南长沙 响铃8秒", "20:51", "missed", 3),
    ("妈妈", "手机", "20:30", "in", 1),
    ("400-812-3456", "企业号码", "19:22", "in", 2),
    ("170 1234 5678", "虚拟运营商 响铃5秒", "18:40", "missed", 6),
    ("王强", "手机", "昨天", "out", 1),
    ("021-6123 4567", "上海 电信", "昨天", "missed", 1),
    ("95500", "示例银行", "星期一", "in", 1),
    ("186 5555 0000", "广东深圳 联通", "星期一", "missed", 5),
    ("公司前台", "工作", "星期日", "out", 2),
    ("028-8765 4321", "四川成都 联通", "星期日", "missed", 2),
    ("12378", "消费者热线", "6月1日", "out", 1),
    ("房东", "手机", "5月31日", "in", 1),
    ("138 0000 1234", "北京 移动", "5月30日", "missed", 9),
))  # fmt: skip


def screen(phone: Handset, view: View, dark: bool) -> Image.Image:
    """A screenshot in one of the themes."""
    status = DARK if dark else LIGHT
    status = replace(status, signal=status.signal[: len(phone.carriers)])
    return draw(replace(phone, dark=dark), status, view).image


def tiles() -> list[tuple[str, Image.Image]]:
    """Captions and pictures in the order of the sheet."""
    found = []
    for kit, phone in PHONES.items():
        for dark in (False, True):
            found.append((f"SMS {kit}{', dark' * dark}", screen(phone, THREAD, dark)))
    for number, (kit, phone) in enumerate(PHONES.items()):
        found.append((f"SMS {kit}, list", screen(phone, THREADS, number % 2 == 1)))
    for kit, system in (("square", "bubble"), ("office", "card"), ("round", "strip")):
        phone = replace(PHONES[system], chat_kit=kit)
        found.append((f"chat {kit}", screen(phone, CHAT, dark=False)))
        found.append((f"chat {kit}, group, dark", screen(phone, GROUP, dark=True)))
    for kit, system in (("recents", "bubble"), ("badges", "strip"), ("filters", "tonal")):
        phone = replace(PHONES[system], call_kit=kit)
        for dark in (False, True):
            found.append((f"calls {kit}{', dark' * dark}", screen(phone, CALLS, dark)))
    long = draw(PHONES["bubble"], LIGHT, CHAT, long=True)
    found.append(("long screenshot", long.image))
    drawn = draw(PHONES["card"], LIGHT, THREAD, people=("赵敏",))
    found.append(("redacted", redact(drawn, ("names", "numbers"), "mosaic", _random(2))))
    for kit, dark, seed in (("strip", False, 10), ("tonal", True, 14)):
        shot = photograph(screen(PHONES[kit], THREAD, dark), _random(seed))
        found.append(("photo of a screen", shot))
    return found


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311


def main(target: Path) -> None:
    """Place the tiles with their captions and save the sheet with a palette."""
    pictures = tiles()
    rows = -(-len(pictures) // COLUMNS)
    wide = COLUMNS * (TILE[0] + GAP) + GAP
    sheet = Surface(Image.new("RGB", (wide, rows * (TILE[1] + CAPTION + GAP) + GAP), PAPER), 1.0)
    for number, (caption, picture) in enumerate(pictures):
        x = GAP + number % COLUMNS * (TILE[0] + GAP)
        y = GAP + number // COLUMNS * (TILE[1] + CAPTION + GAP)
        scale = min(TILE[0] / picture.width, TILE[1] / picture.height)
        size = round(picture.width * scale), round(picture.height * scale)
        small = picture.resize(size, Image.Resampling.LANCZOS)
        sheet.picture(small, x + (TILE[0] - size[0]) // 2, y + (TILE[1] - size[1]) // 2, 8)
        sheet.text(x + TILE[0] / 2, y + TILE[1] + 14, caption, Type(14, 500, 0), INK, "m")
    few = sheet.image.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
