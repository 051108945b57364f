"""Japanese for the texts of Qt that its own translation lacks, so that no label is left in English."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

TEXTS = {
    "&Look in:": "場所(&L):",
    "Look in:": "場所:",
    "Files of &type:": "種類(&T):",
    "Files of type:": "種類:",
    "Double Sided Printing": "両面印刷",
    "Off": "なし",
    "Long side binding": "長辺とじ",
    "Short side binding": "短辺とじ",
    "Pages": "頁の指定",
    "Pages:": "頁:",
    "Page &Set:": "頁の組(&S):",
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. "
    "E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": "頁をコンマで、範囲をハイフンで区切って指定します。例：3,5-7,9",
}


class OwnTexts(QTranslator):
    """Looks texts up in `TEXTS`; None lets Qt's own translation answer."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The Japanese text, or None."""
        return TEXTS.get(source)
