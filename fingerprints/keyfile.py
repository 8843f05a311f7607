"""A small file that holds secrets: read with distrust, written at once or not at all.

Modes and owners are checked where the system knows them (not on Windows, where neither the lock
exists). Every refusal is a :class:`~mingjian.fingerprints.errors.KeyRingError` that names the path,
what is wrong with it and what to do, and nothing from inside.
"""

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mingjian.fingerprints.errors import KeyRingError

if sys.platform != "win32":
    import fcntl

__all__ = ["locked_folder", "read_private", "write_private"]

MAX_BYTES = 10_000
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_private(path: Path) -> bytes:
    """Read a file that nobody but its owner can open.

    Links are followed, as secrets are often mounted through one; the file at the end counts.

    Raises
    ------
    KeyRingError
        Missing, unreadable, no plain file, larger than 10 kB, someone else's, or open to others.
    """
    flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise KeyRingError(f"{path}: no key ring here; create one: mingjian keys init") from None
    except OSError as problem:
        raise KeyRingError(f"{path}: cannot be read ({problem.strerror})") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise KeyRingError(f"{path}: is not a plain file; name the key ring itself")
        if sys.platform != "win32":
            if status.st_uid not in {os.geteuid(), 0}:
                raise KeyRingError(f"{path}: belongs to another user; take it over with chown")
            if status.st_mode & OTHERS:
                mode = stat.S_IMODE(status.st_mode)
                raise KeyRingError(
                    f"{path}: others can open it (mode {mode:04o}); run chmod 600 on it, and "
                    "rotate the keys if someone may have read it"
                )
        content = os.read(handle, MAX_BYTES + 1)
    finally:
        os.close(handle)
    if len(content) > MAX_BYTES:
        raise KeyRingError(f"{path}: too large for a key ring; name the right file")
    return content


def write_private(path: Path, content: bytes) -> None:
    """Replace a file in one step, mode 0600 from its first byte on.

    Raises
    ------
    KeyRingError
        When the path is a link or a folder, or the system refuses. The old file is then untouched.
    """
    if path.is_symlink() or path.is_dir():
        raise KeyRingError(f"{path}: is a link or a folder; name the file itself")
    with _explained(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        if sys.platform != "win32":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


@contextlib.contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Hold a folder's lock; make the folder, mode 0700, when it is missing. Leaves no lock file."""
    with _explained(folder):
        missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
        for parent in reversed(missing):
            with contextlib.suppress(FileExistsError):
                parent.mkdir(mode=0o700)
        if sys.platform == "win32":
            handle = None
        else:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise KeyRingError(f"{path}: cannot be written ({problem.strerror})") from None
