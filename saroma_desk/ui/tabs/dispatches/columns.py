"""The list of applications, and the papers of one."""

from __future__ import annotations

from saroma_desk.domain.calendar import YearMonth
from saroma_desk.forms import issue
from saroma_desk.services.helplist import HelpDetail, HelpRow
from saroma_desk.ui.desk import initials
from saroma_desk.ui.tabs.dispatches import texts
from saroma_desk.ui.terms import term
from saroma_desk.ui.widgets.programme_column import programme_column
from saroma_desk.ui.widgets.record_table import Column


def columns() -> tuple[Column, ...]:
    """Of the list of applications; who it is comes first, since a narrow window shows the first columns."""
    return (
        Column(
            "name",
            term("applicant"),
            lambda r: r.name,
            sort=lambda r: r.kana,
            masked=lambda r: initials(r.kana),
            lines=2,
        ),
        Column(
            "state",
            term("status"),
            lambda r: texts.state_word(r.state),
            tone=lambda r: texts.TONES[r.state],
            tip=lambda r: texts.span(r.first_day, r.last_day),
            width=84,
        ),
        Column(
            "left",
            term("remaining_count"),
            _left_words,
            sort=_left,
            right=True,
            width=36,
            tip=_count_words,
            spare=True,
        ),
        programme_column(84, spare=True),
        Column("no", term("receipt_no_short"), lambda r: r.receipt_no, width=70, spare=True),
    )


def papers(detail: HelpDetail) -> list[tuple[str, str, str]]:
    """Label, form and subject of every paper that the application has, 様式7号 for each month with visits."""
    case = detail.case
    if case is None:
        return []
    name, forms = detail.programme.name, detail.programme.forms
    labels = {form: texts.paper(form, info.title, name) for form, info in forms.items()}
    key = f"application:{case.application.id}"
    own = sorted({form for form, subject in issue.subjects(detail.snapshot) if subject == key})
    months = sorted({YearMonth.of(v.visit_on) for v in case.visits}, key=lambda m: m.first)
    monthly = [
        (
            texts.paper_of_month(labels["form07"], month.first),
            "form07",
            f"report:{case.application.id}:{month.year}-{month.month:02}",
        )
        for month in months
    ]
    return [*((labels[form], form, key) for form in own), *monthly]


def _left(row: HelpRow) -> int | None:
    return row.count.left if row.count else None


def _left_words(row: HelpRow) -> str:
    return texts.unit(_left(row), "")


def _count_words(row: HelpRow) -> str:
    return texts.count_words(row.count) if row.count else ""
