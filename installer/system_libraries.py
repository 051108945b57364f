"""The libraries of the operating system that Qt and venv need and that a bare Linux lacks.

The table was found by `ldd` over the libraries of PySide6 6.11 and its offscreen, xcb and printing plugins on a bare
Debian 12.
"""

from __future__ import annotations

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from typing import Final

from messages import SetupError, step

ALWAYS: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FOR_A_WINDOW: Final = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def ensure(*, with_window: bool) -> None:
    """On Linux, see that Qt finds its libraries; add missing ones where that is allowed.

    Args:
        with_window: also what a window on a screen needs, not only drawing without one.

    Raises:
        SetupError: some are missing and this user cannot add them; the text holds the exact line to type.
    """
    if not sys.platform.startswith("linux"):
        return
    table = {**ALWAYS, **FOR_A_WINDOW} if with_window else ALWAYS
    missing = [name for name in table if not _loads(name)]
    if missing:
        _add(sorted({table[name] for name in missing}), f"画面の部品（{'、'.join(missing)}）")


def demand_display() -> None:
    """On Linux, see that a window has a screen to stand on; Qt itself would end with a crash and English words.

    Raises:
        SetupError: neither X11 nor Wayland is announced, and no other way to draw was chosen.
    """
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in names):
        raise SetupError(
            "画面がないため、ウィンドウを開けません。デスクトップにログインした端末で実行してください。"
            "画面のない機械では demo で書類と集計を作れます: python3 installer/bootstrap.py demo"
        )


def ensure_venv_module() -> None:
    """See that this Python can make environments; Debian keeps that part in a package of its own.

    Raises:
        SetupError: it cannot, and this user cannot add it.
    """
    _add([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], "Python の venv")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _add(packages: list[str], what: str) -> None:
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise SetupError(f"{what}がありません。お使いのシステムの方法で入れてから、もう一度実行してください。")
    if not _is_administrator():
        line = "sudo apt-get update && sudo " + shlex.join(install)
        raise SetupError(f"{what}がありません。次の一行を実行してから、もう一度実行してください: {line}")
    step(f"システムの部品を入れています: {' '.join(packages)}")
    for words in (["apt-get", "update"], install):
        if not _succeeds(words):
            raise SetupError(f"システムの部品を入れられませんでした。次の一行を確かめてください: {shlex.join(words)}")


def _is_administrator() -> bool:
    user = getattr(os, "geteuid", None)
    return user is not None and user() == 0


def _succeeds(words: Iterable[str]) -> bool:
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(list(words), env=settings, check=False, capture_output=True).returncode == 0
