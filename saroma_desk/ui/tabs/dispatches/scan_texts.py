"""What is said of scanned sheets (様式7号の写し)."""

from __future__ import annotations

from saroma_desk.domain.attachment import Attachment
from saroma_desk.domain.eras import format_short
from saroma_desk.ui.messages import MARK
from saroma_desk.ui.terms import term

OPEN = "写し(&V)…"
NONE = "写しなし"
ATTACH = "添付する(&A)…"
WITHDRAW = "取り下げる(&W)…"
SAVE_COPY = "書き出す(&S)…"
CHOOSE = "添付する写し"
FILES = "写し (*.pdf *.png *.jpg *.jpeg)"
ATTACHING = "写しを添付しています"
EMPTY = "写しはまだありません。\n「添付する」を押すか、ファイルをここへ引いて置いてください。"
NOT_RECEIVED = "先にこの月の活動実績報告を受け付けてください（F12）。写しはそのあとで添付できます。"
NOTE = "読み取った紙は、暗号化されたデータの中に保存されます。元のファイルは残るので、不要なら自分で消してください。"
NUMBER, KIND, SIZE, ATTACHED, STATE = "番号", "種類", "大きさ", "添付日", "状態"
VALID, WITHDRAWN = "添付中", "取下げ"
KINDS = {"pdf": "PDF", "png": "PNG", "jpeg": "JPEG"}
WITHDRAW_TITLE = "写しの取下げ"
WITHDRAW_NOTE = "取り下げた写しは数えません。内容は消えず、理由とともに残ります。"
WITHDRAW_ACCEPT = "取り下げる"
COPY_TITLE = "写しの書き出し"
COPY_NOTE = (
    f"{MARK}書き出したファイルは暗号化されません。だれでも開けるので、保存先と後始末に注意してください。\n"
    "目的は操作の記録に残ります。"
)
PURPOSE = "目的"
NOTHING_SHOWN = "一覧から写しを選ぶと、ここに表示します。"
HIDDEN_NOW = "窓口モードのあいだ、写しは表示しません。"
READING = "表示しています"
UNREADABLE = "この写しを表示できません。バックアップから確かめてください。"
SMALLER, LARGER, FIT, TURN = "－", "＋", "全幅", "回す(&R)"
SMALLER_NAME, LARGER_NAME, FIT_NAME = "縮小", "拡大", "幅に合わせる"
BLANK_SHEET = "記入前の用紙でした。"
VIEW = "写しの表示"


def title(month: str) -> str:
    """Of the box: the month, and nobody's name."""
    return f"{term('report_scan')}　{month}"


def count(scans: int) -> str:
    """On the chip of the month."""
    return f"写し{scans}件" if scans else NONE


def number(place: int) -> str:
    """What the n-th sheet is called; its file name could be a person's."""
    return f"写し{place}"


def kind(scan: Attachment) -> str:
    """PDF 3頁."""
    return f"{KINDS[scan.kind]} {scan.pages}頁" if scan.kind == "pdf" else KINDS[scan.kind]


def size(count_: int) -> str:
    """Bytes in words."""
    return f"{count_ / 1_000_000:,.1f}MB" if count_ >= 100_000 else f"{max(1, count_ // 1000)}KB"


def about(scan: Attachment) -> str:
    """Who attached a sheet, and who withdrew it why."""
    told = f"{format_short(scan.attached_on)} {scan.attached_by}が添付"
    if scan.withdrawn_on is None:
        return told
    return f"{told}\n{format_short(scan.withdrawn_on)} {scan.withdrawn_by}が取下げ：{scan.withdrawn_reason}"


def attached(count_: int) -> str:
    """Sheets were attached."""
    return f"写しを{count_}件、暗号化されたデータの中に保存しました。元のファイルは、不要なら消してください。"


def copied(file: str) -> str:
    """A copy was written."""
    return f"写しを書き出しました（暗号化なし）：{file}"


def zoom(factor: float) -> str:
    """How large compared with the width."""
    return f"{round(factor * 100)}%"
