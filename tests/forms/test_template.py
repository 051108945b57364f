"""Templates: every mistake is named with file, line, key and reason; the wording follows the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.forms.glyphs import FontBook
from saroma_desk.forms.paper import PaperSources, make_paper
from saroma_desk.forms.template import load_template, template_problems

FIELDS = "fields:\n  name: {label: 氏名}\n  rows: {format: rows, label: 行, item: {a: {label: 甲}}}\n"
Writer = Callable[[str], PaperSources]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ("blocks:\n  - paragraph: '{nane}'\n", "form99/template.yaml 8行目 blocks.0.paragraph.text: fields に「nane」"),
        ("blocks:\n  - paragraf: x\n", "8行目 blocks.0: 知らない種類のブロックです"),
        ("blocks:\n  - title\n  - spacer: {height: 5, hight: 3}\n", "9行目 blocks.1.spacer.hight: 知らない項目です"),
        ("blocks:\n  - paragraph: '{name'\n", "波かっこ { } の組が合いません"),
        ("blocks:\n  - paragraph: '{img:src}'\n", "知らない記号です: {img:src}"),
        ("blocks:\n  - grid: {columns: [100, 90], rows: []}\n", "columns の合計は 165 mm までです"),
        (
            "blocks:\n  - grid:\n      columns: [50, 50]\n      rows:\n        - cells: [x]\n",
            "11行目 blocks.0.grid.rows.0.cells: 欄の数",
        ),
        ("blocks:\n  - grid: {columns: [50], rows: [{repeat: name, cells: [x]}]}\n", "format: rows の「name」"),
        ("blocks:\n  - notice: nothing\n", "notices に「nothing」がありません"),
        ("blocks: [title]\ntitle: もう一度\n", "同じ項目が2回あります"),
        ("blocks: [title\n", "YAMLとして読めません"),
        ("blocks: []\n", "7行目 blocks: 1つも書いてありません"),
        (
            "blocks:\n  - title\n  - paragraph: '{sum:rows.b}'\n",
            "9行目 blocks.1.paragraph.text: 「rows」の item に「b」",
        ),
        ("blocks:\n  - paragraph: '{sum:name.a}'\n", "「name」は format: rows ではない"),
        ("blocks:\n  - paragraph: '{rows.a}'\n", "「rows.a」の . は sum と count だけ"),
        ("blocks:\n  - paragraph: '{choice:name}'\n", "「name」には options がありません"),
        ("blocks:\n  - paragraph: '{check:name=x}'\n", "「name」の options に「x」がありません"),
        ("blocks:\n  - paragraph: {text: あ, when: nane}\n", "8行目 blocks.0.paragraph.when: fields に「nane」"),
        ("blocks:\n  - paragraph: {text: あ, from: 令和８年}\n", "日付は 2016-04-01 のように"),
        ("blocks:\n  - grid: {columns: [50], rows: [{label: あ, label_span: 2, field: name}]}\n", "見出しのほかに列"),
        ("blocks:\n  - grid: {columns: [50], rows: [{field: name, text: あ}]}\n", "1つの行に1つだけ"),
        ("blocks:\n  - grid: {columns: [50], rows: [{field: name, height: -3}]}\n", "height: 数の大きさが範囲の外"),
        ("blocks:\n  - outgoing_head: {to: あ, sender: い, seal: spase}\n", "seal: 決められた語のどれか"),
        ("digits: fully\nblocks: [title]\n", "7行目 digits: 決められた語のどれか"),
        ("blocks: [title]\nvariants:\n  - {title: 新}\n", "9行目 variants.0.from: 使い始める日がありません"),
        ("blocks: [title]\nvariants: {from: 2030-04-01}\n", "8行目 variants: 「- from: 日付」で始まる並び"),
    ],
)
def test_a_mistake_is_named(with_template: Writer, blocks: str, expected: str) -> None:
    with pytest.raises(KnownError) as error:
        with_template(FIELDS + blocks).template("form99")
    assert error.value.code == "template_invalid"
    assert any(part in str(error.value) for part in expected.split("|")), str(error.value)


def test_all_mistakes_are_told_at_once(with_template: Writer) -> None:
    with pytest.raises(KnownError) as error:
        with_template(FIELDS + "blocks:\n  - paragraph: '{a1} {b1}'\n  - notice: c\n").template("form99")
    assert len(error.value.fields) == 3


def test_yes_and_no_are_words_in_templates(with_template: Writer) -> None:
    text = "fields:\n  ok: {format: choice, label: 可否, options: {yes: 適, no: 否}}\nblocks: [title]\n"
    template = with_template(text).template("form99")
    assert template.file.fields["ok"].options == {"yes": "適", "no": "否"}


def test_an_office_copy_goes_before_the_shipped_template(sources: PaperSources, tmp_path: Path) -> None:
    shipped = (sources.templates / "form04" / "template.yaml").read_text(encoding="utf-8")
    (tmp_path / "form04").mkdir()
    changed = shipped.replace("却下の理由, official", "お断りの理由, official")
    (tmp_path / "form04" / "template.yaml").write_text(changed, encoding="utf-8")
    own = load_template(sources.templates, "form04", None, tmp_path)
    assert own.file.fields["reasons"].label == "お断りの理由"
    assert load_template(sources.templates, "form04").file.fields["reasons"].label == "却下の理由"


def test_a_missing_template_is_a_calm_message(sources: PaperSources) -> None:
    with pytest.raises(KnownError, match=r"form98/template\.yaml が見つかりません"):
        sources.template("form98")


@pytest.mark.parametrize("form", ["form03", "form04", "form06"])
@pytest.mark.parametrize(("day", "word"), [(date(2016, 3, 31), "異議申立て"), (date(2016, 4, 1), "審査請求")])
def test_the_appeal_notice_follows_the_day_of_the_decision(
    sources: PaperSources, form: str, day: date, word: str
) -> None:
    conditions = {block.when for block in sources.template(form).file.blocks if block.block == "notice"}
    paper = make_paper(sources, form, {name: True for name in conditions if name}, on=day)
    text = "".join("".join(page.texts()) for page in paper.pages)
    assert word in text
    assert ("異議申立て" in text) != ("審査請求" in text)


def test_a_variant_replaces_the_wording_from_its_day_on(with_template: Writer) -> None:
    text = "fields: {}\nblocks: [title]\nvariants:\n  - {from: 2030-04-01, title: 新しい題}\n"
    sources = with_template(text)
    assert sources.template("form99", date(2030, 3, 31)).title == "試しの様式"
    assert sources.template("form99", date(2030, 4, 1)).title == "新しい題"
    assert sources.template("form99").title == "新しい題"


def test_blocks_can_begin_and_end_on_a_day(with_template: Writer) -> None:
    blocks = "blocks:\n  - paragraph: {text: 旧文, until: 2020-03-31}\n  - paragraph: {text: 新文, from: 2020-04-01}\n"
    sources = with_template("fields: {}\n" + blocks)
    assert make_paper(sources, "form99", {}, on=date(2020, 3, 31)).pages[0].texts() == ["旧文"]
    assert make_paper(sources, "form99", {}, on=date(2020, 4, 1)).pages[0].texts() == ["新文"]
    assert make_paper(sources, "form99", {}).pages[0].texts() == ["新文"]


def test_a_mistake_in_a_variant_is_told_in_its_own_line(with_template: Writer) -> None:
    variants = "blocks: [title]\nvariants:\n  - from: 2030-04-01\n    blocks:\n      - paragraph: '{nane}'\n"
    sources = with_template(FIELDS + variants + "  - {from: 2040-04-01, blocks: [title]}\n")
    (_, problem) = template_problems(sources.templates, sources.override)  # though a later version has none
    assert problem.startswith("form99/template.yaml 11行目 blocks.0.paragraph.text: fields に「nane」")


def test_a_mistake_in_the_words_of_options_is_named(with_template: Writer) -> None:
    field = "fields:\n  ok: {format: check, label: 可否, options: {other: 'その他（{halp}）'}}\n"
    with pytest.raises(KnownError, match=r"5行目 fields\.ok\.options\.other: fields に「halp」"):
        with_template(field + "blocks: [title]\n").template("form99")


def test_a_mistake_in_the_page_grammar_is_named(sources: PaperSources, tmp_path: Path) -> None:
    shared = (sources.templates / "shared.yaml").read_text(encoding="utf-8").replace("（{mark}）", "（{mrak}）")
    (tmp_path / "shared.yaml").write_text(shared, encoding="utf-8")
    (first, *_) = template_problems(sources.templates, tmp_path)
    assert "行目 words.annex_reference: 波かっこの記号が違います（ここで使える記号: {mark}）" in first


def test_all_shipped_templates_are_valid(sources: PaperSources) -> None:
    assert template_problems(sources.templates) == ()


def test_problems_of_all_templates_are_listed_once_each(with_template: Writer) -> None:
    sources = with_template(FIELDS + "blocks:\n  - notice: c\n")
    (_, problem) = template_problems(sources.templates, sources.override)
    assert problem.startswith("form99/template.yaml 8行目 blocks.0.notice")


def test_a_broken_shared_file_is_told_once_for_all_forms(sources: PaperSources, tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").write_text("language: ja\n", encoding="utf-8")
    problems = template_problems(sources.templates, tmp_path)
    assert problems
    assert all("/shared.yaml" in problem for problem in problems)


def bomb() -> str:
    """A few hundred bytes that stand for a thousand million words."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (bomb(), "入れ子か繰り返し"),
        ("blocks: &b [*b]\n", "4行目: 入れ子か繰り返し"),
        ("blocks: " + "[" * 3000 + "]" * 3000 + "\n", "4行目: 入れ子か繰り返し"),
        ("# " + "x" * 1_000_000, "大きすぎます"),
        ("x: !!python/object/apply:os.system ['true']\n", "4行目: YAMLとして読めません。「!」で始まる指定は使えません"),
        ("fields:\n\ta: {label: x}\n", "5行目: YAMLとして読めません。タブは使えません"),
        ("fields: {a: {label: x}\nblocks: [title]\n", "「{」を閉じる「}」がありません"),
        ("fields: {}\nblocks: [title]\n---\nform: form98\n", "6行目: YAMLとして読めません。「---」で区切った2つ目"),
        ("fields: {}\nblocks: [{title: \x07}]\n", "5行目: YAMLとして読めません。目に見えない制御文字"),
        ("fields: {}\nblocks: [title]\nvariants: [{from: 2016-13-45}]\n", "6行目: YAMLとして読めません。この日付か数"),
        ("fields: {? [a] : {label: x}}\nblocks: [title]\n", "4行目: YAMLとして読めません。項目の名前には文字を"),
        ("fields:\nblocks: 3\n", "4行目 fields: 「項目: 値」の形で書いてください"),
        ("seal_required: いいえ\nfields: {}\nblocks: [title]\n", "4行目 seal_required: true か false を書いてください"),
        ("fields: {a: {label: [x]}}\nblocks: [title]\n", "4行目 fields.a.label: 文字を書いてください"),
        ("fields: {}\nblocks: [{spacer: {height: 高い}}]\n", "spacer.height: 数を書いてください"),
        ("fields: {}\nblocks: [{spacer: {height: 1e300}}]\n", "数の大きさが範囲の外です（これ以下: 297）"),
    ],
)
def test_a_file_that_no_template_could_be_is_told_in_words(with_template: Writer, text: str, expected: str) -> None:
    with pytest.raises(KnownError) as error:
        with_template(text).template("form99")
    assert error.value.code == "template_invalid"
    assert expected in error.value.message
    assert not re.search(r"[a-z]+_type|[a-z]+_parsing|expected|could not|found ", error.value.message)


