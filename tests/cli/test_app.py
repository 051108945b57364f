"""How every command is called and how every failure ends: one calm Japanese line and the agreed exit code."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from typer.testing import CliRunner

from saroma_desk.cli import app as cli_app
from saroma_desk.cli import office
from saroma_desk.cli.app import app, run
from saroma_desk.cli.office import Place
from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime import paths

COMMANDS = ("demo", "import", "form", "bundle", "report", "backup", "restore", "check", "pictures")


class FakeScreens:
    """Notes what was asked of the window."""

    def __init__(self) -> None:
        self.opened: list[tuple[Path, str | None, bool]] = []
        self.pictured: list[Path] = []
        self.trouble: BaseException | None = None

    def open_window(self, folder: Path, *, passphrase: str | None, practice: bool) -> int:
        if self.trouble:
            raise self.trouble
        self.opened.append((folder, passphrase, practice))
        return 0

    def draw_pictures(self, target: Path) -> None:
        self.pictured.append(target)


@pytest.fixture
def screens() -> FakeScreens:
    return FakeScreens()


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    """The places that commands tried to open; nothing is really opened."""
    opened: list[Place] = []

    def note(place: Place) -> None:
        opened.append(place)
        raise KnownError("noted", "開きません。")

    for module in (cli_app.data, cli_app.papers, cli_app.report):
        monkeypatch.setattr(module, "open_office", note)
    return opened


def line_of(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that stands on the error output."""
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1, captured.err
    assert "Traceback" not in captured.err + captured.out
    return captured.err.rstrip("\n")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_japanese_throughout(command: str) -> None:
    result = CliRunner().invoke(app, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("使い方: ")
    for english in ("Usage", "Options", "Commands", "Arguments", "required", "exit"):
        assert english not in result.output


def test_help_names_every_agreed_command() -> None:
    output = CliRunner().invoke(app, ["--help"]).output
    assert [name for name in COMMANDS if f"\n  {name} " not in output] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("nope", "「nope」という命令はありません。"),
        ("--nope", "「--nope」という指定はありません。"),
        ("form", "「N」を指定してください。"),
        ("form 1", "「--out」を指定してください。"),
        ("form 0 --out x.pdf --blank", "「N」の値が正しくありません。"),
        ("form 11 --out x.pdf --blank", "「N」の値が正しくありません。"),
        ("form ten --out x.pdf --blank", "「N」の値が正しくありません。"),
        ("form 1 --out x.pdf", "「--case」でケース番号を指定するか、--blank を付けてください。"),
        ("report --year 8 --out x.xlsx", "「--year」の値が正しくありません。"),
        ("report --year", "「--year」には値が1つ要ります。"),
        ("check 余分", "「余分」は余分です。"),
        ("bundle --out x.pdf", "「--case」を指定してください。"),
        ("demo", "「--out」を指定してください。"),
        ("import", "「FILE」を指定してください。"),
        ("check --passphrase secret", "「--passphrase」という指定はありません。"),
    ],
)
def test_a_wrong_call_says_what_to_change(
    words: str, message: str, screens: FakeScreens, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words.split(), screens) == 2
    assert line_of(capsys) == f"{message}使い方は --help を付けると表示します。"


def test_without_a_command_the_window_opens(screens: FakeScreens, tmp_path: Path) -> None:
    secret = tmp_path / "合言葉.txt"
    secret.write_text("ながい ことば\r\n2行目", encoding="utf-8-sig")
    assert run([], screens) == 0
    assert run(["--practice"], screens) == 0
    assert run(["--data", str(tmp_path), "--passphrase-file", str(secret)], screens) == 0
    assert screens.opened == [
        (paths.data_folder(practice=False), None, False),
        (paths.data_folder(practice=True), None, True),
        (tmp_path, "ながい ことば", False),
    ]


def test_options_count_before_and_after_the_command(places: list[Place], screens: FakeScreens, tmp_path: Path) -> None:
    run(["--practice", "--data", "a", "check"], screens)
    run(["check", "--practice", "--data", "a"], screens)
    run(["--data", "a", "check", "--data", "b", "--passphrase-file", "c"], screens)
    assert places == [
        Place(data=Path("a"), practice=True),
        Place(data=Path("a"), practice=True),
        Place(data=Path("b"), passphrase_file=Path("c")),
    ]


def test_pictures_go_to_a_folder_that_is_made(screens: FakeScreens, tmp_path: Path) -> None:
    assert run(["pictures", str(tmp_path / "画像")], screens) == 0
    assert screens.pictured == [tmp_path / "画像"]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            KnownError("locked", "別の画面が使っています。\n閉じてください。"),
            "別の画面が使っています。 閉じてください。",
        ),
        (OSError(errno.ENOSPC, "No space left"), "ディスクの空きが足りません。"),
        (PermissionError(errno.EACCES, "Permission denied", "x.pdf"), "x.pdf: 読み書きが許されていません。"),
        (OSError(errno.EIO, "Input/output error"), "読み書きに失敗しました。"),
    ],
)
def test_a_known_failure_is_one_calm_line(
    error: Exception, message: str, screens: FakeScreens, capsys: pytest.CaptureFixture[str]
) -> None:
    screens.trouble = error
    assert run([], screens) == 1
    assert message in line_of(capsys)


def test_a_bug_leaves_a_report_without_personal_data(
    screens: FakeScreens, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    screens.trouble = RuntimeError("佐藤 花子")
    assert run([], screens) == 1
    caplog.clear()
    line = line_of(capsys)
    (report,) = paths.logs_folder().glob("report-*.txt")
    assert str(report) in line
    assert "花子" not in line + report.read_text(encoding="utf-8")
    assert "花子" not in (paths.logs_folder() / "saroma_desk.log").read_text(encoding="utf-8")


def test_an_interruption_is_no_failure_of_the_program(screens: FakeScreens, capsys: pytest.CaptureFixture[str]) -> None:
    screens.trouble = KeyboardInterrupt()
    assert run([], screens) == 130
    assert "中断しました" in line_of(capsys)


def test_a_place_unfit_for_data_is_refused(
    screens: FakeScreens, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data", str(tmp_path / "OneDrive" / "data")], screens) == 1
    assert "クラウド" in line_of(capsys)
    assert screens.opened == []


def test_the_practice_office_needs_no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "passphrase_for", lambda *_: pytest.fail("asked for a passphrase"))
    assert office.known_passphrase(Place(practice=True)) is None
