"""All benches, each in a process of its own, one after the other: ``python -m tests.bench``.

Every line names a ratio measured within one run, or a time, with its goal. Nothing is asserted: machines differ.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run every ``bench_*.py`` beside this file; returns the number of those that broke down."""
    broken = 0
    for file in sorted(HERE.glob("bench_*.py")):
        sys.stdout.write(f"== {file.stem}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", f"tests.bench.{file.stem}"]
        broken += subprocess.run(command, cwd=HERE.parents[1], check=False).returncode != 0
    return broken


if __name__ == "__main__":
    sys.exit(main())
