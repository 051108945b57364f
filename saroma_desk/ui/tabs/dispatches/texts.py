"""What ヘルパー派遣 says."""

from __future__ import annotations

from datetime import date, time

from saroma_desk.domain.calendar import YearMonth, format_era, format_short, weekday_ja
from saroma_desk.domain.dispatch import Terms, Visit
from saroma_desk.domain.exceptions import LimitException
from saroma_desk.domain.limits import Remaining, VisitCount
from saroma_desk.domain.snapshot import CaseSnapshot
from saroma_desk.ui import messages
from saroma_desk.ui.terms import term

NOTHING = "申請はまだありません。\n世帯を選び（F3）、F2 を押すと利用申請（様式1号）を受け付けられます。"
NO_HOUSEHOLD = "先に世帯を選んでください（F3 で検索）。選んだ世帯の利用申請を受け付けます。"
RECEIPT_HELP = "空のままにすると、年度の次の番号が付きます。"
DECLARED_HELP = "申請書の申告です。町の認定は「世帯」の区分に記録します。"
REASON_HELP = "却下通知書（様式4号）に記載されます。具体的に書いてください。"
CANCEL_REASON_HELP = "取消通知書（様式6号）に記載されます。"
SHARE_HELP = "派遣依頼書（様式2号）で団体に渡る内容はこれだけです。調書の内容は渡りません。"
DIFFERENCE_HELP = "申請より少ない内容を承認するときに必要です。承認通知書（様式3号）に記載されます。"
PROTECTED_HELP = (
    "住所の保護のある世帯です。団体へ伝えてよいことを確かめた人を記録するまで、派遣依頼書（様式2号）は作れません。"
)
LAST_STOPPED_HELP = "この日までの予定は「町の中止」になります。次の日から派遣を再開します。"
OPEN_END_HELP = "終わりが決まっていないときは空のままにします。"
FROM_HELP = "この日からの予定は「利用者中止」になります。"
PERIOD_STAYS = "中止しても、承認した派遣期間は延びません。延ばすときは、変更の承認をしてください。"
WITHDRAWAL_NOTE = "届出を受け付けると、利用取消通知書（様式6号）を出す必要があります。"
CHANGE_NOTE = "変更すると、承認通知書（様式3号）と派遣依頼書（様式2号）をもう一度出します。"
MOVED = "町外へ転出するため"
AGREE_HELP = "支援計画の内容のとおりに行われたか。"

PAGES = ("申請(&1)", "決定・変更(&2)", "訪問予定(&3)", "活動実績(&4)")
ACT_LABELS = {
    "approve": "承認(&A)…",
    "reject": "却下(&R)…",
    "change": "変更(&H)…",
    "suspend": "中止(&S)…",
    "resume": "再開(&U)…",
    "withdraw": "辞退(&W)…",
    "cancel": "取消(&K)…",
}
TITLES = {
    "approve": "派遣の承認",
    "reject": "利用の却下",
    "change": "変更承認",
    "suspend": "派遣の中止",
    "resume": "派遣の再開",
    "withdraw": "利用の辞退",
    "cancel": "利用の取消",
    "check": "活動実績報告の照合",
    "series": "予定の案",
    "withdraw_reason": "理由の記録の取下げ",
}
ACCEPT = {
    "approve": "承認する",
    "reject": "却下する",
    "change": "変更を承認する",
    "suspend": "中止する",
    "resume": "再開する",
    "withdraw": "届出を受け付ける",
    "cancel": "取り消す",
    "check": "照合を記録する",
    "series": "予定に入れる",
    "withdraw_reason": "取り下げる",
}
ASKED, APPROVED, BEFORE, AFTER = "申請", "承認", "変更前", "変更後"
DIFFERENT = "≠"
LIMITS = "決まりとの照合"
KEPT, BROKEN, LOOK, EXCUSED = "適合", "超過", "確認", "理由あり"
BROKEN_COUNT = "守られていない決まりがあります。承認するときに理由の記録を求めます。"
ALL_KEPT = "すべての決まりを守っています。"
NO_PROVIDER = "派遣団体を選ぶと、契約の期間と照らし合わせます。"
NOT_TYPED = "内容を入力すると、決まりとの照合が出ます。"
NOT_APPROVED = "承認すると、訪問の予定と活動実績を扱えます。"
WITHDRAW_REASON = "理由を取り下げる(&T)…"
WITHDRAW_REASON_NOTE = (
    "誤って記録した理由を取り下げます。記録は消えず、取消線を引いて残ります。"
    "この理由で認めた超過は、理由のない状態に戻ります。"
)
PROCEDURE, OF_VISIT = "手続", "の訪問"
MOST_LETTERS = 26
WITHDRAWAL_REASON = "取り下げる理由"
WITHDRAWN_REASON = "取下げ"
NO_STOPS = "中止・辞退・取消の記録はありません。"
STATES = {"undecided": "可否待ち", "rejected": "却下"}
TONES = {
    "undecided": "warn",
    "rejected": "muted",
    "approved": "active",
    "running": "good",
    "suspended": "alarm",
    "withdrawn": "alarm",
    "cancelled": "muted",
    "expired": "muted",
}
AGREE, REFUSE = "同意する", "同意しない"
WISHED, NOT_WISHED = "希望する", "希望しない"
DONE_LATER, NOT_NEEDED = "済", "不要"
MATCHES, DIFFERS = "一致する", "一致しない"
ORAL_SECTION = "口頭の届出の記録（様式5号 下欄）"
HEARING_SECTION = "弁明の機会（不利益な処分のとき）"
WINDOW = "時間帯"


