import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.fingerprints.importers.encoding import (
    MAX_LINE_BYTES,
    decide,
    lines,
    utf16_as_utf8,
)

CHINESE = "催收人员每天给我的家人打电话，言语辱骂，要求停止骚扰。\n"


@pytest.mark.parametrize(
    ("sample", "encoding"),
    [
        (b"plain ascii", "utf-8"),
        (CHINESE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + CHINESE.encode(), "utf-8-sig"),
        (CHINESE.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "utf-16"),
        (CHINESE.encode("gb18030"), "gb18030"),
        (CHINESE.encode("gb18030")[:-5], "gb18030"),
        ("café déjà vu".encode(), "utf-8"),
        (CHINESE.encode() + b"\xff\xfe\xb4\n", "utf-8"),
        (CHINESE.encode()[:-3] + b"\n", "utf-8"),
        (b'{"text": "\xff\xfe"}', "utf-8"),
        (b"an \xe9t\xe9 in Latin-1", "utf-8"),
        (("é" * 40).encode() + b"\xe9 ", "utf-8"),
        (CHINESE.encode("gb18030") + b"\xff\xff\n", "gb18030"),
    ],
)
def test_encoding_is_told_from_a_sample(sample: bytes, encoding: str) -> None:
    assert decide(sample) == encoding


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_whatever_is_utf8_is_read_as_utf8(text: str) -> None:
    assert decide(text.encode()) == "utf-8"


def test_a_broken_line_is_one_fault() -> None:
    data = b"one\n\xe5\x82\nthree\n"
    assert [line.fault for line in lines(io.BytesIO(data), "utf-8")] == [
        None,
        "not valid UTF-8",
        None,
    ]


def test_a_line_with_nul_is_a_fault() -> None:
    [line] = lines(io.BytesIO(b"a\x00b"), "utf-8")
    assert line.fault == "contains NUL bytes"


def test_an_endless_line_is_never_held_whole() -> None:
    class Endless(io.RawIOBase):
        left = 40 * MAX_LINE_BYTES
        longest = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            size = min(len(buffer), self.left)
            self.left -= size
            self.longest = max(self.longest, size)
            buffer[:size] = b"x" * size
            return size

    source = Endless()
    found = list(lines(io.BufferedReader(source), "utf-8"))
    assert [(line.text, line.fault) for line in found] == [("", "larger than 8 MB")]
    assert source.longest <= MAX_LINE_BYTES


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(1, 7))
def test_utf16_is_re_encoded_whatever_the_pieces(text: str, size: int) -> None:
    data = text.encode("utf-16")
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    assert b"".join(utf16_as_utf8(pieces)).decode() == text


def test_half_a_utf16_character_does_not_pass_for_text() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"".join(utf16_as_utf8(["催".encode("utf-16") + b"\x00"])).decode()
