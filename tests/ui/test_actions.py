from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from saroma_desk.ui.actions import ACTIONS, TAB_KEYS, action


def test_no_key_stands_twice() -> None:
    keys = Counter([QKeySequence(k).toString() for a in ACTIONS for k in a.keys] + list(TAB_KEYS))
    assert [key for key, count in keys.items() if count > 1] == []


def test_kana_conversion_keys_stay_free() -> None:
    assert not {"F6", "F7", "F8", "F9", "F10"} & {key for a in ACTIONS for key in a.keys}


def test_every_action_has_words_from_the_glossary() -> None:
    assert all(a.label and a.help for a in ACTIONS)


def test_an_action_is_found_by_its_id() -> None:
    assert action("save").keys == ("F12", "Ctrl+S")
