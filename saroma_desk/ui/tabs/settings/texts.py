"""Words and sentences of the tab 設定."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from saroma_desk.domain.eras import format_short
from saroma_desk.ui.messages import Message
from saroma_desk.ui.terms import term

QUESTIONS = "町に確かめること"
OFFICIALS = "町長・職務代理者"
PROVIDERS = "派遣団体"
LEDGER = "台帳の取込み"
SAFETY = "バックアップと点検"
TEMPLATES = "様式のひな形"
THIS_DESK = "この机の表示"
PAGES_NAME = "設定の項目"

QUESTION = "確かめること"
ANSWER = "回答"
SINCE = "いつから"
STOPS = "決まるまで\n作れない様式"
BASIS = "根拠（誰の、いつの、どの文書か）"
OPEN_QUESTION = "未回答"
ANSWERED = "回答済"
GIVE_ANSWER = "回答を入力(&E)"
REOPEN = "未回答に戻す(&U)"
HISTORY = "これまでの回答"
QUESTIONS_NOTE = "回答は日付で管理します。以前の回答は、その日までの記録にそのまま使われます。"
IN_PRICES = "（派遣団体の単価表に入力）"
PRICE_TOLD = "単価と消費税の区分は、「派遣団体」の単価表に入力してください。"
COUNTS = "回数に数えるか"
FEE = "委託料"
COPAY = "利用者負担"
NEW = "新規(&N)"
EDIT = "直す(&E)"
REMOVE = "除く(&D)"
TITLE_NAME = "職名"
OFFICIALS_NOTE = "様式の差出人になります。交代のときは、新しい行を適用開始日から加えてください。"
NO_OFFICIALS = "町長の職名と氏名がまだ入力されていません。"
NO_PROVIDERS = "派遣団体はまだ登録されていません。"
NO_CONTRACTS = "請負契約はまだありません。"
NO_HELPERS = "ヘルパーはまだ登録されていません。"
NO_PRICES = "単価はまだ決まっていません。"
CONTRACTS = "請負契約"
HELPERS = "ヘルパー名簿"
PRICES = "委託料単価"
CONTRACT_UNTIL = "契約の終わり"
HELPER_COUNT = "人数"
CONCLUDED = "契約日"
QUALIFICATION = "資格"
JOINED = "名簿に載った日"
LEFT = "名簿を離れた日"
CONTACT = "担当者・連絡先"
REPRESENTATIVE_TITLE = "代表者の職名"
REGISTRATION = "適格請求書の登録番号"
BANK = "金融機関"
BRANCH = "支店"
BANK_KIND = "預金の種類"
BANK_ACCOUNT = "口座番号"
BANK_HOLDER = "口座名義（かな）"
TAX_PERCENT = "税率"
PROVIDER_DATA = "団体の情報"
PAYMENT = "振込先"
NOT_SETTLED = "未定"

CHOOSE_FILE = "ファイルを選ぶ(&F)"
TAKE_IN = "取り込む(&T)"
TAKE_GOOD = "読めない行を除いて取り込む(&X)"
LEDGER_NOTE = (
    "世帯の台帳（Excel・CSV）を選ぶと、まず行ごとの結果を示します。保存はそのあとです。途中までの取込みはありません。"
)
LEDGER_FILES = "台帳 (*.xlsx *.csv *.tsv *.txt)"
NO_PLAN = "台帳のファイルを選んでください。"
SHEET = "シート"
LINE = "行"
COLUMN = "列"
REASON = "理由"
FATE = "結果"

BACK_UP_NOW = "いますぐバックアップ(&B)"
BACK_UP_TO = "保存先を選んで(&A)…"
TRY = "復元できるか試す(&T)"
CHECK_NOW = "データを点検(&C)"
BACKUP_LIST = "バックアップの一覧（新しい順）"
NO_BACKUPS = "バックアップはまだありません。"
FILE = "ファイル"
LAST_ACT = "最後の操作"
ACTS = "操作の数"
SIZE = "大きさ"
CHOOSE_FOLDER = "バックアップの保存先"

PAPER = "書類名"
SHIPPED = "標準"
OWN_COPY = "町の版"
COPY_TEMPLATE = "町の版を作る(&Y)"
OPEN_FOLDER = "場所を開く(&F)"
TEMPLATES_NOTE = (
    "文言や行の高さを町で変えるときは、町の版を作り、そのファイル（template.yaml）を直して F5 を押してください。"
    "左右に並べて確かめられます。"
)

TEXT_SCALE = "文字の大きさ"
TEXT_SCALE_HELP = "すぐに変わり、次に開いたときも同じ大きさになります。"
SCALES: Final = (80, 90, 100, 110, 125, 150, 175, 200)

WORDS: Final[Mapping[str, str]] = {
    "ceil": "切上げ",
    "floor": "切捨て",
    "nearest15": "15分以上切上げ",
    "actual": "実績の時間",
    "planned": "予定の時間",
    "lesser": "いずれか短い方",
    "unit": "単価",
    "visit": "1回ごと",
    "month": "月の合計",
    "floor1": "円未満切捨て",
    "floor10": "10円未満切捨て",
    "ceil1": "円未満切上げ",
    "half_up1": "円未満四捨五入",
    "typed": "文書件名簿の番号を入力する",
    "counted": "この机で年度ごとに付ける",
}
COUNT_WORDS: Final = {"yes": "数える", "no": "数えない"}
FEE_WORDS: Final = {"none": "なし", "first_hour": "最初の1時間分", "planned": "予定の時間分"}
COPAY_WORDS: Final = {"yes": "あり", "no": "なし"}


def value(kind: str, text: str) -> str:
    """A stored answer in words."""
    if not text:
        return ""
    if kind == "cancel":
        parts = dict(part.split("=") for part in text.split(";"))
        counts, fee, copay = COUNT_WORDS[parts["counts"]], FEE_WORDS[parts["fee"]], COPAY_WORDS[parts["copay"]]
        return f"回数に{counts}・委託料{fee}・利用者負担{copay}"
    if kind == "day":
        return f"{text}日"
    return WORDS.get(text, text)


def forms(blocks: tuple[str, ...]) -> str:
    """Papers that wait for an answer."""
    return "・".join(f"{int(form.removeprefix('form'))}号" for form in blocks)


def history(answers: list[tuple[date, str, str]]) -> str:
    """Earlier answers, one a line: day, value in words, basis."""
    lines = [f"{format_short(day)}から：{words or OPEN_QUESTION}　{basis}" for day, words, basis in answers]
    return "\n".join([HISTORY, *lines]) if lines else ""


def open_count(count: int, total: int) -> str:
    """Head of the questions."""
    return f"未回答 {count}件（全{total}件）。{QUESTIONS_NOTE}"


def day(value_: date | None) -> str:
    """A day in short, or nothing."""
    return format_short(value_) if value_ else ""


def moment(at: datetime | None) -> str:
    """A local moment."""
    return f"{format_short(at.date())} {at:%H:%M}" if at else ""


def yen(amount: int | None) -> str:
    """An amount, or that it is open."""
    return f"{amount:,}円" if amount is not None else NOT_SETTLED


def tax(code: str | None, percent: int | None) -> str:
    """Tax class in words with its rate."""
    if code is None:
        return NOT_SETTLED
    return f"{term(f'tax_class.{code}')}{f' {percent}%' if percent is not None else ''}"


def size(count: int) -> str:
    """Bytes in words."""
    return f"{count / 1_000_000:,.1f} MB"


def plan(rows: int, families: int, bad: int, hints: int) -> str:
    """What an import would do."""
    return f"{rows}行を読みました。取り込める世帯 {families}、取り込めないところ {bad}件、確かめるところ {hints}件。"


def taken_in(count: int) -> str:
    """An import went through."""
    return f"{count}世帯を取り込みました。"


def backed_up(file: str, rows: int) -> str:
    """A backup was made and verified."""
    return f"バックアップを作り、開いて確かめました（{rows:,}件の記録）：{file}"


def tried(rows: int, problems: tuple[str, ...]) -> Message:
    """A backup was opened as a restore would."""
    if problems:
        return Message(
            code="backup_unsound",
            happened="このバックアップには傷みがあります。",
            kept="いまのデータは変わっていません。",
            todo="別のバックアップを試し、新しいバックアップを作ってください。",
        )
    return Message(code="backup_sound", happened=f"復元できます。{rows:,}件の記録をすべて読み、確かめました。")


def checked(rows: int, acts: int, problems: tuple[str, ...]) -> Message:
    """The check-up is done."""
    if problems:
        return Message(
            code="check_failed",
            happened=f"点検で問題が{len(problems)}件見つかりました。",
            kept="データは変えていません。",
            todo="バックアップを残したまま、情報担当に相談してください。",
        )
    return Message(
        code="check_passed", happened=f"問題はありません。記録 {rows:,}件、操作の記録 {acts:,}件を確かめました。"
    )


def safety(made_at: datetime | None, due: date | None) -> str:
    """When the last backup was made and when the next is due."""
    last = f"最後のバックアップ：{moment(made_at)}（確認済）" if made_at else "バックアップはまだ作られていません。"
    return f"{last}　次の期限：{format_short(due)}" if due else last
