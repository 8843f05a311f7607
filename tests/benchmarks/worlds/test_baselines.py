"""Each plain method on a few complaints whose right answer can be seen."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from benchmarks.worlds.baselines import (
    device_degree,
    fifo,
    louvain,
    minhash,
    pdq,
    phash,
    tag_rule,
    tfidf,
)
from benchmarks.worlds.baselines.clusters import clusters
from benchmarks.worlds.baselines.complainants import Complainants

LONG = "催收每天从早到晚给我打电话，还打给我的家人和同事，严重影响了我的生活和工作，请平台处理。"
OTHER = "提前还清以后还扣了会员费，客服说不能退，我要求退还全部费用并且道歉。"


def row(**fields: Any) -> dict[str, Any]:
    made = {"platform": "heimao", "filed_at": "2025-03-01T10:00:00+08:00", "text": ""} | fields
    party = {
        name: made.pop(name)
        for name in ("name", "phone", "account_id", "id_number", "payee_account", "email")
        if name in made
    }
    device = made.pop("device", None)
    return made | {"complainant": party, "device": {"device_id": device} if device else None}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"name": "王一", "phone": "1"}, {"name": "王二", "phone": "1"}, True),  # an agent's phone
        ({"name": "王一", "phone": "1"}, {"name": "王一", "phone": "2"}, False),
        ({"id_number": "x", "name": "王一"}, {"id_number": "x", "name": "王二"}, False),
        ({"phone": "1"}, {"name": "王一", "phone": "1"}, False),
        ({"account_id": "a"}, {"account_id": "a"}, False),
        ({"account_id": "a"}, {"name": "王一", "account_id": "a", "platform": "12315"}, False),
        ({"name": "王一"}, {"name": "李二", "borrower": {"name": "王一"}}, False),
        ({}, {}, True),
    ],
)
def test_another_complainant(one: dict[str, str], other: dict[str, str], apart: bool) -> None:
    people = Complainants([row(**one), row(**other)])
    assert people.differ(np.array([0]), np.array([1])).tolist() == [apart]
    assert people.differ(np.array([0]), np.array([0])).tolist() == [False]


def test_clusters_are_connected_components() -> None:
    assert clusters(5, np.array([0, 1]), np.array([1, 4])) == ["c0", "c0", None, None, "c0"]


def test_tag_rule() -> None:
    same = {"issues": ["恐吓", "骚扰"], "demands": ["停止骚扰"]}
    rows = [
        row(**same),
        row(**same | {"issues": ["骚扰", "恐吓"]}, filed_at="2025-03-02T09:00:00+08:00"),
        row(**same, filed_at="2025-03-03T09:00:01+08:00"),
        row(**same | {"demands": ["退费"]}),
        row(),
        row(),
    ]
    suspicion, rings = tag_rule.suspicion(rows, Path())
    assert suspicion.tolist() == [1, 1, 0, 0, 0, 0]
    assert rings == ["c0", "c0", None, None, None, None]


def test_tfidf_looks_at_other_people_only() -> None:
    rows = [
        row(name="王一", text=LONG),
        row(name="李二", text=LONG),
        row(name="王一", text=OTHER),
        row(name="王一", text=OTHER),
    ]
    suspicion, rings = tfidf.suspicion(rows, Path())
    assert suspicion[:2] == pytest.approx([1, 1])
    assert max(suspicion[2:]) < 0.2
    assert rings == ["c0", "c0", None, None]


def test_tfidf_is_the_same_in_any_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(name=f"王{i}", text=LONG[i:] + OTHER[: 3 * i]) for i in range(9)]
    whole = tfidf.suspicion(rows, Path())[0]
    monkeypatch.setattr(tfidf, "CHUNK", 2)
    assert tfidf.suspicion(rows, Path())[0] == pytest.approx(whole)


@pytest.mark.parametrize("texts", [[], [""], ["", "字"]])
@pytest.mark.parametrize("method", [tfidf, minhash, louvain, device_degree, tag_rule, fifo])
def test_nothing_to_compare(method: Any, texts: list[str]) -> None:
    suspicion, rings = method.suspicion([row(name=text, text=text) for text in texts], Path())
    assert len(suspicion) == len(rings) == len(texts)


def test_minhash_is_the_exact_resemblance(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [LONG, LONG[:-4], LONG[10:], OTHER, OTHER]
    sets = [{text[i : i + 3] for i in range(len(text) - 2)} for text in texts]
    wanted = {
        (i, j)
        for i in range(5)
        for j in range(i)
        if len(sets[i] & sets[j]) >= 0.7 * len(sets[i] | sets[j])
    }
    assert wanted == {(1, 0), (2, 0), (4, 3)}
    for chunk in (1, 256):
        monkeypatch.setattr(minhash, "CHUNK", chunk)
        found = {
            (int(j), int(i))
            for one, other in minhash.resembling(texts, 0.7)
            for i, j in zip(one, other, strict=True)
        }
        assert found == wanted
    rows = [row(name=f"王{min(i, 3)}", text=text) for i, text in enumerate(texts)]
    suspicion, rings = minhash.suspicion(rows, Path())
    assert suspicion.tolist() == [2, 2, 2, 0, 0]  # the last two are one person
    assert rings == ["c0", "c0", "c0", None, None]


def test_device_degree() -> None:
    rows = [
        row(device="d", phone="1", account_id="a"),
        row(device="d", phone="2", account_id="a"),
        row(device="d", phone="3", account_id="b"),
        row(device="e", phone="4", account_id="c"),
        row(device="e", phone="4", account_id="c2", platform="xiaofeibao"),  # one account on each
        row(phone="5"),
    ]
    suspicion, rings = device_degree.suspicion(rows, Path())
    assert suspicion.tolist() == [3, 3, 3, 1, 1, 0]
    assert rings == ["dd", "dd", "dd", None, None, None]


def test_louvain_joins_what_is_shared() -> None:
    chain = [row(device=f"d{i // 2}", payee_account=f"p{(i + 1) // 2}") for i in range(6)]
    rows = [*chain, row(device="alone"), row(phone="x"), row(email="y", phone="x")]
    suspicion, rings = louvain.suspicion(rows, Path())
    assert suspicion[6:].tolist() == [1, 2, 2]
    assert set(suspicion[:6]) <= {2, 3, 4, 6}
    assert rings[6:] == [None] * 3
    assert louvain.suspicion(rows, Path())[0].tolist() == suspicion.tolist()


def test_fifo_suspects_nobody() -> None:
    suspicion, rings = fifo.suspicion([row(), row()], Path())
    assert suspicion.tolist() == [0, 0]
    assert rings == [None, None]


@pytest.mark.parametrize("method", [phash, pdq])
def test_pictures_of_other_people_are_counted(method: Any, tmp_path: Path) -> None:
    folder = tmp_path / "attachments"
    folder.mkdir()
    one, other = (coarse(seed, 400, 300) for seed in (1, 2))
    one.save(folder / "a.png")
    one.resize((280, 380)).save(folder / "b.jpg", quality=60)
    other.save(folder / "c.png")
    Image.new("RGB", (300, 400), "white").save(folder / "blank.png")

    def shown(name: str, *files: str) -> dict[str, Any]:
        kept = [{"kind": "screenshot", "path": file} for file in files]
        return row(name=name, attachments=kept)

    rows = [
        shown("王一", "a.png"),
        shown("李二", "b.jpg", "c.png"),
        shown("李二", "b.jpg"),
        shown("赵三", "missing.png"),
        row(name="钱四", attachments=[{"kind": "audio", "path": "c.png"}]),
    ]
    suspicion, rings = method.suspicion(rows, tmp_path)
    assert suspicion.tolist() == [2, 1, 1, 0, 0]
    assert rings == ["c0", "c0", "c0", None, None]
    nobody, none = method.suspicion([row(), row()], tmp_path)
    assert (nobody.tolist(), none) == ([0, 0], [None, None])


def test_pdq_does_not_compare_plain_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "attachments"
    folder.mkdir()
    Image.new("RGB", (300, 400), "white").save(folder / "blank.png")
    kept = [{"kind": "screenshot", "path": "blank.png"}]
    rows = [row(name="王一", attachments=kept), row(name="李二", attachments=kept)]
    assert pdq.suspicion(rows, tmp_path)[0].tolist() == [0, 0]
    assert phash.suspicion(rows, tmp_path)[0].tolist() == [1, 1]


def coarse(seed: int, height: int, width: int) -> Image.Image:
    """A picture of coloured blocks, the same in every version of NumPy."""
    blocks = np.random.default_rng(seed).integers(0, 256, (23, 17, 3), dtype=np.uint8)
    rows, columns = np.arange(height) * 23 // height, np.arange(width) * 17 // width
    return Image.fromarray(blocks[rows][:, columns])


# What the reference implementation (ThreatExchange, through pdqhash 0.2.8) gives for the same pictures.
@pytest.mark.parametrize(
    ("height", "width", "hashed"),
    [
        (90, 70, "27ae3382ea199ad0b21ba96b566070bd345986aa2d6a25a2f3627859deb7ec1e"),
        (300, 217, "27ae6482ea51ba50261be96bde60b0bd355907ae2f4a25a2f162e0f9f6b3c81e"),
        (64, 64, "27ae31c2e8138a51b21ba96bce6a50b53c5983ae3d6a25aaf1627879deb36c16"),
        (721, 1003, "278e34828a51ba51273be96b5e6070bd355907ae2f6a25a6f160e0f9deb3c81e"),
    ],
)
def test_pdq_is_the_reference_hash(height: int, width: int, hashed: str) -> None:
    bits, quality = pdq.pdq(coarse(7, height, width))
    assert np.packbits(bits).tobytes().hex() == hashed
    assert quality == 100


def test_pdq_of_its_own_test_pictures(shared_data: Path) -> None:
    folder = shared_data / "pdq" / "bridge-mods"
    published = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
    with Image.open(folder / "aaa-orig.jpg") as picture:
        first = pdq.pdq(picture)[0]
    wanted = np.unpackbits(np.frombuffer(bytes.fromhex(published), np.uint8)).astype(bool)
    assert np.count_nonzero(first != wanted) <= 10  # decoders of JPEG differ a little
    for path in sorted(folder.iterdir()):
        with Image.open(path) as picture:
            assert np.count_nonzero(pdq.pdq(picture)[0] != first) <= pdq.DISTANCE, path.name
