"""Where a world may be written: whole or not at all, and never over anything that is not a world's."""

from pathlib import Path

import pytest

from mingjian.simulation.folder import FolderError, check_folder
from mingjian.simulation.output import write
from mingjian.simulation.plan import World, plan
from mingjian.simulation.priors import Priors
from mingjian.simulation.setting import Setting


@pytest.fixture(scope="module")
def few() -> World:
    return plan(Setting(11, Priors()), 30)


@pytest.fixture
def made(few: World, tmp_path: Path) -> Path:
    """A world on disk with its pictures."""
    folder = tmp_path / "world"
    write(few, folder)
    return folder


def held(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_folder_that_holds_something_is_refused_and_kept(few: World, made: Path) -> None:
    before = held(made)
    with pytest.raises(FolderError, match=r"不为空.* not empty.*--force"):
        write(few, made)
    assert held(made) == before


def test_force_leaves_nothing_of_the_old_world(few: World, made: Path) -> None:
    assert list((made / "attachments").iterdir())
    bare = plan(few.setting, 30, pictures=False)
    write(bare, made, force=True)
    assert not list((made / "attachments").iterdir())
    write(bare, made.with_name("other"))
    assert held(made) == held(made.with_name("other"))
    assert {path.name for path in made.parent.iterdir()} == {"world", "other"}


def test_nothing_is_left_open_or_private(few: World, made: Path) -> None:
    plain = made.with_name("plain")
    plain.mkdir()
    assert made.stat().st_mode == plain.stat().st_mode
    write(few, plain)
    assert held(plain) == held(made)


def _note(folder: Path) -> None:
    (folder / "note.txt").write_text("mine")


def _own_picture(folder: Path) -> None:
    (folder / "attachments" / "holiday.jpg").write_bytes(b"mine")


def _subfolder(folder: Path) -> None:
    (folder / "attachments" / "more").mkdir()


def _linked(folder: Path) -> None:
    (folder / "attachments").rename(folder.with_name("elsewhere"))
    (folder / "attachments").symlink_to(folder.with_name("elsewhere"))


def _no_truth(folder: Path) -> None:
    (folder / "truth.jsonl").unlink()


def _truth_of_a_reviewer(folder: Path) -> None:
    (folder / "truth.jsonl").write_text('{"complaint_id": "1", "genuine": true}\n')


def _half_a_truth(folder: Path) -> None:
    (folder / "truth.jsonl").write_bytes((folder / "truth.jsonl").read_bytes()[:-20])


@pytest.mark.parametrize(
    "change",
    [_note, _own_picture, _subfolder, _linked, _no_truth, _truth_of_a_reviewer, _half_a_truth],
)
def test_force_deletes_nothing_but_a_world(few: World, made: Path, change: object) -> None:
    change(made)
    before = held(made.parent)
    with pytest.raises(FolderError, match=r"不会删除.* not deleted"):
        write(few, made, force=True)
    assert held(made.parent) == before


@pytest.mark.parametrize("stage", ["complaints", "pictures", "contacts"])
def test_an_error_leaves_what_was_there(few: World, made: Path, stage: str) -> None:
    before = held(made.parent)

    def stop(now: str, done: int, whole: int) -> None:
        if now == stage:
            raise KeyboardInterrupt

    for folder, force in ((made, True), (made.with_name("new"), False)):
        with pytest.raises(KeyboardInterrupt):
            write(few, folder, progress=stop, force=force)
    assert held(made.parent) == before
    assert list(made.parent.iterdir()) == [made]


def test_what_appears_meanwhile_is_kept(few: World, tmp_path: Path) -> None:
    folder = tmp_path / "world"

    def meanwhile(stage: str, done: int, whole: int) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "note.txt").write_text("mine")

    with pytest.raises(FolderError, match="not empty"):
        write(few, folder, progress=meanwhile)
    assert held(tmp_path) == {"world/note.txt": b"mine"}


def test_folders_that_cannot_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    for folder, says in (("../file", "not a folder"), (".", "working"), ("..", "working"), ("/", "mount")):  # fmt: skip
        for force in (False, True):
            with pytest.raises(FolderError, match=says):
                check_folder(Path(folder), force=force)


def test_a_link_to_an_empty_folder_stays_a_link(few: World, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(few, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "truth.jsonl").is_file()
