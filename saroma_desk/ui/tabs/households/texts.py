"""What 世帯 says."""

from __future__ import annotations

from collections.abc import Sequence

from saroma_desk.services.households import Duplicate
from saroma_desk.ui.messages import Message, Question
from saroma_desk.ui.terms import term

ALL_STATES = "すべての状態"
STATE_FILTER = "状態で絞り込む"
NO_HOUSEHOLDS = "世帯はまだありません。\nF2 で新しい世帯を受理します。"
NONE_IN_STATE = "この状態の世帯はありません。"
CHOOSE = "左の一覧から世帯を選んでください（F2 で新しい世帯を受理）"
NEW = "新しい世帯(&N)"
EDIT_HOUSEHOLD = "世帯を編集(&E)"
ADD_MEMBER = "世帯員を追加(&A)"
EDIT = "編集(&D)"
LEAVE = "転出・離脱(&L)"
BIRTH = "出生を記録(&B)"
SET_STATUS = "法上の区分を記録(&K)"
SET_CLASS = "利用世帯の区分を決める(&C)"
ADD_AGENCY = "機関を追加(&A)"
REMOVE = "削除(&X)"
REOPEN = "再開(&R)"
OPEN = "開く"
PAGE_PEOPLE = "世帯員(&M)"
PAGE_CLASSES = "区分(&G)"
PAGE_EPISODES = "受理・関与機関(&I)"
PAGE_HISTORY = "これまで(&H)"
NOBODY = "世帯員はまだありません"
NO_STATUS = "法上の区分はまだ記録されていません"
NO_CLASS = "利用世帯の区分はまだ決まっていません"
NO_AGENCY = "関与機関はまだありません"
NO_HISTORY = "記録はまだありません"
LEFT_ON = "離脱"
MEMBER_LEAVES_NOTE = "世帯を離れた日を入力します。誤って登録した人を消すときは、日を空のままにします。"
STATUS_NOTE = "新しい区分が始まると、今の区分は前日で終わります。"
CLASS_NOTE = "訪問日の区分で負担金を計算します。前の月の計算は変わりません。"
BIRTH_NOTE = "子を世帯員に加え、妊娠の記録を終えます。特定妊婦の区分は出生日で終わります。"
BIRTH_ACCEPT = "出生を記録"
MEMBER_HELP = "旧姓・別名は1行に1つ。検索で見つかります。"
GROUP_HELP = "多胎の子には同じ文字を入れます（例 A）。"
INTAKE_TITLE = "新しい世帯の受理"
INTAKE_ACCEPT = "受理する  Ctrl+S"
MAYBE_SAME = "同じ世帯かもしれません"
SAME_HELP = "合う世帯があれば開いて確かめてください。新しい世帯としても受理できます。"
SAME_CHECK = "同じ世帯の確認"
NOTHING_SAME = "似た世帯は見つかっていません"
PRINT_PREVIEW = "様式での氏名"
PEOPLE = "世帯員"
ADD_PERSON = "世帯員を追加"
CHILDREN = "生まれた子"
ADD_CHILD = "子を追加"
MOTHER = "出産した人"
CHILD_STATUS = "子の法上の区分"
YES, NO = "あり", "なし"
WHEN = "年月日"
WHAT = "できごと"
EPISODE = "回"
EPISODES = "支援の記録"
WHO = "対象"


def same_reasons(found: Duplicate) -> str:
    """Why a household may be the same."""
    return "・".join(found.reasons)


def duplicates_head(count: int) -> str:
    """Over the list of households that may be the same."""
    return f"！{MAYBE_SAME}（{count}件）" if count else SAME_CHECK


def remove_agency() -> Question:
    """Before an agency is removed."""
    return Question(
        message=Message(
            code="remove_agency",
            happened="選んだ関与機関の記録を削除します。",
            todo="誤って入力した記録だけを削除してください。",
        ),
        answers=(("remove", term("action.delete")), ("back", term("action.back"))),
    )


def family_facts(names: Sequence[str]) -> str:
    """Several words in one line."""
    return "、".join(name for name in names if name)
