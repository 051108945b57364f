"""What スクリーニング says."""

from __future__ import annotations

from saroma_desk.domain.calendar import format_short
from saroma_desk.domain.screening import Answer, AnswerState, Judgement, Screening, Severity
from saroma_desk.ui.messages import with_note
from saroma_desk.ui.terms import term

PAGE_INDICATORS = "指標(&I)"
PAGE_SURVEY = "調査の概要(&G)"
PAGE_FINDINGS = "所見・判断(&S)"
NEW = "新しい調査(&N)"
JUDGE = "判断する(&J)"
JUDGE_TITLE = "支援の必要性の判断"
JUDGE_ACCEPT = "判断を記録"
JUDGE_NOTE = "判断は保健師が行います。記録すると、この調書は書き直せません（後の所見は新しい調査に記録します）。"
LEGEND = "1 該当（ある）　2 不明　3 なし（ない）　0 未確認　　程度 4 軽 5 中 6 重　　Enter 状況・根拠へ"
NOT_PREGNANT = "妊婦がいる世帯だけに記入します"
NOW = "今回"
BEFORE = "前回"
SOURCE = "誰から"
OBSERVED_ON = "いつ"
NO_BEFORE = "前回の調査はありません"
EMPTY = "調査はまだありません。\n世帯を選んで F2 を押すと調査を始めます。"
WAITING = "未調査"
NOT_STARTED = "この世帯の調査はまだ始まっていません"
YES, NO = "はい（直ちに連絡が必要）", "いいえ"
MEETING_YES, MEETING_NO = "要", "否"
URGENT = "直ちに児童相談所等への連絡が必要か"
CONTACT_TO = "連絡先"
CONTACT_DAY = "連絡した日"
CONTACT_TIME = "連絡した時刻"
MEETING_ON = "会議の開催日"
REJECTION_DRAFT = "却下の場合の理由案"
EPDS = "測定値（EPDS）"
EPDS_HELP = "本人が記入した質問票の点数です。診断ではありません。"
FINDINGS = "総合所見"
URGENCY = "緊急度・会議"
PROPOSAL = "支援の案"
BASICS = "調査"
NEWBORN = "乳児家庭全戸訪問事業実施報告"
UNKNOWN_MARK = "？"


def judged_words(survey: Screening) -> str:
    """Who judged what, and when."""
    day = format_short(survey.judged_on) if survey.judged_on else ""
    return f"{day}　{survey.judged_by}　{survey.judgement_reason}".strip()


def survey_title(number: int) -> str:
    """Which survey is shown."""
    return f"第{number}回の調査"


def judgement_word(judgement: Judgement) -> str:
    """The judgement as lists show it."""
    return term(f"judgement.{judgement or 'open'}")


def need_word(judgement: Judgement) -> str:
    """The judgement with what was judged."""
    if judgement is Judgement.OPEN:
        return term("judgement.open")
    return f"{term('judgement')}　{judgement_word(judgement)}"


def state_word(state: AnswerState, *, positive: bool) -> str:
    """An answer as a word; positive indicators are read ある／ない."""
    if positive and state in (AnswerState.PRESENT, AnswerState.ABSENT):
        return term(f"answer.{state}_positive")
    return term(f"answer.{state}")


def severity_word(severity: Severity) -> str:
    """The degree, or nothing."""
    return term(f"severity.{severity}") if severity else ""


def answer_words(answer: Answer | None, *, positive: bool) -> str:
    """A whole answer in one line: state, degree, evidence."""
    if answer is None:
        return ""
    state = state_word(answer.state, positive=positive)
    degree = severity_word(answer.severity)
    return f"{with_note(state, degree) if degree else state}　{answer.evidence}".strip()


def date_unreadable(code: str) -> str:
    """A day of observation cannot be read."""
    return f"{code} の「{OBSERVED_ON}」の日付を確かめてください。"


def progress(asked: int, unknown: int, total: int) -> str:
    """How far the survey is; a count of what was asked, never a score."""
    return f"確認 {asked} / {total}　不明 {unknown}"
