"""Where Japanese may stand: sentences in `messages`, the action table, Qt's own texts; all else is in the glossary."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import saroma_desk.ui
from saroma_desk.runtime import resources

JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
WORDS = {"messages.py", "qt_texts.py", "actions.py"}
KANA_TABLES = {"desk.py", "name_field.py", "line_fields.py"}  # letters to compare with, never shown
ROOT = Path(saroma_desk.ui.__file__).parent
MODULES = [p for p in (*ROOT.glob("*.py"), *ROOT.glob("widgets/*.py")) if p.name not in WORDS | KANA_TABLES]


def literals(tree: ast.AST) -> list[str]:
    """String constants that are no docstrings."""
    notes = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    notes |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_japanese_word_stands_among_the_code(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert [text for text in literals(tree) if JAPANESE.search(text)] == []


def test_every_character_of_the_window_is_in_its_own_font() -> None:
    letters = TTFont(resources.path_of("fonts/BIZUDGothic-Regular.ttf")).getBestCmap()
    sources = [p.read_text(encoding="utf-8") for p in ROOT.rglob("*.py")] + [resources.read_text("glossary/terms.csv")]
    literal_text = {char for text in sources for char in text if char.isprintable()}
    assert sorted(char for char in literal_text if ord(char) not in letters) == []