def state_word(state: str) -> str:
    """The word of a row's state; that of a new application for none."""
    if not state:
        return term("action.new")
    return STATES[state] if state in STATES else term(f"dispatch_state.{state}")


def short(day: date | None) -> str:
    """R8.6.15, or nothing."""
    return format_short(day) if day else ""


def span(first: date | None, last: date | None) -> str:
    """From day to day in short form; empty when neither is known."""
    return f"{short(first)}～{short(last)}" if first or last else ""


def reason_words(reason: LimitException, visit: Visit | None) -> str:
    """A recorded reason in a list: whose it is and the rule, as far as a line has room."""
    what = term("approval") if reason.subject_key.startswith("application:") else PROCEDURE
    subject = f"{short(visit.visit_on)}{OF_VISIT}" if visit else what
    rule = (reason.figures or reason.rule).partition("：")[0]
    return f"{subject}　{rule}" if len(rule) <= MOST_LETTERS else f"{subject}　{rule[: MOST_LETTERS - 1]}…"


def withdrawn(on: date, by: str, reason: str) -> str:
    """When, by whom and why a reason was withdrawn."""
    return f"{short(on)} {reason}（{by}）"


def era(day: date | None) -> str:
    """Long form with weekday, or nothing."""
    return f"{format_era(day)}({weekday_ja(day)})" if day else ""


def clock(moment: time | None) -> str:
    """9:00, or nothing."""
    return f"{moment.hour}:{moment.minute:02}" if moment is not None else ""


def hours(first: time | None, last: time | None) -> str:
    """9:00～12:00; empty when neither is known."""
    return f"{clock(first)}～{clock(last)}" if first or last else ""


def unit(number: int | None, word: str) -> str:
    """15回, or nothing."""
    return "" if number is None else f"{number}{word}"


def count_words(count: VisitCount) -> str:
    """承認15・実施3・予定2・残10, as a row's tip."""
    pairs = (
        ("approved_count", count.approved),
        ("done_count", count.done),
        ("planned_count", count.planned),
        ("remaining_count", count.left),
    )
    return "・".join(f"{term(word)}{number}" for word, number in pairs if number is not None)


def weekdays(days: tuple[int, ...]) -> str:
    """月・木."""
    return "・".join(messages.WEEKDAYS[d] for d in days)


def day_words(day: date) -> str:
    """6/15(月)."""
    return f"{day.month}/{day.day}({weekday_ja(day)})"


def month_words(month: date) -> str:
    """令和8年6月分."""
    return YearMonth.of(month).format(suffix="分")


def terms_rows(terms: Terms | None, snapshot: CaseSnapshot) -> tuple[tuple[str, str], ...]:
    """What of terms is compared, in words: pairs of label and value."""
    held = terms or Terms()
    kinds = {k.code: f"{k.mark}{k.short}" for k in snapshot.programme.help_kinds}
    return (
        (term("period"), span(held.first_day, held.last_day)),
        (term("visits"), unit(held.visits, "回")),
        (term("per_week"), unit(held.per_week, "回")),
        (term("weekdays"), weekdays(held.weekdays)),
        (WINDOW, hours(held.start, held.end)),
        (term("minutes_each"), unit(held.minutes, "分")),
        (term("help_kind"), " ".join(kinds.get(code, code) for code in held.help_kinds)),
        (term("help_detail"), held.help_detail),
    )


