"""What 請求 says."""

from __future__ import annotations

from datetime import date

from saroma_desk.domain.calendar import YearMonth, format_era, format_fiscal_year, format_short, weekday_ja
from saroma_desk.domain.numbers import yen
from saroma_desk.ui.terms import term

NOTHING = (
    "訪問のある月はまだありません。\n「ヘルパー派遣」で訪問の予定と実績を入れると、ここに月ごとに並びます。"
    "\n訪問の記録のない月の請求が届いたときは「月を選ぶ」で受け付けます。"
)
CHOOSE = "左の一覧から、団体の月を選んでください。"
NOT_COMPUTED = "この月はまだ計算していません。「計算」を押すと、届いた様式7号から請求額を計算します。"
NO_VISITS = "この月の訪問の記録はありません。届いた請求は「計算」のあと「受付」で受け付け、返戻できます。"
OTHER_MONTH = "月を選ぶ(&N)…"
OTHER_MONTH_NOTE = "訪問の記録のない月の請求が届いたとき、その団体と月を選びます。訪問のある月は一覧にあります。"
NO_LINES = "世帯を選ぶと、訪問ごとの計算が出ます。F4 で求め方を示します。"
NO_HOUSEHOLDS = "請求の対象となる訪問はありません。"
NO_PAPER = "請求書（様式8号）はまだ届いていません。"
HEAD_ONLY = "世帯ごとの請求は入力されていません。\n請求金額だけを照合しています。"
NO_DIFFERENCE = "差異はありません。"
NO_DIFFERENCE_YET = "差異はありません。このまま受理できます。"
STOPPED = "計算できません。"
OPEN_ONLY = "処理中だけ(&O)"
REPORTED_SIDE, ASKED_SIDE = "様式7号から計算", "団体の請求（様式8号）"
LINES, DIFFERENCES = "訪問ごとの計算", "照合の結果"
DIFFERENT, SAME, MISSING = "差異", "一致", "未着"
ARRIVED, NOT_ARRIVED, SCANNED = "有", "未着", "有・写"
CORRECTION = "補正"
UNEQUAL = "≠"
RETURN_HELP = "団体への返戻の理由です。照合の結果を書き出してあります。必要に応じて直してください。"
ACCEPT_DIFFERENCE_HELP = "差異のまま受理する理由です。計算した額で受理し、記録に残ります。"
ACCEPT_NOTE = "受理すると、この月の計算は固定されます。後から届いた実績は、次の請求で補正の行になります。"
ASKED_HELP = "請求書にある行だけを入力します。空の欄は照合しません。"
FROM_FILE = "ファイルから読む(&L)…"
ADD_HOUSEHOLD = "訪問のない世帯の行を加える"
ADD_HOUSEHOLD_HELP = "この月に訪問のない世帯が請求書にあるとき、その行を加えて入力します。"
FILE_FILTER = "Excel・CSV (*.xlsx *.csv)"
FILE_TITLE = "団体の請求の読込み"
FILE_DONE = "ファイルの内容を欄に入れました。確かめてから保存してください。"
ACT_LABELS = {
    "compute": "計算(&A)",
    "receive": "受付(&R)…",
    "return": "返戻(&H)…",
    "accept": "受理(&J)…",
    "inspect": "検査(&K)…",
    "pay": "支払(&S)…",
}
PAPER = "様式8号(&F)"
TITLES = {
    "month": "請求を受け付ける月",
    "receive": "請求書の受付",
    "return": "請求の返戻",
    "accept": "請求の受理",
    "inspect": "検査（履行確認）",
    "pay": "委託料の支払",
}
ACCEPT_WORDS = {
    "month": "この月を開く",
    "receive": "受け付ける",
    "return": "返戻する",
    "accept": "受理する",
    "inspect": "検査を記録する",
    "pay": "支払を記録する",
}
TONES = {"computed": "calm", "received": "warn", "returned": "alarm", "accepted": "active", "paid": "good"}
NONE_YET = "未計算"
COUNTS = "計"
OPEN_SETTINGS = "設定を開く(&T)"


def month(day: date) -> str:
    """R8.6, for the list."""
    return format_short(day).rpartition(".")[0]


def arrived(*, reported: bool, scans: int) -> str:
    """Whether a household's sheet is there, and whether the paper was scanned."""
    if not reported:
        return NOT_ARRIVED
    return SCANNED if scans else ARRIVED


def scans(count: int) -> str:
    """What the mark of scanned sheets means."""
    return f"紙の写し{count}件を添付" if count else "紙の写しはまだ添付されていません"


def month_words(day: date) -> str:
    """令和8年6月分."""
    return YearMonth.of(day).format(suffix="分")


def era(day: date | None) -> str:
    """Long form with weekday, or nothing."""
    return f"{format_era(day)}({weekday_ja(day)})" if day else ""


def money(amount: int | None) -> str:
    """12,345, or nothing."""
    return "" if amount is None else yen(amount)


def money_yen(amount: int | None) -> str:
    """12,345円, or a dash."""
    return "－" if amount is None else f"{yen(amount)}円"


def signed(amount: int | None) -> str:
    """+905円, or the bare word where no money differs by itself."""
    if not amount:
        return DIFFERENT
    return f"{'＋' if amount > 0 else '－'}{yen(abs(amount))}円"


def state(code: str | None) -> str:
    """The word of a claim's state."""
    return term(f"claim_status.{code}") if code else NONE_YET


def fiscal(year: int) -> str:
    """令和8年度."""
    return format_fiscal_year(year)


def attempt(number: int) -> str:
    """Which paper of the month it is."""
    return f"{number}回目"


def difference_count(count: int) -> str:
    """Head over the differences."""
    return f"{DIFFERENCES}　{DIFFERENT}{count}件" if count else DIFFERENCES


def returned(number: int, day: str, reason: str) -> str:
    """An earlier attempt that went back."""
    return f"{attempt(number)}　{day}　{reason}"


def day_words(day: date, *, correction: bool) -> str:
    """6/15(月), marked where it corrects an accepted month."""
    words = f"{day.month}/{day.day}({weekday_ja(day)})"
    return f"{words} {CORRECTION}" if correction else words


def times(yen_each: int, units: int) -> str:
    """1,820×1, or nothing."""
    return f"{yen(yen_each)}×{units}" if units else ""


def asked_sum(total: int | None) -> str:
    """Sum of what was typed, beside the head amount."""
    return f"{COUNTS}　{money_yen(total)}"


def accept_note(count: int) -> str:
    """Over the fields of an acceptance."""
    return f"{DIFFERENT}が{count}件あります。\n{ACCEPT_NOTE}" if count else ACCEPT_NOTE


def household(no: str, name: str) -> str:
    """A household in the grid."""
    return f"{no}　{name}"


def both_totals(computed: int | None, asked: int | None) -> str:
    """The two totals of a month, for the tip."""
    return f"{term('computed_total')} {money_yen(computed)}　{term('asked_total')} {money_yen(asked)}"
