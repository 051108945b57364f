"""What `check` says about templates, fonts, rule sets and terms: file, line, key and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from saroma_desk.cli import health
from saroma_desk.cli.health import program_health
from saroma_desk.runtime import resources

SHIPPED_RULES = Path(__file__).parents[2] / "resources" / "programmes" / "saroma-youiku-2015.yaml"
SHIPPED_TEMPLATE = Path(__file__).parents[2] / "forms_templates" / "form04" / "template.yaml"


def own(folder: Path, name: str, text: str) -> None:
    """Put a file into the office's data folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def line_of(text: str, part: str) -> int:
    """Line on which the text first has this part."""
    return text[: text.index(part)].count("\n") + 1


def test_what_is_shipped_is_sound(tmp_path: Path) -> None:
    found = program_health(tmp_path)
    assert found.problems == ()
    assert found.looked_at["ひな形"] >= 10
    assert min(found.looked_at.values()) > 0


def test_an_own_template_is_named_with_line_and_key(tmp_path: Path) -> None:
    text = SHIPPED_TEMPLATE.read_text(encoding="utf-8").replace("title:", "titel:", 1)
    own(tmp_path, "forms_templates/form04/template.yaml", text)
    problems = program_health(tmp_path).problems
    assert f"事業所のひな形: form04/template.yaml {line_of(text, 'titel:')}行目 titel: 知らない項目です" in problems


def test_a_version_of_the_past_is_looked_at_too(tmp_path: Path) -> None:
    text = SHIPPED_TEMPLATE.read_text(encoding="utf-8")
    broken = f"{text}\nvariants:\n  - {{from: 2016-04-01, seal: nowhere}}\n  - {{from: 2020-04-01, seal: space}}\n"
    own(tmp_path, "forms_templates/form04/template.yaml", broken)
    (problem,) = program_health(tmp_path).problems
    assert "seal" in problem


def test_an_own_rule_set_is_named_with_line_and_key(tmp_path: Path) -> None:
    text = SHIPPED_RULES.read_text(encoding="utf-8").replace("id: saroma-youiku-2015", "id: own")
    broken = text.replace("value: 15", "value: many")
    own(tmp_path, "programmes/own.yaml", broken)
    (problem,) = program_health(tmp_path).problems
    assert problem.startswith(f"規則 own.yaml {line_of(broken, 'value: many')}行目 limits.rules.visits.value: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: [", "own.yaml 1行目: YAMLとして読めません"),
        ("- 1", "own.yaml 1行目 id: "),
        ("id: saroma-youiku-2015", "own.yaml 1行目 id: "),
        ("id: own\nextends: nothing", "own.yaml 2行目 extends: "),
        ("id: own\nid: own", "own.yaml 2行目: "),
    ],
)
def test_a_rule_set_that_cannot_be_read(text: str, said: str, tmp_path: Path) -> None:
    own(tmp_path, "programmes/own.yaml", text)
    (problem,) = program_health(tmp_path).problems
    assert said in problem


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,甲,,,x\na,乙,,,x", "glossary/terms.csv 3行目 id: 「a」が2回あります。"),
        ("a,,,,x", "glossary/terms.csv 2行目 ja: 空です。"),
        ("a,甲,,,", "glossary/terms.csv 2行目 source: 空です。"),
    ],
)
def test_a_term_that_is_not_sound(rows: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = resources.read_text
    glossary = f"id,ja,kana,en,source\n{rows}\n"
    monkeypatch.setattr(
        resources, "read_text", lambda name: glossary if name == "glossary/terms.csv" else shipped(name)
    )
    assert program_health(tmp_path).problems == (said,)


def test_fonts_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(health, "_fonts", lambda: [tmp_path / "broken.ttf"])
    problems = program_health(tmp_path).problems
    assert "書体 broken.ttf を読めません。" in problems
    assert "書体 BIZUDMincho-Regular.ttf がありません。" in problems
