"""The provider's own paper (様式8号) beside what the activity reports give: every difference with its cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .claim import AskedLine
from .claimfacts import ClaimFacts, Difference, Sums, sums_of
from .claimguess import Guess, guesses

_COLUMNS = {
    "visits": ("回数", "回"),
    "minutes": ("算定時間", "分"),
    "price": ("委託料", "円"),
    "copay": ("利用者負担", "円"),
    "town": ("請求額", "円"),
}
_WAYS = 3  # possible causes named for one line
_FEW = 10  # two mistakes at once are looked for in so many lines; more wrong lines have one cause each


def check_money(facts: ClaimFacts) -> tuple[Difference, ...]:
    """Differences between the paper and the reports; nothing while no paper arrived."""
    if facts.asked_total is None and not facts.asked:
        return ()
    found = [*_papers(facts), *_arithmetic(facts)]
    computed = sums_of(facts.lines)
    if facts.asked:
        found += _households(facts, computed)
    elif facts.asked_total is not None:
        found += _total_alone(facts, computed)
    return tuple(found)


def _papers(facts: ClaimFacts) -> Iterator[Difference]:
    """What is wrong with the paper before any household is looked at."""
    if facts.claimed_on is not None and facts.claimed_on <= facts.month.first:
        yield Difference(code="claimed_early", text="請求日が、サービス月の始まりより前です。")
    if facts.sheets is not None and facts.sheets != len(facts.reports):
        text = f"添付の様式7号は{facts.sheets}枚と書かれていますが、届いているのは{len(facts.reports)}枚です。"
        yield Difference(code="sheets", text=text)
    for household_id, times in Counter(a.household_id for a in facts.asked).items():
        if times > 1:
            text = f"{facts.label(household_id)}の行が請求書に{times}行あります。"
            yield Difference(code="line_twice", text=text, household_id=household_id)


def _arithmetic(facts: ClaimFacts) -> Iterator[Difference]:
    """Sums that do not hold on the paper itself."""
    for line in facts.asked:
        if None not in (line.price_yen, line.copay_yen, line.town_yen):
            right = (line.price_yen or 0) - (line.copay_yen or 0)
            if line.town_yen != right:
                text = (
                    f"{facts.label(line.household_id)}の行の計算が合いません。"
                    f"委託料から利用者負担を引くと{right:,}円ですが、請求額は{line.town_yen:,}円です。"
                )
                yield Difference(code="line_sum", text=text, household_id=line.household_id)
    asked = [line.town_yen for line in facts.asked]
    if facts.asked and facts.asked_total is not None and None not in asked:
        total = sum(yen or 0 for yen in asked)
        if total != facts.asked_total:
            text = f"各行の請求額を合計すると{total:,}円ですが、請求金額は{facts.asked_total:,}円です。"
            yield Difference(code="total_sum", text=text, amount=facts.asked_total - total)


def _households(facts: ClaimFacts, computed: dict[int, Sums]) -> Iterator[Difference]:
    asked: dict[int, AskedLine] = {}
    for line in facts.asked:
        asked.setdefault(line.household_id, line)
    wrong = sum(not computed.get(h, Sums()).fits(line) for h, line in asked.items())
    for household_id in sorted(asked.keys() | computed.keys()):
        mine = computed.get(household_id, Sums())
        theirs = asked.get(household_id)
        if theirs is None:
            text = f"{facts.label(household_id)}は、様式7号では{mine.town_yen:,}円ですが、請求に行がありません。"
            yield Difference(code="line_missing", text=text, household_id=household_id, amount=-mine.town_yen)
        elif not mine.fits(theirs):
            yield _household(facts, theirs, mine, pairs=wrong <= _FEW)


def _household(facts: ClaimFacts, line: AskedLine, mine: Sums, *, pairs: bool) -> Difference:
    household_id, label = line.household_id, facts.label(line.household_id)
    if household_id not in {c.household_id for c in facts.cases.values()}:
        text = f"{label}には、この月にこの団体の訪問がありません。"
        return Difference(code="line_unknown", text=text, household_id=household_id, amount=line.town_yen)
    wrong = [(name, theirs, ours) for name, theirs, ours in mine.beside(line) if theirs is not None and theirs != ours]
    said = "、".join(_column(name, theirs, ours) for name, theirs, ours in wrong)
    found = _guesses(facts, line, pairs=pairs)
    ways = "、又は".join(guess.text for guess in found)
    cause = f"{ways}と、請求と一致します。" if found else "一致する計算が見つかりません。団体に確かめてください。"
    return Difference(
        code=found[0].code if found else wrong[0][0],
        text=f"{label}：{said}。{cause}",
        household_id=household_id,
        amount=None if line.town_yen is None else line.town_yen - mine.town_yen,
    )


def _column(name: str, theirs: int, ours: int) -> str:
    word, unit = _COLUMNS[name]
    return f"{word}は請求{theirs:,}{unit}・様式7号{ours:,}{unit}"


def _guesses(facts: ClaimFacts, line: AskedLine, *, pairs: bool) -> tuple[Guess, ...]:
    """Mistakes that give exactly the asked line, one of each kind, at most three; the first is the likeliest."""
    bill, found = facts.bills.get(line.household_id), dict[str, Guess]()
    for guess in guesses(bill, bill.rule or facts.rule, pairs=pairs) if bill is not None else ():
        if guess.pair and found:
            break
        if guess.sums.fits(line):
            found.setdefault(guess.code, guess)
        if len(found) == _WAYS:
            break
    return tuple(found.values())


def _total_alone(facts: ClaimFacts, computed: dict[int, Sums]) -> Iterator[Difference]:
    """Only a head amount arrived."""
    total = sum(s.town_yen for s in computed.values())
    if facts.asked_total is None or facts.asked_total == total:
        return
    code, cause = _cause_of_total(facts, computed, facts.asked_total - total)
    text = f"請求金額は{facts.asked_total:,}円ですが、様式7号では{total:,}円です。{cause}"
    yield Difference(code=code, text=text, amount=facts.asked_total - total)


def _cause_of_total(facts: ClaimFacts, computed: dict[int, Sums], amount: int) -> tuple[str, str]:
    """The mistake that moves the total by `amount`: made for all households alike, or for one of them."""
    single: tuple[str, str] | None = None
    for_all: Counter[tuple[str, str]] = Counter()
    for household_id, bill in sorted(facts.bills.items()):
        mine, label = computed.get(household_id, Sums()).town_yen, facts.label(household_id)
        if mine and mine == -amount:
            return "line_missing", f"{label}の分を除くと、請求と一致します。"
        for guess in guesses(bill, bill.rule or facts.rule, pairs=False):
            shift = guess.sums.town_yen - mine
            if guess.everywhere:
                for_all[guess.code, guess.text] += shift
            if single is None and shift == amount:
                single = guess.code, f"{label}について、{guess.text}と、請求と一致します。"
    for (code, text), shift in for_all.items():
        if shift == amount:
            return code, f"すべての世帯について、{text}と、請求と一致します。"
    return single or ("total", "一致する計算が見つかりません。世帯ごとの内訳を団体に確かめてください。")