@pytest.mark.parametrize("encoding", ["cp932", "utf-16"])
def test_a_file_in_another_encoding_is_told_with_its_line(with_template: Writer, encoding: str) -> None:
    sources = with_template("fields: {}\nblocks: [title]\n")
    assert sources.override is not None
    file = sources.override / "form99" / "template.yaml"
    file.write_bytes(file.read_text(encoding="utf-8").replace("試し", "様式").encode(encoding))
    with pytest.raises(KnownError, match=r"form99/template\.yaml [12]行目: UTF-8で保存されていません"):
        sources.template("form99")


def test_a_mark_of_the_encoding_in_front_does_no_harm(with_template: Writer) -> None:
    sources = with_template("fields: {}\nblocks: [title]\n")
    assert sources.override is not None
    file = sources.override / "form99" / "template.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert sources.template("form99").title == "試しの様式"


def folder_instead(path: Path) -> None:
    path.mkdir(parents=True)


def dead_link(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.symlink_to(path.parent / "nowhere.yaml")


@pytest.mark.parametrize("make", [folder_instead, dead_link])
def test_the_shipped_template_never_stands_in_for_one_that_cannot_be_read(
    sources: PaperSources, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "form04" / "template.yaml")
    with pytest.raises(KnownError, match=r"form04/template\.yaml: ファイルとして読めません"):
        load_template(sources.templates, "form04", None, tmp_path)
    assert any("form04/template.yaml" in line for line in template_problems(sources.templates, tmp_path))


def test_a_slip_in_the_name_of_an_own_template_is_told(sources: PaperSources, tmp_path: Path) -> None:
    for name in ("form04/template.yaml.txt", "form4/template.yaml", "template.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("form: form04\n", encoding="utf-8")
    told = "\n".join(template_problems(sources.templates, tmp_path))
    assert "form04: template.yaml がないため使われません（template.yaml.txt）" in told
    assert "form4: この名前の様式はありません" in told
    assert "template.yaml: 使われません" in told


def test_a_word_that_no_font_can_draw_is_told_with_its_line(with_template: Writer, book: FontBook) -> None:
    sources = with_template("fields: {}\nblocks: [{title: 題\U0001f600}]\n")
    told = template_problems(sources.templates, sources.override, book)
    assert "form99/template.yaml 5行目: 書体にない字「\U0001f600」U+1F600 があります" in told


def test_a_font_that_is_not_there_is_named(sources: PaperSources, tmp_path: Path) -> None:
    shared = (sources.templates / "shared.yaml").read_text(encoding="utf-8").replace("BIZUDMincho-Regular", "Nothing")
    (tmp_path / "shared.yaml").write_text(shared, encoding="utf-8")
    with pytest.raises(KnownError, match=r"shared\.yaml fonts: 書体のファイル Nothing\.ttf がありません"):
        make_paper(PaperSources(sources.templates, sources.fonts, tmp_path), "form04", {})
