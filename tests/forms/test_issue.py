"""Papers from a stored case: questions are named, what went out stays as it was, nothing names a person."""

# ruff: noqa: F811  fixtures of an open office are taken over by name
from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from saroma_desk.bootstrap import open_context
from saroma_desk.domain.errors import KnownError
from saroma_desk.domain.household import Member
from saroma_desk.domain.office import IssuedPaper
from saroma_desk.forms import copies, issue
from saroma_desk.forms.issue import Printing
from saroma_desk.services import applying, documents, intake, settings
from saroma_desk.services.context import AppContext
from saroma_desk.services.documents import PaperDraft
from tests.services import helping
from tests.services.builders import Case
from tests.services.conftest import case, clock, ctx, empty_office, one_derivation  # noqa: F401
from tests.services.helping import Helped

TODAY = date(2026, 6, 15)


@pytest.fixture
def family(ctx: AppContext, case: Case) -> Helped:
    """A family whose help was approved but not yet told; every question of the town is answered."""
    helping.answer_all(ctx, **{"reports.due_day": "10"})
    family = helping.apply(case, helping.team(ctx))
    applying.approve(ctx, family.application.id, family.decision(notified_on=None), family.dispatch())
    return family


def _key(family: Helped) -> str:
    return f"application:{family.application.id}"


def _issue(family: Helped, form: str = "form03", number: str = "佐保福第1号") -> IssuedPaper:
    draft = PaperDraft(form=form, subject_key=_key(family), number=number, decided_on=TODAY, issued_on=TODAY)
    return issue.issue(family.ctx, draft, episode_id=family.case.episode.id).value


def _rename(family: Helped) -> None:
    with family.ctx.work("改名") as work:
        member = work.get(Member, family.application.applicant_id)
        work.save(replace(member, name="改姓　花子"))
        work.commit()


