"""The key ring on disk: what is refused, what survives, what never shows."""

import base64
import json
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mingjian.fingerprints.errors import KeyRingError
from mingjian.fingerprints.keyring import SCHEMA, KeyRing, default_path

NOW = datetime(2025, 6, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=90)
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "ring.json"


def secrets_of(ring: KeyRing) -> list[bytes]:
    return [*(epoch.secret for epoch in ring.epochs), ring.fingerprint_secret]


def test_what_is_created_can_be_opened(path: Path) -> None:
    ring = KeyRing.create(path, NOW)
    assert KeyRing.open(path) == ring
    assert [epoch.id for epoch in ring.epochs] == ["k1"]
    assert ring.current.created_at == NOW
    assert {len(secret) for secret in secrets_of(ring)} == {32}
    assert len(ring.fingerprint_key) == 32
    assert ring.fingerprint_key != ring.fingerprint_secret
    assert json.loads(path.read_text())["schema"] == SCHEMA


@posix
def test_file_and_new_folders_are_for_the_owner_alone_whatever_the_umask(path: Path) -> None:
    old = os.umask(0)
    try:
        KeyRing.create(path, NOW)
        KeyRing.open(path).rotate(LATER).save()
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [child.name for child in path.parent.iterdir()] == [path.name]


def test_creating_never_overwrites(path: Path) -> None:
    ring = KeyRing.create(path, NOW)
    with pytest.raises(KeyRingError, match="already"):
        KeyRing.create(path, NOW)
    assert KeyRing.open(path) == ring


def test_of_many_who_create_at_once_one_wins(path: Path) -> None:
    def attempt(_: int) -> KeyRing | None:
        try:
            return KeyRing.create(path, NOW)
        except KeyRingError:
            return None

    with ThreadPoolExecutor(8) as pool:
        winners = [ring for ring in pool.map(attempt, range(16)) if ring]
    assert winners == [KeyRing.open(path)]


def test_rotation_keeps_two_epochs_and_the_fingerprint_key(path: Path) -> None:
    first = KeyRing.create(path, NOW)
    second = first.rotate(LATER)
    assert KeyRing.open(path) == first  # nothing is written before save
    second.save()
    third = KeyRing.open(path).rotate(LATER + timedelta(days=90))
    third.save()
    third.save()
    stored = KeyRing.open(path)
    assert stored == third
    assert [epoch.id for epoch in stored.epochs] == ["k3", "k2"]
    assert stored.epochs[1] == second.current
    assert first.current.secret not in secrets_of(stored)
    assert first.fingerprint_key == stored.fingerprint_key


def test_two_rotations_in_memory_may_be_saved_at_once(path: Path) -> None:
    KeyRing.create(path, NOW).rotate(LATER).rotate(LATER).save()
    assert [epoch.id for epoch in KeyRing.open(path).epochs] == ["k3", "k2"]


def test_two_rotations_at_once_cannot_lose_a_secret(path: Path) -> None:
    ring = KeyRing.create(path, NOW)
    mine, theirs = ring.rotate(LATER), ring.rotate(LATER)
    theirs.save()
    with pytest.raises(KeyRingError, match="open it again"):
        mine.save()
    with pytest.raises(KeyRingError, match="open it again"):
        ring.save()
    assert KeyRing.open(path) == theirs


def test_time_must_have_an_offset_and_go_forward(path: Path) -> None:
    ring = KeyRing.create(path, NOW)
    with pytest.raises(KeyRingError, match="clock"):
        ring.rotate(NOW - timedelta(seconds=1))
    with pytest.raises(ValueError, match="offset"):
        ring.rotate(datetime(2026, 1, 1))  # the point of the test


def test_a_ring_in_memory_has_no_file() -> None:
    ring = KeyRing.generate(NOW)
    assert ring.path is None
    with pytest.raises(KeyRingError, match="keys init"):
        ring.save()


def test_check_values_know_the_ring_again_and_show_nothing(path: Path) -> None:
    ring = KeyRing.create(path, NOW)
    values = ring.rotate(LATER).check_values()
    assert sorted(values) == ["fingerprint", "k1", "k2"]
    assert len(set(values.values())) == 3
    assert ring.check_values().items() <= values.items()
    assert KeyRing.generate(NOW).check_values()["k1"] != values["k1"]
    shown = "".join(values.values())
    assert not any(secret.hex()[:16] in shown for secret in secrets_of(ring))


def test_repr_shows_no_secret(path: Path) -> None:
    ring = KeyRing.create(path, NOW).rotate(LATER)
    for secret in secrets_of(ring):
        for shape in (repr(secret), secret.hex(), base64.b64encode(secret).decode()):
            assert shape not in repr(ring) + str(ring) + repr(ring.epochs)


