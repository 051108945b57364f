"""What 世帯 says."""

from __future__ import annotations

from collections.abc import Sequence

from saroma_desk.services.households import Duplicate, HouseholdRow
from saroma_desk.ui.messages import Message, Question
from saroma_desk.ui.terms import term

ALL_STATES = "すべての状態"
STATE_FILTER = "状態で絞り込む"
NO_HOUSEHOLDS = "世帯はまだありません。\nF2 で新しい世帯を受理します。"
NONE_IN_STATE = "この状態の世帯はありません。"
CHOOSE = "左の一覧から世帯を選んでください（F2 で新しい世帯を受理）"
NEW = "新しい世帯(&N)"
EDIT_HOUSEHOLD = "世帯を編集(&E)"
CHANGES = "家族の変化(&F)"
CHANGE_LABELS = {
    "birth": "出生(&1)…",
    "multiples": "多胎とわかった(&2)…",
    "move": "町内での転居(&3)…",
    "move_out": "町外への転出(&4)…",
    "come": "世帯員が増えた（婚姻・同居など）(&5)…",
    "leave": "世帯員が離れた（離婚・別居・死亡など）(&6)…",
    "class": "課税・保護の区分が変わった(&7)…",
}
MULTIPLES_TITLE = "多胎の記録"
MULTIPLES_NOTE = "派遣回数の限度が変わります。承認した回数は、変更を承認するまでそのままです。"
MULTIPLES_CHILDREN = "多胎の子"
MULTIPLES_HELP = "一度に生まれた子をすべて選びます。多胎でなかったときは、選択を外します。"
NO_MULTIPLES = "妊娠中の人も、2人以上の対象児童もいません。先に世帯員を追加してください。"
LEAVING_TITLE = "世帯員の離脱"
LEAVING = "離れる人"
LEAVING_NOTE = "先の日付も入力できます。戻ったときは、その人の編集で「世帯を離れた日」を空にします。"
MOVE_OUT_TITLE = "町外への転出"
MOVE_OUT_ACCEPT = "転出を記録"
MOVE_OUT_NOTE = (
    "世帯の全員が、この日から町外の人になります。取りやめたときは、世帯員の編集で「世帯を離れた日」を空にします。"
)
MOVED_OUT_ON = "転出の日"
DESTINATION = "転出先"
DESTINATION_HELP = "「居所・里帰り先」に記録します。"
NOBODY_STAYS = "この世帯には、いま町内にいる人がいません。"
ADD_MEMBER = "世帯員を追加(&A)"
EDIT = "編集(&D)"
LEAVE = "転出・離脱(&L)"
BIRTH = "出生を記録(&B)"
SET_STATUS = "法上の区分を記録(&K)"
SET_CLASS = "利用世帯の区分を決める(&C)"
ADD_AGENCY = "機関を追加(&A)"
REMOVE = "削除(&X)"
REOPEN = "再開(&R)"
OPEN_OTHER = "別の事業でも受理(&R)"
OPEN = "開く"
PAGE_PEOPLE = "世帯員(&M)"
PAGE_CLASSES = "区分(&G)"
PAGE_EPISODES = "受理・関与機関(&I)"
PAGE_HISTORY = "これまで(&H)"
PEOPLE_COUNTER = "人"
NOBODY = "世帯員はまだありません"
NO_STATUS = "法上の区分はまだ記録されていません"
NO_CLASS = "利用世帯の区分はまだ決まっていません"
NO_AGENCY = "関与機関はまだありません"
NO_HISTORY = "記録はまだありません"
LEFT_ON = "離脱"
LEFT_HELP = "戻った人は空にします。"
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


def programmes(row: HouseholdRow) -> str:
    """The programme of a household in the list, or how many support it."""
    return f"{len(row.cases)}つの事業" if row.programme and len(row.cases) > 1 else row.programme


def family_facts(names: Sequence[str]) -> str:
    """Several words in one line."""
    return "、".join(name for name in names if name)
