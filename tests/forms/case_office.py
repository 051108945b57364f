"""The office of the invented cases: rule set, answers, signer, provider, papers that left it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from saroma_desk.domain.office import IssuedPaper, Official, PaperState
from saroma_desk.domain.programme import Programme
from saroma_desk.domain.programmefile import programmes_from
from saroma_desk.domain.provider import Contract, Helper, Provider, UnitPrice
from saroma_desk.domain.snapshot import Office
from saroma_desk.runtime.resources import read_yaml

TODAY = date(2026, 11, 20)

APPLICATION = 71


@lru_cache(maxsize=1)
def programme() -> Programme:
    """The rule set in force since 2016."""
    names = ("saroma-youiku-2015", "saroma-youiku-2016")
    built = programmes_from({name: read_yaml(f"programmes/{name}.yaml") for name in names})
    return next(p for p in built if p.id == "saroma-youiku-2016")


def office(**settings: str) -> Office:
    """An office with every money question answered; `settings` (dots as double underscores) go over them."""
    answers = {
        "billing.step_rounding": "ceil",
        "billing.basis": "actual",
        "billing.copay_round_at": "unit",
        "billing.copay_rounding": "floor1",
        "cancel.cancelled_before": "counts=no;fee=none;copay=no",
        "cancel.cancelled_same_day": "counts=no;fee=first_hour;copay=no",
        "cancel.absent": "counts=yes;fee=first_hour;copay=no",
        "cancel.provider": "counts=no;fee=none;copay=no",
        "cancel.town": "counts=no;fee=none;copay=no",
        "cancel.weather": "counts=no;fee=none;copay=no",
        "reports.due_day": "10",
        "document.number_symbol": "佐保福第",
        "office.section": "佐呂間町保健福祉課",
        "office.phone": "01587-0-0000",
    }
    answers |= {key.replace("__", "."): value for key, value in settings.items()}
    signer = Official(id=1, title="佐呂間町長", name="練習　太郎", valid_from=date(2015, 4, 1))
    return Office(settings=answers, officials=(signer,))


def providers() -> dict[str, Any]:
    """The provider with its contract, helpers and price, as `CaseSnapshot` takes them."""
    return {
        "providers": (
            Provider(
                id=91,
                name="社会福祉法人　練習会　訪問介護事業所ふたば",
                phone="01587-0-0010",
                address="北海道常呂郡佐呂間町字練習10番地",
                postal_code="093-0000",
                representative_title="理事長",
                representative="髙橋　一葉",
                bank_name="練習信用金庫",
                bank_branch="佐呂間支店",
                bank_kind="普通",
                bank_account="0000010",
                bank_holder_kana="フク）レンシユウカイ",
            ),
        ),
        "contracts": (
            Contract(
                id=92,
                provider_id=91,
                number="令和8年度第1号",
                first_day=date(2026, 4, 1),
                last_day=date(2027, 3, 31),
            ),
        ),
        "helpers": (
            Helper(id=94, provider_id=91, name="練習　菜々"),
            Helper(id=95, provider_id=91, name="邉\U000e010f見　若葉"),
        ),
        "prices": (
            UnitPrice(
                id=96,
                provider_id=91,
                valid_from=date(2026, 4, 1),
                first_hour_yen=1820,
                half_hour_yen=905,
                tax_class="exempt",
            ),
        ),
    }


def issued_papers() -> tuple[IssuedPaper, ...]:
    """様式2号 and 様式3号 as they left the office."""
    return tuple(
        IssuedPaper(
            id=300 + number,
            form=form,
            subject_key=f"application:{APPLICATION}",
            household_id=12,
            episode_id=31,
            state=PaperState.ISSUED,
            number=f"佐保福第{240 + number}号",
            decided_on=date(2026, 8, 26),
            issued_on=date(2026, 8, 27),
        )
        for number, form in enumerate(("form03", "form02"), start=1)
    )