def revision(number: int) -> str:
    """Head of the column of the n-th change."""
    return f"変更{number}" if number else APPROVED


def paper(form: str, title: str, name: str) -> str:
    """A paper in the menu: its number and title without the programme's name."""
    return f"{term('form')}{int(form.removeprefix('form'))}号　{title.removeprefix(name)}"


def paper_of_month(label: str, month: date) -> str:
    """A monthly paper in the menu."""
    return f"{label}（{month_words(month)}）"


def chip(visit: Visit, word: str) -> str:
    """A visit on its day."""
    return f"{clock(visit.actual_start or visit.planned_start)}{word}"


def broken_chip(visit: Visit) -> str:
    """A visit that breaks a limit for which no reason is on record."""
    return f"{messages.MARK}{clock(visit.actual_start or visit.planned_start)}"


def contract_words(span_words: str) -> str:
    """A contract that covers the period."""
    return f"請負契約 {span_words}" if span_words else "請負契約なし"


SERIES = "予定の案(&P)…"
SERIES_NOTE = "承認の内容に沿った案です。祝日と、すでに予定のある日を除いています。入れない日は印を外してください。"
NO_SERIES = "案を作れません。承認の曜日・時間帯・1回の時間を確かめるか、日を選んで1件ずつ入れてください。"
PUT = "入れる"
MOVE = "変える"
REMOVE = "消す(&D)"
CALENDAR_HINT = "矢印で日を選び、Enter で入力、F12 で予定に入れます。Delete で予定を消します。"
NEW_VISIT = "新しい予定"
NEXT_VISIT = "この日の次(&B)"
RECORDED = "結果を記録した訪問です。「活動実績」で訂正できます。"
OUTSIDE = "承認の期間の日を選ぶと、ここで予定を入れられます。"
CALENDAR = "訪問の予定表"
TIMES = "回"
WEEK_LEFT, MONTH_LEFT, DAY_LEFT, DAYS_LEFT = "この週あと", "この月あと", "この日あと", "この日から承認の末日まで"


def rest_words(left: Remaining) -> str:
    """What else is left on the day looked at."""
    days = None if left.days is None else max(left.days, 0)
    parts = (
        (DAYS_LEFT, days, "日"),
        (WEEK_LEFT, left.week_visits, "回"),
        (MONTH_LEFT, left.month_visits, "回"),
        (DAY_LEFT, left.day_minutes, "分"),
        (MONTH_LEFT, left.month_minutes, "分"),
    )
    return "　".join(f"{words}{number}{unit}" for words, number, unit in parts if number is not None)


def with_save_key(label: str) -> str:
    """A button's word with the key that presses it."""
    return f"{label}  F12"


def of_several(word: str, number: int, count: int) -> str:
    """Which of the visits of a day is shown."""
    return f"{word}（{number} / {count}）" if count > 1 else word


NO_ROWS = "この月の予定はありません。\n団体が予定のない訪問を報告したときは「行を加える」で入力します。"
PREVIOUS_MONTH, NEXT_MONTH = "◀(&,)", "▶(&.)"
PREVIOUS_NAME, NEXT_NAME = "前の月", "次の月"
ROW_HINT = "Enter で予定どおり実施と確かめて次の行へ。違うところは右の欄で直します（Tab）。"
ADD_ROW = "行を加える(&N)"
UNDO = "記録を取り消す(&Z)"
CHECK = "照合を記録(&C)…"
RECEIVE = "受け付ける"
SAVE_AGAIN = "保存する"
CHANGED_ROW = "●"
GOES_ON = (
    "前回の続き（●の行）を表示しています。保存すると記録になります。やめるときは「記録を取り消す」を押してください。"
)
REPORT_STATES = {"none": "未着", "received": "受付", "checked": "照合済", "doubts": "疑義あり"}
NO_VISIT = "行を選ぶと、ここで結果を直せます。"
NOT_YET = "－"
CANNOT_UNDO = "結果を記録した行を選んでください。"


def counts(carried: int, here: int, approved: int | None, left: int | None) -> str:
    """Running numbers of the sheet; what is planned in later months does not count here."""
    words = f"前月まで累計 {carried}回　この月 {here}回"
    return words if approved is None or left is None else f"{words}　承認 {approved}回　この月までの残 {left}回"


COLLECTED, NOT_COLLECTED = "受領", "未受領"
STOPS = "中止・辞退・取消"
PAPERS = "様式(&F)"
