"""The folder `.venv`: made once from the hash-pinned lock, recognised in a blink the second time."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

import system_libraries
from messages import SetupError, step

NEEDED_MEGABYTES: Final = 1800  # measured: Qt alone unpacks to about 1000, pip keeps the archives beside it meanwhile
_STAMP: Final = "saroma-desk.stamp"
_PTH: Final = "saroma-desk.pth"


def prepare(root: Path) -> Path:
    """Make `root`/.venv fit for the lock, or find that it is; returns the path of its Python.

    Raises:
        SetupError: it could not be made; what is there stays, and the next call goes on from it.
        OSError: the folder cannot be written.
    """
    folder = root / ".venv"
    python = _python_of(folder)
    identity, wanted = f"{sys.version} {root}", _fingerprint(root)
    stamp = folder / _STAMP
    if python.exists() and _read(stamp) == f"{identity}\n{wanted}":
        return python
    _demand_space(root)
    if not _can_grow(folder, python, identity):
        _make(folder)
    step("必要な部品を入れています（初めては数分かかります）…")
    stamp.unlink(missing_ok=True)
    _install(python, root / "requirements.lock", folder / "setup.log")
    _link_project(folder, root)
    _compile(python, root / "saroma_desk")
    stamp.write_text(f"{identity}\n{wanted}", encoding="utf-8")
    step("準備ができました。")
    return python


def words_for(error: OSError) -> str:
    """One Japanese line for what the operating system refused."""
    if error.errno == 28 or getattr(error, "winerror", None) in {39, 112}:
        return f"ディスクの空きが足りません。{NEEDED_MEGABYTES} MB ほど空けて、もう一度実行してください。"
    if isinstance(error, PermissionError):
        return f"書き込みが許されていません: {error.filename or ''} 権限を確かめて、もう一度実行してください。"
    return f"準備を続けられません（{error.strerror or type(error).__name__}）。{error.filename or ''}"


def explain(log: str) -> str:
    """One Japanese line for a failed pip, from what pip wrote."""
    for signs, words in _SIGNS:
        if any(sign in log for sign in signs):
            return words
    errors = [line.strip() for line in log.splitlines() if line.lstrip().upper().startswith("ERROR")]
    return f"部品を入れられませんでした。{errors[-1] if errors else ''}"


_SIGNS: Final = (
    (
        ("No space left on device", "[Errno 28]", "WinError 112", "Disk quota exceeded"),
        f"ディスクの空きが足りません。{NEEDED_MEGABYTES} MB ほど空けて、もう一度実行してください。",
    ),
    (
        ("DO NOT MATCH THE HASHES", "Hashes are required"),
        "届いた部品が requirements.lock の記録と一致しないため、入れずに止めました。入手先を確かめてください。",
    ),
    (
        ("Long Path", "WinError 206"),
        "フォルダーの名前が長すぎます。短い場所（例: C:\\saroma）に置いて、もう一度実行してください。",
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "ProxyError",
            "SSLError",
            "Max retries exceeded",
            "Connection aborted",
            "Connection broken",
            "IncompleteRead",
        ),
        "部品の入手先につながりません。ネットワークの接続と pip の設定を確かめて、もう一度実行してください。",
    ),
    (
        ("No matching distribution found",),
        "この機械とこの Python に合う部品が入手先にありません。64 ビットの Python 3.11〜3.14 で実行してください。",
    ),
    (("Permission denied", "WinError 5]"), "書き込みが許されていません。権限を確かめて、もう一度実行してください。"),
)


def _python_of(folder: Path) -> Path:
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def _fingerprint(root: Path) -> str:
    """What the environment depends on: the lock and this very procedure."""
    content = (root / "requirements.lock").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(content).hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _demand_space(root: Path) -> None:
    free = shutil.disk_usage(root).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise SetupError(
            f"ディスクの空きが足りません（必要 {NEEDED_MEGABYTES} MB、空き {free} MB）。空けてから実行してください。"
        )


def _can_grow(folder: Path, python: Path, identity: str) -> bool:
    """Whether an environment without a fitting stamp can be completed in place: same Python, same folder, has pip."""
    settings = dict(line.split(" = ", 1) for line in _read(folder / "pyvenv.cfg").splitlines() if " = " in line)
    same_python = settings.get("version", "").startswith(".".join(map(str, sys.version_info[:3])))
    stamp = _read(folder / _STAMP)
    return python.exists() and same_python and (not stamp or stamp.startswith(identity)) and _has_pip(folder)


def _has_pip(folder: Path) -> bool:
    return (_site_packages(folder) / "pip").is_dir()


def _site_packages(folder: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", vars={"base": str(folder)}))


def _make(folder: Path) -> None:
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        system_libraries.ensure_venv_module()
    step("プロジェクトの中に .venv を作っています…")
    made = _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    if made.returncode:
        reason = explain(made.stdout)
        raise SetupError(f".venv を作れませんでした。{reason}")


def _install(python: Path, lock: Path, log: Path) -> None:
    """Let pip install the lock with the machine's own pip settings (index, proxy, certificates)."""
    words = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes", "-r", str(lock)]
    result = _run([str(python), *words])
    log.write_text(result.stdout, encoding="utf-8", errors="replace")
    if result.returncode:
        raise SetupError(f"{explain(result.stdout)}（詳しい記録: {log}）")


def _link_project(folder: Path, root: Path) -> None:
    """Make the environment use the project's own source, and give it the command `saroma-desk`.

    Not `pip install -e`: that writes the absolute path, which Python on Windows reads in the old code page, so a
    folder with Japanese letters would not be found; and it copies the fonts. A relative path is plain ASCII.
    """
    site = _site_packages(folder)
    (site / _PTH).write_text(os.path.relpath(root, site) + "\n", encoding="ascii")
    if os.name == "nt":
        command = folder / "Scripts" / "saroma-desk.cmd"
        command.write_text('@"%~dp0python.exe" -m saroma_desk %*\r\n', encoding="ascii", newline="")
    else:
        command = folder / "bin" / "saroma-desk"
        command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m saroma_desk "$@"\n', encoding="ascii")
        command.chmod(0o755)


def _compile(python: Path, package: Path) -> None:
    """Compile the project's source as pip does what it installs, so that the first start is as quick as any other.

    A folder that takes no files is no reason to stop: Python then compiles at each start.
    """
    _run([str(python), "-m", "compileall", "-q", "-j", "0", str(package)])


def _run(words: list[str]) -> subprocess.CompletedProcess[str]:
    settings = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    settings["PYTHONIOENCODING"] = "utf-8"
    return subprocess.run(
        words,
        env=settings,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
