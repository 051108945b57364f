"""What the box that asks for reasons says."""

from __future__ import annotations

TITLE = "理由の記録"
INTRO = (
    "次の決まりを守らない内容です。やむをえない場合は、理由と認めた人を記録すると続けられます。"
    "記録は支援計画・経過記録（様式10号）と年度の台帳に残ります。"
)
GO_ON = "記録して続ける"
FIGURES = "内容"
REMEDY = "守るには"
SAME = "上と同じ理由・決定とする"
OUT_OF_ORDER = "手続の順序"


def head(number: int, count: int, article: str) -> str:
    """Title of the n-th rule that is not kept."""
    return f"{number} / {count}　{article}" if count > 1 else article
