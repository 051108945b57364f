"""What 支援計画 says."""

from __future__ import annotations

from saroma_desk.domain.calendar import format_short
from saroma_desk.domain.case import Evaluation
from saroma_desk.domain.plan import Plan
from saroma_desk.ui.messages import Message, Question
from saroma_desk.ui.terms import term

PAGE_PLAN = "計画(&P)"
PAGE_NOTES = "経過記録(&R)"
PAGE_VISITS = "専門的相談支援(&S)"
PAGE_END = "評価・終結(&Z)"
NEW_PLAN = "新しい計画(&N)"
DECIDE = "決裁(&K)"
REVISE = "見直し(&V)"
EMPTY = "支援の記録はまだありません。\n「世帯」の画面で受理すると、ここに現れます。"
NO_PLAN = "支援計画はまだありません"
NO_PLAN_HELP = "「新しい計画」を押すと、調査の結果から案を作ります（F2）。"
VERSION = "版"
STATE_NONE, STATE_DRAFT, STATE_DECIDED = "なし", "案", "決裁済"
BASICS = "計画"
FAMILY = "家族の思いと課題"
GOALS = "支援の目標"
CONTENTS = "支援の内容と体制"
AGREEMENT = "家族への説明と同意"
ADD_GOAL = "目標を追加"
INDICATOR_HELP = "調書の記号（例 B5 C3）"
DECIDE_NOTE = "決裁すると、この版は書き直せません。後の変更は「見直し」で新しい版にします。"
REVISE_NOTE = "決裁した計画を写して次の版を作ります。前の版はそのまま残ります。"
REVISE_ACCEPT = "見直しを始める"
ADD_NOTE = "記録を追加(&A)"
CORRECT = "訂正(&C)"
CORRECT_NOTE = "前の記録は取消線で残り、新しい記録に置き換わります。"
CORRECT_TITLE = "経過記録の訂正"
NO_NOTES = "経過記録はまだありません"
AUTOMATIC = "自動"
CORRECTED = "訂正前"
CORRECTION = "訂正"
WHEN = "年月日・時刻"
WHO = "対応者／相手"
WHOLE_NOTE = "記録の全文"
ADD_VISIT = "訪問を追加(&A)"
EDIT = "編集(&D)"
REMOVE = "削除(&X)"
NO_VISITS = "専門的相談支援の訪問はまだありません"
EVALUATE = "評価を記録(&A)"
NO_EVALUATIONS = "評価はまだありません"
REACHED = "目標の達成"
CLOSE = "終結を決定(&L)"
CLOSE_ACCEPT = "終結を決定"
CLOSE_NOTE = "評価・協議・終結後の支援体制を確かめます。まだのものがあるときは理由を記録します。"
REOPEN = "再開(&O)"
NOT_CLOSED = "終結していません"
GOAL_RESULT = "達成の度合い"
GOAL_NOTE = "目標についての所見"
NO_NEXT = "（次の対応なし）"


def version(plan: Plan) -> str:
    """A version as the list of versions shows it."""
    word = f"第{plan.revision}回見直し" if plan.revision else "初回"
    if plan.decided_on is None:
        return f"{word}　{STATE_DRAFT}"
    return f"{word}　{format_short(plan.decided_on)} 決裁"


def goal_head(number: int) -> str:
    """Heading of a goal in the evaluation."""
    return f"{term('goal')} {number}"


def unknown_indicators(codes: str) -> str:
    """Codes that the rule set does not have."""
    return f"「{codes}」は指標の記号にありません。"


def reached(evaluation: Evaluation) -> str:
    """How many goals were reached, in words."""
    words = [term(f"goal_result.{r.result}") for r in evaluation.goal_results if r.result]
    return "　".join(f"{word} {words.count(word)}" for word in dict.fromkeys(words))


def remove_visit() -> Question:
    """Before a visit is removed."""
    return Question(
        message=Message(
            code="remove_visit",
            happened="選んだ訪問の記録を削除します。",
            todo="誤って入力した記録だけを削除してください。",
        ),
        answers=(("remove", term("action.delete")), ("back", term("action.back"))),
    )