def document(path: Path) -> dict:
    KeyRing.create(path, NOW).rotate(LATER).save()
    return json.loads(path.read_text())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(schema="mingjian.keyring/9"), "schema"),
        (lambda d: d.pop("schema"), "schema"),
        (lambda d: d.update(epochs=[]), "epochs"),
        (lambda d: d.update(epochs="k1"), "epochs"),
        (lambda d: d["epochs"].append(d["epochs"][0]), "epochs"),
        (lambda d: d["epochs"].reverse(), "newest first"),
        (lambda d: d["epochs"][0].update(id=d["epochs"][1]["id"]), "each once"),
        (lambda d: d["epochs"][0].update(id="k0"), "id"),
        (lambda d: d["epochs"].__setitem__(0, None), "id"),
        (lambda d: d["epochs"][0].update(created_at="yesterday"), "k2"),
        (lambda d: d["epochs"][0].update(created_at="2025-01-01"), "offset"),
        (lambda d: d["epochs"][0].pop("created_at"), "k2"),
        (lambda d: d["epochs"][1].update(secret="c2hvcnQ="), "epoch k1: 32 bytes"),
        (lambda d: d["epochs"][1].update(secret="not base64!"), "epoch k1"),
        (lambda d: d["epochs"][1].update(secret=7), "epoch k1"),
        (lambda d: d.update(fingerprint="c2hvcnQ="), "fingerprint secret"),
        (lambda d: d.pop("fingerprint"), "fingerprint secret"),
    ],
)
def test_a_broken_ring_is_refused_without_showing_it(path: Path, change, message: str) -> None:
    content = document(path)
    written = [content["fingerprint"], *(epoch["secret"] for epoch in content["epochs"])]
    change(content)
    path.write_text(json.dumps(content))
    with pytest.raises(KeyRingError, match=message) as refused:
        KeyRing.open(path)
    assert str(path) in str(refused.value)
    assert not any(secret in str(refused.value) for secret in written)
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"[" * 9000])
def test_what_is_no_json_object_is_refused(path: Path, content: bytes) -> None:
    KeyRing.create(path, NOW)
    path.write_bytes(content)
    with pytest.raises(KeyRingError, match=r"JSON|schema"):
        KeyRing.open(path)


def test_missing_folder_or_huge_is_refused(path: Path) -> None:
    with pytest.raises(KeyRingError, match="keys init"):
        KeyRing.open(path)
    with pytest.raises(KeyRingError, match=r"plain file|cannot be read"):
        KeyRing.open(path.parent.parent)
    KeyRing.create(path, NOW)
    path.write_bytes(b" " * 20_000)
    with pytest.raises(KeyRingError, match="too large"):
        KeyRing.open(path)


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o644, 0o601])
def test_a_ring_open_to_others_is_refused(path: Path, mode: int) -> None:
    ring = KeyRing.create(path, NOW)
    path.chmod(mode)
    with pytest.raises(KeyRingError, match=rf"{mode:04o}.*chmod 600"):
        KeyRing.open(path)
    with pytest.raises(KeyRingError, match="chmod 600"):
        ring.rotate(LATER).save()


@posix
def test_someone_elses_ring_is_refused(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    KeyRing.create(path, NOW)
    os.chown(path, 12345, -1)
    with pytest.raises(KeyRingError, match="another user"):
        KeyRing.open(path)


@posix
def test_a_link_is_never_written_through(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "theirs.json"
    KeyRing.create(target, NOW)
    content = target.read_bytes()
    path.parent.mkdir()
    path.symlink_to(target)
    with pytest.raises(KeyRingError, match="already"):
        KeyRing.create(path, NOW)
    with pytest.raises(KeyRingError, match="link"):
        KeyRing.open(path).rotate(LATER).save()
    assert target.read_bytes() == content
    assert path.is_symlink()


@posix
def test_a_link_to_nowhere_is_not_filled(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(KeyRingError, match="already"):
        KeyRing.create(path, NOW)
    assert not (tmp_path / "nowhere").exists()


@posix
def test_a_pipe_does_not_hang(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path, 0o600)
    with pytest.raises(KeyRingError, match="plain file"):
        KeyRing.open(path)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyRingError, match="cannot be written"):
        KeyRing.create(tmp_path / "file" / "ring.json", NOW)


def test_default_path() -> None:
    assert default_path({"MINGJIAN_KEYRING": "ring.json"}) == Path("ring.json")
    home = default_path({"HOME": "home", "MINGJIAN_KEYRING": ""})
    assert home == Path("home/.config/mingjian/keyring.json")
    assert default_path({"MINGJIAN_KEYRING": "~/ring.json"}) == Path("~/ring.json").expanduser()
