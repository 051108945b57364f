"""Every sentence that the toolkit itself says, as functions and words; tabs keep theirs in their own `messages` module.

A message says what happened, what was kept, and what to do. Nothing here is markup: show it as plain text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saroma_desk.ui.terms import term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from saroma_desk.domain.errors import KnownError

DISCARD = "破棄"
CLOSE = "閉じる"
NOTICE_HIDDEN = "お知らせがあります。窓口モードを終えると（F11）読めます。"
NO_NOTICES = "お知らせはまだありません。"
WHEN_SAID = "時刻"
KIND = "種類"
CONTENT = "内容"
CANCEL = "中止"
OK = "確認しました"
COPY_REPORT = "報告を写す"
MAKE_PAPER = "様式を作る"
SAVE_AS = "ファイルに保存"
SEARCH_HINT = "氏名・番号・住所・電話"
NO_HOUSEHOLD = "世帯は選ばれていません（F3 で検索）"
MARK = "！"
"""Before all that needs a look; the warning triangle is in no font that the desk brings along."""
PROTECTED = f"{MARK}住所取扱注意"
NO_STEP = "いま期限のある手続きはありません"
EMPTY_LIST = "記録はまだありません"
NOTHING_CHOSEN = "左の一覧から選んでください（F2 で新規）"
NOTHING_FOUND = "見つかりません。書き方をかえて試してください。"
REQUIRED = "必須"
UNSAVED = "● 未保存の入力があります"
ADD_ROW = "追加"
REMOVE_ROW = "除く"
PREVIOUS_PAGE = "前の頁"
NEXT_PAGE = "次の頁"
WHOLE_WIDTH = "幅に合わせる"
ACTUAL_SIZE = "実寸"
OPEN = "開く"
OPENING = "開いています"
STOPPING = "いまの処理を終えてから中止します"
TABS = "画面の切替"
NEXT_FIELD = "次の欄"
MENU = "メニュー"
NOT_CHOSEN = "（未選択）"
NO_BACKUP_STATE = "バックアップ まだありません"
NO_BACKUP_NEEDED = "バックアップの必要はまだありません"
HIDDEN = "＊＊＊"
PDF_FILTER = "PDF (*.pdf)"
LIMIT_OVER = "超過"
WEEKDAYS = ("月", "火", "水", "木", "金", "土", "日")
CHAR_OF_EXPLANATION_INPUT = "・"
NAME_PRINTS = "様式にはこの字体で印刷されます。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a person is told.

    Attributes:
        code: stable ASCII identifier, for tests and logs.
        happened: what happened.
        kept: what was kept; empty when nothing was at stake.
        todo: what to do now; empty when nothing is needed.
    """

    code: str
    happened: str
    kept: str = ""
    todo: str = ""

    @property
    def text(self) -> str:
        """The whole message, one sentence a line."""
        return "\n".join(part for part in (self.happened, self.kept, self.todo) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A message that needs an answer.

    Attributes:
        message: what it is about.
        answers: pairs of answer id and button text, the harmless one last; Esc gives the last.
    """

    message: Message
    answers: tuple[tuple[str, str], ...]


def of_error(error: KnownError) -> Message:
    """What a refused use case says; the data are as they were."""
    return Message(code=error.code, happened=error.message, kept="入力した内容はそのまま残っています。")


def of_bug(where: str) -> Message:
    """An error of the program itself; `where` names the place in the program, without personal data."""
    return Message(
        code="bug",
        happened=f"プログラムの誤りで処理を終えられませんでした（{where}）。",
        kept="保存済みの記録は変わっていません。画面の入力も残っています。",
        todo="下の報告には個人情報は入っていません。写して担当者へ渡してください。",
    )


def unsaved(what: str) -> Question:
    """Asked before typed text would leave the screen."""
    return Question(
        message=Message(
            code="unsaved",
            happened=f"{what}に保存していない入力があります。",
            todo="保存しますか。破棄すると入力は消えます。",
        ),
        answers=(("save", term("action.save")), ("discard", DISCARD), ("back", term("action.back"))),
    )


def draft_found(when: str) -> Question:
    """Offered when a draft of the record was left, e.g. after a power cut."""
    return Question(
        message=Message(
            code="draft_found", happened=f"前回の続き（{when}）が残っています。", todo="続きから始めますか。"
        ),
        answers=(("restore", "続きから始める"), ("discard", "保存済みの内容で始める")),
    )


def warnings(sentences: tuple[str, ...]) -> Message:
    """What a successful use case wants to be known."""
    return Message(code="warnings", happened="\n".join(sentences))


def notice(words: str, waiting: int, *, is_warning: bool) -> str:
    """In the line over the tabs: a warning with its mark, and how many others wait behind it."""
    more = f"（ほかに{waiting}件）" if waiting else ""
    return f"{MARK if is_warning else ''}{words}{more}"


def notice_kind(is_warning: bool) -> str:
    """In the list of notices."""
    return "注意" if is_warning else "連絡"


def close_with_key() -> str:
    """On the button of the notice line."""
    return f"{CLOSE}  Esc"


def saved() -> Message:
    """A save went through."""
    return Message(code="saved", happened="保存しました。")


def tab_broken(label: str) -> str:
    """Stands where a tab should be that could not be opened."""
    return f"「{label}」を開けませんでした。ほかの画面は使えます。"


def required(label: str) -> str:
    """A required field is empty."""
    return f"{label}を入力してください。"


def time_unreadable(text: str) -> str:
    """A time of day cannot be read."""
    return f"「{text}」は時刻として読めません。「9:00」「0900」「9」のように入力してください。"


def number_unreadable(text: str) -> str:
    """A whole number cannot be read."""
    return f"「{text}」は数として読めません。「1500」のように入力してください。"


def number_range(low: int | None, high: int | None) -> str:
    """A number lies outside what the field can hold."""
    if low is not None and high is not None:
        return f"{low:,}から{high:,}までの数を入力してください。"
    return f"{low:,}以上の数を入力してください。" if low is not None else f"{high:,}以下の数を入力してください。"


def row_number(number: int, counter: str) -> str:
    """Head of the n-th sub-row, counted in 人 or the like; in 件 when nothing is given."""
    return f"{number}{counter or '件'}目"


def row_problem(head: str, message: str) -> str:
    """Something is wrong in the sub-row with this head."""
    return f"{head}：{message}"


def error_count(count: int) -> str:
    """Head of the summary over a form."""
    return f"{MARK}確かめてください（{count}件）。押すとその欄へ移ります。"


def new_record() -> str:
    """Title of an editor that holds no stored record yet."""
    return "新しい記録"


def limit_words(done: int, planned: int, left: int, unit: str) -> str:
    """The words beside a limit meter."""
    rest = f"{term('remaining_count')} {left}{unit}" if left >= 0 else f"{MARK}{LIMIT_OVER} {-left}{unit}"
    return f"{term('done_count')} {done}{unit}   {term('planned_count')} {planned}{unit}   {rest}"


def page_of(number: int, count: int) -> str:
    """Page n of N."""
    return f"{number} / {count} 頁"


def paper_unreadable() -> Message:
    """The bytes of a paper are no PDF."""
    return Message(
        code="paper_unreadable",
        happened="この様式の控えを開けませんでした。",
        kept="ほかの記録は変わっていません。",
        todo="「設定」の点検で控えの状態を確かめてください。",
    )


def file_not_written(reason: str) -> Message:
    """A copy could not be written where the person wanted it."""
    return Message(
        code="file_not_written",
        happened=f"ファイルに保存できませんでした（{reason}）。",
        kept="記録は変わっていません。",
        todo="別の場所か別の名前で保存してください。",
    )


def printed(pages: int) -> Message:
    """Sent to the printer."""
    return Message(code="printed", happened=f"{pages}頁を印刷に送りました。")


def help_head() -> str:
    """Heading of the key list."""
    return "キーの一覧"


def save_with_key() -> str:
    """On the save button."""
    return f"{term('action.save')}  Ctrl+S"


def backup_made(at: datetime, today: date) -> str:
    """In the header: when the last verified backup was made."""
    from saroma_desk.domain.eras import format_short  # after the first paint, as the backup itself

    when = f"{at:%H:%M}" if at.date() == today else format_short(at.date())
    return f"バックアップ {when} 確認済"


def window_title(*, practice: bool) -> str:
    """Title of the window; never a person's name."""
    return f"{term('app.title')}（{term('app.practice')}）" if practice else term("app.title")


def household_no(no: str) -> str:
    """The chosen household's number with its word."""
    return f"{term('household')}  {no}"


def with_honorific(name: str) -> str:
    """A person's name as the office says it."""
    return f"{name} 様"


def step_of(done: int, total: int) -> str:
    """How far long work is."""
    return f"{done} / {total}" if total else ""


def nothing_to_explain() -> str:
    """F4 where nothing was computed."""
    return "カーソルのある欄に計算の説明はありません。"


def tabs_help() -> str:
    """What Ctrl and a digit do."""
    return "左から数えた画面へ移ります。"


def enter_help() -> str:
    """What Enter does."""
    return "次の欄へ移ります。かな漢字変換の確定では動きません。"


def limit_head(label: str, approved: int, unit: str) -> str:
    """What is limited, and to how much."""
    return f"{label}  {term('approved_count')} {approved}{unit}"


def suspended() -> str:
    """A day on which no helper comes."""
    return term("suspension")


def with_note(words: str, note: str) -> str:
    """Words with a remark in brackets."""
    return f"{words}（{note}）"


FORESEEN = "保存すると、次のようになります。"


def foreseen(sentences: Sequence[str], forms: Sequence[str]) -> str:
    """What will follow from what is typed, one sentence a line, and the papers that are to be made then."""
    numbers = "・".join(f"{int(form.removeprefix('form'))}号" for form in forms)
    papers = (f"このあと作る様式：{numbers}",) if numbers else ()
    lines = (FORESEEN, *(f"・{sentence}" for sentence in (*sentences, *papers)))
    return "\n".join(lines) if sentences else ""


def of_programme(programme: str, words: str) -> str:
    """Words about a case, with its programme before them where it must be told from another one."""
    return f"{programme}：{words}" if programme else words


def with_programme(words: str, programme: str) -> str:
    """The same where the words matter more, in case there is no room for both."""
    return with_note(words, programme) if programme else words


def days_left(days: int) -> str:
    """How long until something is due; negative when it is late."""
    if days < 0:
        return f"{-days}日超過"
    return f"あと{days}日" if days else "今日まで"


def make_paper(form: str) -> str:
    """Button that makes the paper of a form id such as ``form03``."""
    return f"{paper_no(form)}を作る"


def paper_no(form: str) -> str:
    """A form id such as ``form03`` as people say it."""
    return f"{term('form')}{int(form.removeprefix('form'))}号"


def begin_step(form: str | None, tab_id: str, act: str) -> str:
    """Button that begins a step: its paper where papers are issued, else the way to what is written there."""
    if not form:
        return OPEN
    if act == "file":  # it goes to nobody: it is looked at, printed and bound
        return f"{paper_no(form)}を開く"
    return make_paper(form) if tab_id == "documents" else f"{paper_no(form)}へ進む"


def passphrase_label() -> str:
    """Over the box that takes it."""
    return "パスフレーズ"


def wait_before_next_try(seconds: int) -> str:
    """Follows a wrong passphrase after several of them."""
    return f"続けて間違えたため、あと{seconds}秒待ってから入力してください。"


def screen_locked() -> str:
    """Over everything, after nobody has used the desk for a while."""
    return "しばらく操作がなかったため、画面をロックしました。入力した内容はそのまま残っています。"


def cannot_begin() -> str:
    """F2 where no record can be begun now."""
    return "いまは新しい記録を始められません。先に世帯を選んでください（F3 で検索）。"


def name_trouble(char: str, code: str, kind: str, drawn: str = "") -> str:
    """A character of a name that papers cannot show as typed; `kind` as in `forms.glyphs`, `drawn` a substitute."""
    what = {
        "missing": "印刷の字体にありません。様式では手書きの空きになります",
        "invisible": "目に見えない制御文字です。様式では省かれます",
        "selector": "この異体字は印刷の字体にありません。様式では基本の字形になります",
    }[kind]
    if drawn:
        what = f"印刷の字体にありません。様式では登録した代わりの字「{drawn}」になります（備考つき）"
    return f"{MARK}「{char}」（{code}）は{what}。入力した文字はそのまま保存されます。"
