"""The package list, the disk and the built wheel agree, and the wheel works on its own."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

NOT_DATA = {".py", ".pyc", ".md"}


@pytest.fixture(scope="module")
def source(
    repository: Path, pyproject: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A copy to build from: a build leaves traces that the next one would pick up."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(repository / name, copy)
    for folder in pyproject["tool"]["setuptools"]["package-dir"].values():
        shutil.copytree(
            repository / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    return copy


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*build, str(source)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    """Files of the packages in the wheel, relative to the folder ``mingjian``."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    return {name.removeprefix("mingjian/") for name in names if name.startswith("mingjian/")}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    done = subprocess.run(
        [*pip, "--target", str(folder), str(wheel)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


def run(installed: Path, cwd: Path, *arguments: str) -> str:
    """Run Python with the unpacked wheel in front of everything else."""
    environment = os.environ | {"PYTHONPATH": str(installed), "HOME": str(cwd)}
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True, text=True, check=False, cwd=cwd, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_declared_packages_are_the_folders_on_disk(source: Path, pyproject: dict[str, Any]) -> None:
    setuptools = pyproject["tool"]["setuptools"]
    initialised = {path.parent.relative_to(source) for path in source.rglob("__init__.py")}
    assert set(setuptools["packages"]) == {
        ".".join(("mingjian", *folder.parts)) for folder in initialised
    }
    assert setuptools["package-dir"] == {
        f"mingjian.{folder}": str(folder) for folder in initialised if len(folder.parts) == 1
    }


def test_every_folder_with_modules_is_a_package(modules: list[Any]) -> None:
    folders = {module.path.parent for module in modules}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_wheel_holds_every_module(modules: list[Any], repository: Path, contents: set[str]) -> None:
    on_disk = {module.path.relative_to(repository).as_posix() for module in modules}
    assert on_disk == {name for name in contents if name.endswith(".py")}


def test_wheel_holds_every_data_file(source: Path, contents: set[str], folder: str) -> None:
    files = [path for path in (source / folder).rglob("*") if path.is_file()]
    data = {path.relative_to(source).as_posix() for path in files if path.suffix not in NOT_DATA}
    assert data - contents == set()


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        roots = {name.split("/")[0] for name in archive.namelist()}
        licences = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    assert {root for root in roots if not root.endswith(".dist-info")} == {"mingjian"}
    assert len(licences) == 1


def test_wheel_imports_alone(installed: Path, tmp_path: Path) -> None:
    code = "import mingjian.scoring.cli as cli; print(cli.__file__)"
    assert Path(run(installed, tmp_path, "-c", code).strip()).is_relative_to(installed)


def test_wheel_runs_the_demo(installed: Path, tmp_path: Path) -> None:
    code = "import sys; from mingjian.scoring.cli import main; sys.exit(main())"
    run(installed, tmp_path, "-c", code, "demo", "--out", "out")
    assert (tmp_path / "out" / "report.html").stat().st_size > 0


def test_the_command_is_installed(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("mingjian")
    done = subprocess.run(
        [command, "--help"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0
    assert "score" in done.stdout


def test_a_spawned_process_finds_the_packages(tmp_path: Path) -> None:
    script = tmp_path / "spawning.py"
    script.write_text(
        "import multiprocessing\n"
        "from mingjian.fingerprints.respondents import canonical_respondent\n"
        "if __name__ == '__main__':\n"
        "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.map(canonical_respondent, ['EQUIFAX, INC.']))\n"
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.stdout.strip() == "['equifax']", done.stderr
