"""The office's own templates beside the shipped ones: what is different, and what is wrong, is always told."""

# ruff: noqa: F811  fixtures of an open office are taken over by name
from __future__ import annotations

from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.forms import issue, own_templates
from saroma_desk.runtime import resources
from saroma_desk.services.context import AppContext
from tests.services.conftest import case, clock, ctx, empty_office, one_derivation  # noqa: F401


def test_a_copy_is_made_once_and_left_alone(ctx: AppContext) -> None:
    file = own_templates.copy_for_office(ctx, "form04")
    file.write_text("form: form04\n", encoding="utf-8")
    assert own_templates.copy_for_office(ctx, "form04").read_text(encoding="utf-8") == "form: form04\n"
    assert [t.id for t in own_templates.own_templates(ctx) if t.own] == ["form04"]


def test_a_changed_word_is_seen_beside_the_shipped_one(ctx: AppContext) -> None:
    assert own_templates.compare(ctx, "form04").own == b""
    file = own_templates.copy_for_office(ctx, "form04")
    both = own_templates.compare(ctx, "form04")
    assert both.own == both.shipped
    file.write_text(file.read_text(encoding="utf-8").replace("お知らせ", "通知").replace("却下の", "不承認の"), "utf-8")
    both = own_templates.compare(ctx, "form04")
    assert both.own not in (b"", both.shipped)
    assert both.problem == ""


def test_shared_words_of_the_office_are_seen_on_every_form(ctx: AppContext) -> None:
    shared = (resources.templates_root() / "shared.yaml").read_text(encoding="utf-8")
    own = ctx.store.folder / "forms_templates" / "shared.yaml"
    own.parent.mkdir()
    own.write_text(shared.replace("left: 25", "left: 30"), encoding="utf-8")
    both = own_templates.compare(ctx, "form04")
    assert both.own not in (b"", both.shipped)
    own.write_text("x", encoding="utf-8")
    assert "shared.yaml 1行目" in own_templates.compare(ctx, "form04").problem


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("form04/template.yaml", "form: [", "form04/template.yaml 2行目: YAMLとして読めません"),
        ("form04/template.yml", "form: form04", "template.yaml がないため使われません（template.yml）"),
    ],
)
def test_what_is_wrong_is_told_beside_the_pages(ctx: AppContext, name: str, text: str, told: str) -> None:
    file: Path = ctx.store.folder / "forms_templates" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    both = own_templates.compare(ctx, "form04")
    assert told in both.problem
    assert both.shipped
    assert both.own == b""


def test_a_broken_own_template_stops_its_paper_and_no_other(ctx: AppContext) -> None:
    own_templates.copy_for_office(ctx, "form04").write_text("form: [", encoding="utf-8")
    with pytest.raises(KnownError, match=r"form04/template\.yaml"):
        issue.blank(ctx, "form04")
    assert issue.blank(ctx, "form05").pages
