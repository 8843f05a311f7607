"""The folder of a world: it takes its place whole or not at all, and never in place of anything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from os.path import ismount
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

__all__ = ["LISTS", "ROWS", "FolderError", "check_folder", "whole_folder"]

ROWS = ("complaints", "truth", "labels")  # a row for each complaint
LISTS = ("contact_log", "public_texts")


class FolderError(ValueError):
    """A folder that no world may be written to."""


def check_folder(folder: Path, *, force: bool) -> None:
    """Refuse a folder that holds something, before any work is done for it.

    Parameters
    ----------
    folder : Path
    force : bool
        A world may be in it, and nothing else.

    Raises
    ------
    FolderError
    """
    folder = folder.resolve()
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderError(f"{folder}: 不是文件夹 not a folder")
    if ismount(folder) or Path.cwd().is_relative_to(folder):
        raise FolderError(
            f"{folder}: 工作目录或挂载点不能整体替换，请指定其中的子目录 "
            "the working folder or a mount cannot be replaced: name a folder in it"
        )
    found = next(folder.iterdir(), None)
    if found and not force:
        raise FolderError(
            f"{folder}: 文件夹不为空，请另选，或用 --force 替换其中的旧世界 "
            "the folder is not empty: name another, or replace the world in it with --force"
        )
    if foreign := _foreign(folder):
        raise FolderError(
            f"{foreign}: 不属于模拟世界，不会删除，请移走或另选文件夹 "
            "no part of a world, so it is not deleted: move it away or name another folder"
        )


def _foreign(folder: Path) -> Path | None:
    """Something in a folder that is not of a world."""
    files, pictures = _files(folder), folder / "attachments"
    for path in folder.rglob("*"):
        known = path.is_dir() if path == pictures else path in files and path.is_file()
        if path.is_symlink() or not known:
            return path
    return None


def _files(folder: Path) -> set[Path]:
    """Files of the world in a folder, pictures as its truth names them; none when there is no world."""
    try:
        lines = (folder / "truth.jsonl").read_bytes().splitlines()
        shots = [shot["path"] for line in lines for shot in orjson.loads(line)["pictures"]]
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    attachments = {folder / "attachments" / name for name in shots}
    return attachments | {folder / f"{name}.jsonl" for name in (*ROWS, *LISTS)}


@contextmanager
def whole_folder(folder: Path, *, force: bool) -> Iterator[Path]:
    """A hidden folder beside the target that takes its place when all is written, and goes otherwise."""
    check_folder(folder, force=force)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(".part", f".{folder.name}.", folder.parent) as beside:
        part = Path(beside, "new")
        (part / "attachments").mkdir(parents=True)
        yield part
        check_folder(folder, force=force)
        if folder.exists():
            folder.rename(Path(beside, "old"))
        part.rename(folder)
