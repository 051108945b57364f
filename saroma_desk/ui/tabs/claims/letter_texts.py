"""Words of the inquiry, of accepting in part and of corrections."""

from __future__ import annotations

from collections.abc import Sequence

from saroma_desk.domain.claim import ClaimLine
from saroma_desk.domain.numbers import yen
from saroma_desk.ui.tabs.claims import texts

INQUIRY = "照会票(&Q)…"
INQUIRY_TITLE = "照会票"
INQUIRY_FILE = "inquiry"
NUMBER = "文書番号"
NUMBER_HELP = "空のままなら、印刷してから手で書きます。Enter で紙に入ります。"
NOTHING_TO_ASK = "差異がないため、照会票は要りません。"
CORRECTIONS_TITLE = "補正の行"
NO_CORRECTIONS = "補正の行はありません。"
CORRECTIONS_NOTE = (
    "受理した月の実績が後から届いたり直されたりした訪問です。前の計算を取り消す行にはマイナスが付きます。"
)
LEFT_OUT = "受理しない訪問（一部受理）"
LEFT_OUT_HELP = (
    "ここに加えた訪問は、理由を残して今回の請求から除きます。実績が直されると、次の請求で補正の行になります。"
)
ADD_LEFT_OUT = "受理しない訪問を加える"
VISIT, REASON = "訪問", "受理しない理由"
MONTH = "月"
TWICE = "同じ訪問を2回選んでいます。"


def corrections(count: int) -> str:
    """Button that opens the list of corrections."""
    return f"{texts.CORRECTION} {count}件(&C)…"


def visit(no: str, line: ClaimLine) -> str:
    """A visit to choose: household, day, the town's part."""
    return f"{no}　{texts.day_words(line.visit_on, correction=line.correction)}　{yen(line.town_yen)}円"


def corrections_sum(lines: Sequence[ClaimLine]) -> str:
    """Over the list of corrections."""
    return f"{texts.CORRECTION} {len(lines)}件　{texts.COUNTS} {yen(sum(x.town_yen for x in lines))}円"
