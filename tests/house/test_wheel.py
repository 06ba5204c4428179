"""The wheel holds the whole project: installed alone, it runs from any folder.

The wheel is installed without its dependencies into an empty environment that sees those of the tests,
so nothing is fetched.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

import plangraph

pytestmark = pytest.mark.slow

PACKED = ("data", "ontology", "queries", "shapes")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and return its path."""
    folder = tmp_path_factory.mktemp("dist")
    _run(
        sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=root
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment and return the folder of its commands."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    _run("uv", "pip", "install", "--offline", "--no-deps", "--python", str(scripts / "python"), str(wheel))
    packages = next(home.rglob("site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


def test_wheel_holds_what_the_checkout_holds(root: Path, wheel: Path) -> None:
    packed = {name for name in ZipFile(wheel).namelist() if name.startswith("plangraph/_project/")}
    expected = {
        f"plangraph/_project/{path.relative_to(root).as_posix()}"
        for folder in PACKED
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    assert packed == expected


def test_wheel_carries_both_licences(wheel: Path) -> None:
    names = {Path(name).name for name in ZipFile(wheel).namelist() if "/licenses/" in name}
    assert names == {"LICENSE", "LICENSE-DATA"}


def test_installed_command_knows_its_version(installed: Path, tmp_path: Path) -> None:
    assert plangraph.__version__ in _run(str(installed / "plangraph"), "--version", cwd=tmp_path)


def test_installed_project_reads_its_own_files(root: Path, installed: Path, tmp_path: Path) -> None:
    code = (
        "from plangraph.layout import project_layout; from plangraph.manifest import default_profile; "
        "print(default_profile(project_layout()))"
    )
    profile = Path(_run(str(installed / "python"), "-c", code, cwd=tmp_path).strip())
    assert profile.is_file()
    assert root not in profile.parents


def test_installed_command_serves_the_graph_from_another_folder(installed: Path, tmp_path: Path) -> None:
    query = "ASK { ?activity a <https://w3id.org/plangraph/ontology#Activity> }"
    with (
        _serving(installed, tmp_path) as address,
        urlopen(f"{address}/sparql?query={quote(query)}") as answer,
    ):
        assert b"true" in answer.read()


@contextmanager
def _serving(installed: Path, folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "serve.log"
    command = [str(installed / "plangraph"), "serve", "--port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=output, stderr=output)
    try:
        _wait(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; fail with its log when it ends, or after 30 s."""
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server does not answer:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, env=_environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _environment() -> dict[str, str]:
    """Return this environment without what would show the checkout to the installed copy."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONPATH", "COV_"))}
