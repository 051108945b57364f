"""A whole working day at a real office whose families bear names that stand nowhere else: `canary_day.py ROOT`."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl

from saroma_desk.bootstrap import open_context
from saroma_desk.cli.app import run
from saroma_desk.domain.household import Member
from saroma_desk.forms import issue
from saroma_desk.practice import story
from saroma_desk.runtime import logging as desk_logging
from saroma_desk.runtime import paths
from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import attachments, backups, drafts, settings, yearly
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from tests.services import builders, helping

SURNAMES = ("鶯沢", "鶸田", "鷦鷯", "翡翠川", "雲雀野", "鶺鴒原", "梟谷", "鴎島", "鸛見", "鷽宮")
GIVEN = ("紬", "朔", "凪", "澪", "暁", "楓", "蓮", "杏", "翠", "橙")
KANA = "かなりあざわ"
ADDRESS = "佐呂間町字金糸雀町"
NOTE = "家族の大切な相談の中身"
PASSPHRASE = "kanaria no uta 1234"  # noqa: S105  of an office that lives for one test
NAMES = tuple(f"{surname}　{given}" for surname in SURNAMES for given in GIVEN)
SECRETS = (*SURNAMES, KANA, ADDRESS, NOTE, PASSPHRASE)


class NoScreens:
    """The day has no window."""

    def open_window(self, folder: Path, *, passphrase: str | None, practice: bool) -> int:
        raise AssertionError

    def draw_pictures(self, target: Path) -> None:
        raise AssertionError


def ledger(file: Path, *, bad: bool = False) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["世帯番号", "氏名", "ふりがな", "続柄", "生年月日", "住所", "電話", "備考"])
    for number, name in enumerate(NAMES[10:], 1):
        born = f"{name}生まれ" if bad and number == 5 else "令和8年4月1日"
        sheet.append([number, name, KANA, "長子", born, f"{ADDRESS}{number}番地", "01587-2-0001", NOTE])
    book.save(file)


def one_family(ctx: AppContext, clock: FixedClock, scan: Path) -> int:
    """From intake to papers that were issued; gives the episode."""
    people = tuple(
        replace(member, name=name, kana=KANA)
        for member, name in zip((builders.CAREGIVER, builders.CHILD), NAMES, strict=False)
    )
    home = replace(builders.FAMILY, address=f"{ADDRESS}1番地", note=NOTE)
    case = builders.take_in(ctx, clock, members=people, household=home, summary=NOTE)
    helping.answer_all(ctx, **story.office()["settings"]["values"])
    family = helping.apply(case, helping.team(ctx))
    family.approve()
    key = f"application:{family.application.id}"
    for number, form in enumerate(("form03", "form02"), 1):
        draft = PaperDraft(form=form, subject_key=key, number=f"佐保福第{number}号", issued_on=ctx.today())
        issue.issue(ctx, draft, episode_id=case.episode.id)
    report = family.report(family.done(date(2026, 6, 15)))
    for _ in attachments.attach(ctx, report.id, [scan], lambda _content, _kind: 1):
        pass
    (attached,) = attachments.attachments(ctx, report.id)
    attachments.read_attachment(ctx, attached.id)
    drafts.save_draft(ctx, f"households:{case.household_id}", f'{{"note": "{NOTE} {NAMES[0]}"}}')
    backups.make_backup(ctx)
    return case.episode.id


def services_day(office: Path, scan: Path) -> None:
    clock = FixedClock(datetime(2026, 6, 15, 9, 0))
    with open_context(office, passphrase=PASSPHRASE, user="佐藤", clock=clock, create=True) as ctx:
        one_family(ctx, clock, scan)
        settings.answer_question(ctx, "billing.step_rounding", "floor", date(2026, 6, 1), NOTE)


def commands_day(root: Path, office: Path) -> list[int]:
    """Exit codes of commands that go well, then of those that do not."""
    common = ["--data", str(office), "--passphrase-file", str(root / "passphrase.txt")]
    out = root / "out"
    case = ["--case", "R8-0001"]
    good: list[list[str]] = [
        ["import", str(root / "ledger.xlsx")],
        *(["form", str(n), *case, "--out", str(out / f"form{n}.pdf")] for n in (1, 2, 3, 9, 10)),
        ["bundle", *case, "--out", str(out / "bundle.pdf")],
        ["report", "--year", "2026", "--out", str(out / "year.xlsx")],
        ["report", "--year", "2026", "--out", str(out / "public.xlsx"), "--public"],
        ["backup"],
        ["check"],
    ]
    bad: list[list[str]] = [
        ["import", str(root / "bad.xlsx")],
        ["form", "6", *case, "--out", str(out / "none.pdf")],
        ["bundle", "--case", NAMES[3], "--out", str(out / "none.pdf")],
        [NAMES[4]],
    ]
    codes = [run([*call, *common], NoScreens()) for call in (*good, *bad)]
    newest = max((office / "backups").glob("*.db"))
    return [*codes, run(["restore", str(newest), *common], NoScreens())]


def bugs_day(root: Path, office: Path) -> int:
    """Errors of the program itself, with names in everything that Python keeps about them."""

    def broken(ctx: AppContext, year: int) -> None:
        name = NAMES[7]
        try:
            {}[name]
        except KeyError as error:
            raise ValueError(f"{name} {NOTE} {year}") from error

    yearly.year_data = broken  # type: ignore[assignment]
    call = ["report", "--year", "2026", "--out", str(root / "out" / "bug.xlsx"), "--data", str(office)]
    code = run([*call, "--passphrase-file", str(root / "passphrase.txt")], NoScreens())
    try:
        raise LookupError(NAMES[8])
    except LookupError:
        logging.getLogger("saroma_desk.x").exception("lost %s", Member(household_id=1, name=NAMES[8]))
    logging.captureWarnings(capture=True)
    warnings.warn(f"odd {NAMES[9]}", stacklevel=1)
    folder = paths.logs_folder()
    desk_logging.install_excepthook(folder, FixedClock(date(2026, 6, 15)), lambda _: None)
    thread = threading.Thread(target=lambda: {}[NAMES[5]])
    thread.start()
    thread.join()
    return code


def main(root: Path) -> int:
    """0 when everything ended as it should."""
    (root / "out").mkdir(exist_ok=True)
    (root / "passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    ledger(root / "ledger.xlsx")
    ledger(root / "bad.xlsx", bad=True)
    (root / "scan.pdf").write_bytes(f"%PDF-1.7 {NAMES[0]} {ADDRESS} {NOTE}".encode())
    (root / "ready").touch()
    before = (root / "temp").stat().st_mtime_ns
    services_day(root / "office", root / "scan.pdf")
    codes = commands_day(root, root / "office")
    assert codes == [0] * 11 + [1, 1, 1, 2, 0], codes
    assert bugs_day(root, root / "office") == 1
    assert (root / "temp").stat().st_mtime_ns == before, "the temporary folder was used"
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
