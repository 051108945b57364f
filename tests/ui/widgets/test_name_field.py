from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.ui.fields import FieldEnv, FieldSpec, Kind
from saroma_desk.ui.widgets.name_field import NameField
from tests.ui.kana import commit, convert, preedit

SPEC = FieldSpec(name="name", kana_field="kana", kind=Kind.NAME, label="氏名")


@pytest.fixture
def field(app: object, qtbot: QtBot, fixed_clock: FixedClock) -> NameField:
    widget = NameField(SPEC, FieldEnv(today=fixed_clock.today))
    qtbot.addWidget(widget)
    widget.show()
    return widget


def read(field: NameField) -> tuple[str, str]:
    values = field.read()
    return values["name"], values["kana"]


def test_furigana_follow_the_typed_kana(field: NameField) -> None:
    convert(field.box, "さとう", "佐藤")
    commit(field.box, "　")
    convert(field.box, "はなこ", "花子")
    assert read(field) == ("佐藤　花子", "さとう　はなこ")


def test_katakana_become_hiragana(field: NameField) -> None:
    convert(field.box, "ゆり", "ユリ")
    assert read(field) == ("ユリ", "ゆり")


def test_half_typed_letters_do_not_disturb_the_reading(field: NameField) -> None:
    for step in ("ｓ", "さ", "さｔ", "さと", "さとｕ", "さとう"):
        preedit(field.box, step)
    commit(field.box, "佐藤")
    assert read(field)[1] == "さとう"


def test_a_corrected_reading_is_left_alone(field: NameField, qtbot: QtBot) -> None:
    convert(field.box, "すずき", "鈴木")
    assert field.kana is not None
    qtbot.keyClick(field.kana, Qt.Key.Key_Backspace)
    convert(field.box, "いち", "一")
    assert read(field) == ("鈴木一", "すず")


def test_a_stored_reading_is_left_alone(field: NameField) -> None:
    field.load({"name": "佐藤", "kana": "さとお"}.get)
    convert(field.box, "はな", "花")
    assert read(field)[1] == "さとお"


@pytest.mark.parametrize("name", ["𠮷田", "髙﨑", "葛\U000e0100城", "神", "渡邉󠄀"])
def test_names_stay_exactly_as_typed(field: NameField, name: str) -> None:
    commit(field.box, name)
    assert read(field)[0] == name


def test_enter_belongs_to_the_open_conversion(field: NameField, qtbot: QtBot) -> None:
    field.box.setFocus()
    preedit(field.box, "さとう")
    qtbot.keyClick(field.box, Qt.Key.Key_Return)
    assert field.box.hasFocus()
    commit(field.box, "佐藤")
    qtbot.keyClick(field.box, Qt.Key.Key_Return)
    assert field.kana is not None
    assert field.kana.hasFocus()
