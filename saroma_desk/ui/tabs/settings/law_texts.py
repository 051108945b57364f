"""Words and sentences of the page 要領の改正."""

from __future__ import annotations

from datetime import date
from typing import Final

from saroma_desk.domain.calendar import format_era
from saroma_desk.domain.eras import format_short
from saroma_desk.domain.rulediff import NOTHING
from saroma_desk.services.lawchange import DryRun, Touched
from saroma_desk.ui.messages import Message, Question
from saroma_desk.ui.tabs.settings import texts
from saroma_desk.ui.terms import term

LAW = "要領の改正"
NOTE = (
    "要領や要綱が改正されたら、今の決まりを写して下書きを作り、変わる値を直して、施行する日を決めます。"
    "施行するまで何も変わりません。施行の日より前に申請された支援は、従前の決まりのまま続きます。"
)
RULE_SETS = "事業の決まりと下書き"
VALUES = "決まりの値"
NAME = "事業"
SINCE = "施行の日"
EPISODES = "支援の数"
SHIPPED, OWN, DRAFT, DAMAGED = "標準", "改正", "下書き", "読めません"
BEGIN = "改正の下書きを作る(&N)"
DRY_RUN = "この改正で変わる世帯(&H)"
ENACT = "施行する(&K)"
DISCARD = "下書きを破棄(&D)"
EDIT = "値を直す(&E)"
SOURCE = "もとにする決まり"
VALID_FROM = "施行の日"
OTHER = "別の事業として並べて使う"
OTHER_HELP = "今の事業の改正ではなく、独自の限度や様式名を持つ別の事業を始めるときに選びます。"
BEGIN_ACCEPT = "下書きを作る"
ITEM, ARTICLE, BEFORE, AFTER = "項目", "条項", "改正前", "改正後"
CHANGED = "変更"
CHANGED_ONLY = "変えた値だけ"
ALL_SECTIONS = "すべての値"
SECTIONS_NAME = "値の区分"
FILTER = "項目・条項で絞り込む"
NO_VALUES = "当てはまる値はありません。"
NO_CHANGES = "まだ何も変えていません。"
NONE = NOTHING
YES, NO = "はい", "いいえ"
TIME_FEE = "算定した時間分"
LINES_HELP = "1行に1つずつ入力します。"
RATE_HELP = "「2/10」のような分数か、0 で入力します（0から1まで）。"
ORDER_NUMBER, ORDER_DATE = "番号", "日付"
ADD_ORDER = "訓令を加える"
CHANGES = "改正の内容"
HOUSEHOLDS = "改正が関わる世帯"
NO_HOUSEHOLDS = "続いている支援はありません。"
RULE = "従う決まり"
NEW_RULE, OLD_RULE = "改正後", "従前の例"
FINDINGS = "新しい限度を超えること"
EPISODE = "回"
COPY = "起案用に写す(&C)"
COPIED = "改正の内容と世帯を写しました。起案の文書に貼り付けられます。"
CHOSEN_BILLING: Final = {
    "step_rounding": ("ceil", "floor", "nearest15"),
    "basis": ("actual", "planned", "lesser"),
    "copay_round_at": ("unit", "visit", "month"),
    "copay_rounding": ("floor1", "floor10", "ceil1", "half_up1"),
}
FEES: Final = {**texts.FEE_WORDS, "time": TIME_FEE}


def since(day: date | None) -> str:
    """First day of a rule set."""
    return format_short(day) if day else ""


def rule_set(name: str, day: date) -> str:
    """A rule set in a list of choices."""
    return f"{name}（{format_era(day)}施行）"


def value_note(label: str, article: str, before: str, now: str) -> str:
    """Over the field of one value."""
    head = f"{label}（{article}）" if article else label
    return f"{head}\n{BEFORE}：{before}" + (f"\n今の下書き：{now}" if now != before else "")


def values_head(name: str, changed: int, *, draft: bool) -> str:
    """Over the values."""
    if not draft:
        return f"{name}の値。直すときは、改正の下書きを作ります。"
    return f"{name}の下書き　{CHANGED}{changed}件"


def changed(label: str, before: str, after: str) -> str:
    """A value was changed in the copy."""
    return f"下書きを直しました。{label}：{before} → {after}"


def enacted(day: date) -> str:
    """An amendment took force."""
    return f"{format_era(day)}施行の決まりを登録しました。"


def consequences(run: DryRun) -> str:
    """What an amendment means, in one line."""
    broken = sum(bool(t.findings) for t in run.moving)
    told = (
        f"{format_era(run.valid_from)}施行　{CHANGED}{len(run.changes)}件　"
        f"改正による世帯{len(run.moving)}件　従前の例による世帯{len(run.keeping)}件"
    )
    return f"{told}　新しい限度を超える世帯{broken}件" if broken else told


def findings(row: Touched) -> str:
    """Limits that would be broken, in one line."""
    return "　".join(row.findings)


def enact(run: DryRun) -> Question:
    """Before an amendment takes force."""
    return Question(
        message=Message(
            code="enact_rule_set",
            happened=f"この改正を施行します。\n{consequences(run)}",
            kept="施行の日より前に申請された支援は、従前の決まりのまま続きます。",
            todo="施行した決まりは取り消せません。内容を起案の文書と照らしてください。",
        ),
        answers=(("enact", ENACT.partition("(")[0]), ("back", term("action.back"))),
    )


def discard() -> Question:
    """Before a copy is thrown away."""
    return Question(
        message=Message(
            code="discard_rule_set",
            happened="改正の下書きを破棄します。直した値は戻りません。",
            kept="今の決まりと、支援の記録は変わりません。",
        ),
        answers=(("discard", "破棄する"), ("back", term("action.back"))),
    )
