"""Backup, restore and check on a real, small office."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from saroma_desk.bootstrap import open_context
from saroma_desk.cli import health
from saroma_desk.cli.app import run
from saroma_desk.domain.household import Member
from saroma_desk.forms import substitutes
from saroma_desk.services import households, paper_switches, screenings
from saroma_desk.services.backups import last_backup
from saroma_desk.services.paper_switches import Substitute
from tests.cli.test_app import FakeScreens, line_of

WORDS = "ながい ながい あいことば です"


@pytest.fixture
def place(tmp_path: Path) -> list[str]:
    """Options that name a real office with a passphrase."""
    folder, secret = tmp_path / "事業所 1", tmp_path / "合言葉"
    with open_context(folder, passphrase=WORDS, user="保健師", create=True):
        pass
    secret.write_text(WORDS + "\n", encoding="utf-8")
    return ["--data", str(folder), "--passphrase-file", str(secret)]


def test_a_sound_office_passes_the_check(place: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", *place], FakeScreens()) == 0
    assert "問題はありません。" in capsys.readouterr().out


def test_a_broken_font_is_found(
    place: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(health, "_fonts", lambda: [tmp_path / "broken.ttf"])
    assert run(["check", *place], FakeScreens()) == 1
    assert "broken.ttf" in capsys.readouterr().out


def test_a_backup_is_noted_so_that_its_task_goes_away(place: list[str]) -> None:
    assert run(["backup", *place], FakeScreens()) == 0
    with open_context(Path(place[1]), passphrase=WORDS, user="保健師") as ctx:
        assert last_backup(ctx) is not None


def test_a_backup_can_be_put_back_and_keeps_what_was_there(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["backup", *place, "--to", str(tmp_path / "控え")], FakeScreens()) == 0
    (backup,) = (tmp_path / "控え").glob("*.db")
    assert str(backup) in capsys.readouterr().out
    assert run(["restore", str(backup), *place], FakeScreens()) == 0
    assert "戻す前のデータは残してあります" in capsys.readouterr().out
    assert run(["check", *place], FakeScreens()) == 0


def test_a_wrong_passphrase_changes_no_byte(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in (tmp_path / "事業所 1").rglob("*") if path.is_file()}
    Path(place[-1]).write_text("ちがう ちがう あいことば", encoding="utf-8")
    assert run(["check", *place], FakeScreens()) == 1
    assert "パスフレーズが違います" in line_of(capsys)
    assert before == {path: path.read_bytes() for path in (tmp_path / "事業所 1").rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", [["check"], ["backup"]])
def test_a_damaged_database_is_said_so(
    command: list[str], place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "事業所 1" / "saroma.db"
    database.write_bytes(database.read_bytes()[:4096] + b"\0" * 40_000)
    assert run([*command, *place], FakeScreens()) == 1
    assert "壊れて" in line_of(capsys)


def test_a_file_that_is_no_backup_is_refused(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "memo.db").write_bytes(b"memo" * 2000)
    assert run(["restore", str(tmp_path / "memo.db"), *place], FakeScreens()) == 1
    line_of(capsys)
    assert run(["check", *place], FakeScreens()) == 0


def test_the_real_office_is_never_taken_for_the_practice_one(
    place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with open_context(Path(place[1]) / "practice", passphrase=None, practice=True, user="練習", create=True):
        pass
    assert run(["check", "--practice", *place], FakeScreens()) == 0
    assert run(["check", "--data", str(Path(place[1]) / "practice"), *place[2:]], FakeScreens()) == 1
    assert "--practice" in line_of_last(capsys)


def line_of_last(capsys: pytest.CaptureFixture[str]) -> str:
    """The last line of the error output."""
    return capsys.readouterr().err.splitlines()[-1]


def test_every_row_of_a_ledger_gets_a_line(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "台帳.csv"
    file.write_text("世帯番号,氏名,生年月日\n7,練習花子,H5.3.1\n8,練習月子,13月\n", encoding="utf-8")
    assert run(["import", str(file), *place, "--dry-run"], FakeScreens()) == 0
    good, bad, _ = capsys.readouterr().out.splitlines()
    assert good.startswith("取込可: 2行目 世帯 7")
    assert bad.startswith("取込不可: 3行目 世帯 8 生年月日:")


def take_in(place: list[str], folder: Path) -> households.HouseholdRow:
    """A family taken over from a ledger in `folder`, its survey begun."""
    file = folder / "台帳.csv"
    file.write_text("世帯番号,氏名,続柄,生年月日,受理日\n7,山田 花子,母,H5.3.1,R8.4.5\n", encoding="utf-8")
    assert run(["import", str(file), *place], FakeScreens()) == 0
    with open_context(Path(place[1]), passphrase=WORDS, user="保健師") as ctx:
        (row,) = households.list_households(ctx)
        assert row.episode_id is not None
        screenings.start(ctx, row.episode_id)
    return row


def test_what_a_paper_cannot_show_is_told_for_every_place(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = take_in(place, tmp_path)
    with open_context(Path(place[1]), passphrase=WORDS, user="保健師") as ctx:
        with ctx.work("改名") as work:
            (member,) = work.list(Member)
            work.save(replace(member, name="\ue000田\u202e 花子"))
            work.commit()
        entry = Substitute(character="\ue000", drawn="山", valid_from=ctx.today(), note="本人に確かめた")
        substitutes.register(ctx, entry)
    capsys.readouterr()
    call = ["form", "9", "--case", row.no, "--out", str(tmp_path / "9.pdf"), *place]
    assert run(call, FakeScreens()) == 0
    said = capsys.readouterr().err
    assert "様式9号" in said
    assert "（〓田 花子）" in said
    assert "U+E000 「山」で代用しました。" in said
    assert "U+202E 見えない制御文字のため省きました。" in said
    assert "\u202e" not in said
    with open_context(Path(place[1]), passphrase=WORDS, user="保健師") as ctx:
        paper_switches.leave_to_hand(ctx, "form09", f"episode:{row.episode_id}", "\ue000", by_hand=True)
    call = ["bundle", "--case", row.no, "--out", str(tmp_path / "一式.pdf"), *place]
    assert run(call, FakeScreens()) == 0
    assert "U+E000 手書きの空きにしました。" in capsys.readouterr().err


def test_a_bundle_for_both_sides_begins_every_paper_on_a_front(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = take_in(place, tmp_path)
    call = ["bundle", "--case", row.no, "--out", str(tmp_path / "一式.pdf"), *place]
    counts = []
    for switches in ([], ["--duplex"]):
        assert run([*call, *switches], FakeScreens()) == 0
        counts.append(len(PdfReader(tmp_path / "一式.pdf").pages))
    assert counts[0] % 2 == 0
    assert counts[1] == counts[0] + 2  # behind the cover, and behind the survey of three pages


def test_a_slip_in_an_own_template_is_found_by_the_check(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path(place[1]) / "forms_templates" / "form04" / "template.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("form: form04\ntitle: 題\n\tblocks: []\n", encoding="utf-8")
    assert run(["check", *place], FakeScreens()) == 1
    assert (
        "事業所のひな形: form04/template.yaml 3行目: YAMLとして読めません。タブは使えません" in capsys.readouterr().out
    )
