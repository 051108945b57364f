"""How long until the window has painted, beside a blank Qt window: whole processes, in turn (goal: at most 2 times).

Run: ``python -m tests.bench.bench_start``. Both sides start an interpreter, load Qt, show a maximised window and end
as soon as its first paint is over. Ours then stands over a practice office, which opens after that paint. Both find
their modules compiled, as on a desk where the program has run before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from saroma_desk.bootstrap import open_context

GOAL = 2.0
ROUNDS = 9
ROOT = Path(__file__).parents[2]

_END = """
def end_after_paint(kind):
    paint = kind.paintEvent
    def painted(self, event):
        paint(self, event)
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))  # its children paint before it is delivered
    kind.paintEvent = painted
    kind.customEvent = lambda self, event: os._exit(0)
"""
_BLANK = f"""
import os, sys
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
{_END}
class Blank(QWidget): pass
app = QApplication(sys.argv)
end_after_paint(Blank)
window = Blank()
window.showMaximized()
app.exec()
sys.exit("nothing was painted")
"""
_OURS = f"""
import os
from PySide6.QtCore import QCoreApplication, QEvent
from saroma_desk.ui.main_window import MainWindow
{_END}
end_after_paint(MainWindow)
from saroma_desk.__main__ import main
main()
raise SystemExit("nothing was painted")
"""


def seconds(program: str, *words: str, home: Path) -> float:
    """Wall time of one process from its start to its end."""
    names = (
        "HOME",
        "USERPROFILE",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA",
    )
    places = dict.fromkeys(names, str(home))
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    settings = {**os.environ, **places, **compiled, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    start = perf_counter()
    subprocess.run([sys.executable, "-c", program, *words], env=settings, check=True, timeout=60, capture_output=True)
    return perf_counter() - start


def main() -> float:
    """Print both times and their ratio; returns the ratio."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        with open_context(home / "data" / "practice", passphrase=None, practice=True, user="bench", create=True):
            pass
        ours, blank = [], []
        for _ in range(ROUNDS + 1):  # the first of each compiles, and reads the files into memory
            blank.append(seconds(_BLANK, home=home))
            ours.append(seconds(_OURS, "--practice", "--data", str(home / "data"), home=home))
    mine, theirs = median(ours[1:]), median(blank[1:])
    print(  # noqa: T201
        f"first paint: ours {mine:.2f} s  blank Qt window {theirs:.2f} s  ratio {mine / theirs:.2f} (goal {GOAL:g})"
    )
    return mine / theirs


if __name__ == "__main__":
    main()
