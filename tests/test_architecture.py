"""What the whole project promises: layers, fixed commands, nothing of this machine or of a host in tracked files."""

from __future__ import annotations

import ast
import io
import re
import shutil
import socket
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from saroma_desk.cli.app import app

ROOT = Path(__file__).parents[1]
TEXT_SUFFIXES = {
    ".csv",
    ".json",
    ".lock",
    ".md",
    ".py",
    ".qss",
    ".svg",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    ".ini",
    ".mako",
}

# Put together from parts, so that this file does not accuse itself.
MACHINE_PATHS = re.compile(r"(?<![\w.{}/-])/(?:work|root|tmp|home/\w+)/\w")
HOSTS = re.compile(
    "|".join(("py" + r"pi\.org", "python" + "hosted", "hugging" + "face", "anthr" + "opic", "open" + "ai")), re.I
)


def tracked() -> list[Path]:
    """Files under version control; where git is missing, all files but environment, caches and output."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        return [ROOT / name for name in listed.decode("utf-8").split("\0") if name and (ROOT / name).is_file()]
    tops = [top for top in ROOT.iterdir() if top.name not in {"out", "dist", "build"} and not top.name.startswith(".")]
    found = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


FILES = tracked()
TEXTS = [path for path in FILES if path.suffix in TEXT_SUFFIXES]


def test_imports_point_down_only() -> None:
    words = [sys.executable, "-c", "import importlinter.cli as c; c.lint_imports_command(['--no-logo', '--no-cache'])"]
    result = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout


def test_text_files_are_always_opened_as_utf_8() -> None:
    words = [sys.executable, "-m", "ruff", "check", "--isolated", "--preview", "--select", "PLW1514", "."]
    result = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout


def test_the_program_has_no_way_to_a_network() -> None:
    ways = {
        "aiohttp",
        "asyncio",
        "ftplib",
        "http",
        "httpx",
        "requests",
        "smtplib",
        "socket",
        "ssl",
        "urllib",
        "webbrowser",
    }
    for path in (ROOT / "saroma_desk").rglob("*.py"):
        for module in imported(path):
            if not module.startswith("urllib.parse"):  # takes addresses apart, opens none
                assert module.split(".")[0] not in ways, path
            assert not re.match(r"PySide6\.Qt(?:Network|WebEngine|WebView|WebSockets)", module), path


def test_no_test_reaches_a_network() -> None:
    with pytest.raises(RuntimeError, match="never uses the network"):
        socket.create_connection(("127.0.0.1", 9))


CLAUSE = re.compile(
    r"要領\s*[0-9０-９]|別表[0-9０-９]|第[0-9０-９]+条|(?<![\w.])[0-9]{1,2}(?:\([0-9]\)|[①-⑳]|ただし書)"
)


def spoken(path: Path) -> list[str]:
    """String literals of a Python file without docstrings, be they of a function or below a constant."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    written = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in written)
    return [node.value for node in texts if isinstance(node.value, str)]


def test_no_clause_of_an_instrument_stands_in_code() -> None:
    # Clauses come from the rule set, so that an amendment, or another programme, changes what people are told.
    for path in (ROOT / "saroma_desk").rglob("*.py"):
        assert [text for text in spoken(path) if CLAUSE.search(text)] == [], path


def imported(path: Path) -> list[str]:
    """Names of all modules that a Python file imports, also inside functions."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


def test_file_names_are_plain_ascii_and_fit_windows() -> None:
    strange = [path for path in FILES if not re.fullmatch(r"[A-Za-z0-9_.\-/]+", path.relative_to(ROOT).as_posix())]
    assert strange == []
    folded = [path.relative_to(ROOT).as_posix().casefold() for path in FILES]
    assert len(folded) == len(set(folded))


def test_no_file_names_this_machine_or_a_host() -> None:
    found = []
    for path in TEXTS:
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
            if MACHINE_PATHS.search(line) or HOSTS.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert found == []


def test_python_identifiers_are_ascii() -> None:
    # What remains of the source when strings and comments are taken away.
    for path in (path for path in FILES if path.suffix == ".py"):
        tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
        strange = [token.string for token in tokens if token.type == tokenize.NAME and not token.string.isascii()]
        assert strange == [], path


@pytest.mark.parametrize("command", ["demo", "test"])
def test_the_readme_names_the_two_commands(command: str) -> None:
    assert f"python3 installer/bootstrap.py {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^  ([a-z]+) ", CliRunner().invoke(app, ["--help"]).output, re.M))
    assert set(re.findall(r"saroma-desk ([a-z]+)", text)) <= known
    assert set(re.findall(r"bootstrap\.py ([a-z]+)", text)) <= {"demo", "test", "run"}


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for document in ROOT.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert "://" in target or (ROOT / target).exists(), f"{document.name}: {target}"


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dynamic"] == ["version"]


@pytest.mark.parametrize("folder", ["saroma_desk", "installer"])
def test_no_module_outgrows_a_reader(folder: str) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / folder).rglob("*.py")}
    assert {path.name: length for path, length in lengths.items() if length > 400} == {}


def test_no_test_is_skipped_or_sleeps() -> None:
    marks = {f"pytest.{name}" for name in ("skip", "importorskip", "mark.skip", "mark.skipif", "mark.xfail")}
    for path in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not used & {*marks, "time.sleep"}, path