def _text(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\u3000", "")


def test_an_open_question_names_itself(ctx: AppContext, case: Case) -> None:
    family = helping.apply(case, helping.team(ctx, first_hour_yen=None))
    family.approve()
    with pytest.raises(KnownError) as stopped:
        issue.prepare(ctx, "form03", _key(family), episode_id=case.episode.id)
    asked = {q.key: q.text for p in ctx.programmes for q in p.questions}
    assert asked["billing.copay_rounding"] in stopped.value.message


@pytest.mark.parametrize("form", ["form00", "form11", "cover", ""])
def test_there_are_ten_forms(ctx: AppContext, form: str) -> None:
    with pytest.raises(KnownError, match="1から10"):
        issue.blank(ctx, form)


def test_a_paper_without_a_record_is_refused_calmly(ctx: AppContext, family: Helped) -> None:
    with pytest.raises(KnownError) as stopped:
        issue.prepare(ctx, "form06", _key(family), episode_id=family.case.episode.id)
    assert stopped.value.code == "no_such_paper"


def test_issuing_prints_number_and_day_and_freezes_bytes_and_values(ctx: AppContext, family: Helped) -> None:
    paper = _issue(family)
    frozen = documents.paper_bytes(ctx, paper.id)
    assert paper.sha256 == hashlib.sha256(frozen).hexdigest()
    assert "佐保福第１号" in _text(frozen)
    values = json.loads(paper.snapshot)
    assert (values["document_number"], values["issued_on"]) == ("佐保福第1号", "2026-06-15")


def test_later_edits_change_neither_the_reprint_nor_the_number(ctx: AppContext, family: Helped) -> None:
    paper = _issue(family)
    before = documents.paper_bytes(ctx, paper.id)
    _rename(family)
    assert documents.reprint_bytes(ctx, paper.id) == before
    again = issue.prepare(ctx, "form03", _key(family), episode_id=family.case.episode.id)
    assert (again.values["applicant"], again.values["document_number"]) == ("改姓　花子", "佐保福第1号")


def test_says_what_would_read_otherwise_today(ctx: AppContext, family: Helped) -> None:
    paper = _issue(family)
    now = issue.prepare(ctx, "form03", _key(family), episode_id=family.case.episode.id)
    assert documents.difference_since_issue(ctx, paper.id, now.values) == ()
    _rename(family)
    now = issue.prepare(ctx, "form03", _key(family), episode_id=family.case.episode.id)
    (found,) = documents.difference_since_issue(ctx, paper.id, now.values)
    assert (found.field, found.issued, found.today) == ("applicant", "佐呂間　花子", "改姓　花子")


def test_the_desk_counts_numbers_where_the_town_lets_it(ctx: AppContext, family: Helped) -> None:
    for key, value in {"document.numbering": "counted", "document.number_symbol": "佐保福第"}.items():
        settings.answer_question(ctx, key, value, date(2026, 4, 1), "練習")
    papers = [_issue(family, form, number="") for form in ("form03", "form02")]
    assert [paper.number for paper in papers] == ["佐保福第1号", "佐保福第2号"]
    assert "佐保福第２号" in _text(papers[1].pdf)


def test_an_outgoing_paper_is_not_issued_without_a_number(ctx: AppContext, family: Helped) -> None:
    with pytest.raises(KnownError) as stopped:
        _issue(family, number="")
    assert "number" in {e.field for e in stopped.value.fields}


def test_empty_official_fields_are_named_before_issuing(ctx: AppContext, family: Helped) -> None:
    made = issue.prepare(ctx, "form03", _key(family), episode_id=family.case.episode.id)
    assert {"文書番号", "通知の日付", "町長の職氏名"} <= set(made.empty_official)


def test_metadata_name_nobody(ctx: AppContext, family: Helped) -> None:
    reader = pypdf.PdfReader(io.BytesIO(_issue(family).pdf))
    told = str(reader.metadata) + str(reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else "")
    assert "花子" not in told
    assert "ヘルパー派遣承認通知書" in told


def test_a_draft_says_so(ctx: AppContext, family: Helped) -> None:
    episode_id = family.case.episode.id
    made = issue.prepare(ctx, "form03", _key(family), episode_id=episode_id, printing=Printing(mode="draft"))
    assert "案" in [run for page in made.paper.pages for run in page.texts()]


def test_every_paper_of_the_practice_office_bears_its_mark(ctx: AppContext, tmp_path: Path) -> None:
    with open_context(tmp_path / "practice", passphrase=None, practice=True, user="練習", create=True) as practice:
        for form in issue.FORMS:
            for page in issue.blank(practice, form).pages:
                assert "練習" in page.texts()
    assert not any("練習" in page.texts() for page in issue.blank(ctx, "form03").pages)


def test_a_paper_has_the_wording_of_the_day_of_its_own_disposition(ctx: AppContext, family: Helped) -> None:
    key, episode_id = _key(family), family.case.episode.id
    assert (
        issue.prepare(ctx, "form03", key, episode_id=episode_id).on
        == family.case.now.help_cases[0].dispatch.approved_on
    )
    assert issue.prepare(ctx, "form01", key, episode_id=episode_id).on == TODAY


def test_the_newest_paper_of_a_form_is_found_by_the_case(ctx: AppContext, family: Helped) -> None:
    assert issue.latest_subject(ctx, "form02", family.case.episode.id) == _key(family)
    with pytest.raises(KnownError):
        issue.latest_subject(ctx, "form08", family.case.episode.id)


def test_a_protected_address_stops_the_request(ctx: AppContext, family: Helped) -> None:
    home = family.case.now.household
    intake.save_household(ctx, replace(home, address_protected=True))
    with pytest.raises(KnownError) as stopped:
        issue.prepare(ctx, "form02", _key(family), episode_id=family.case.episode.id)
    assert stopped.value.code == "address_protected"


def test_the_number_is_printed_as_it_is_kept(ctx: AppContext, family: Helped) -> None:
    paper = _issue(family, number="　佐保福第7号 ")
    assert paper.number == json.loads(paper.snapshot)["document_number"] == "佐保福第7号"
    with pytest.raises(KnownError, match="文書番号を入力"):
        _issue(family, number="　")


@pytest.mark.parametrize(
    "name",
    ["<img src='/etc/passwd'/>&amp;{applicant}%s", "\u202e山\u200b田\x1b[31m", "\ue000葛\U000e01ef\U0001f600か\u3099"],
)
def test_a_hostile_name_is_issued_as_a_name(ctx: AppContext, family: Helped, name: str) -> None:
    with ctx.work("改名") as work:
        member = work.get(Member, family.application.applicant_id)
        work.save(replace(member, name=name))
        work.commit()
    paper = _issue(family)
    assert json.loads(paper.snapshot)["applicant"] == name
    assert copies.changes(ctx, paper) == ()
    drawn = "".join(issue.sources(ctx).book().drawn_as(name).split())
    assert drawn in "".join(_text(paper.pdf).split())
