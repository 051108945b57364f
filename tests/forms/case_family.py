"""The family of the rich case: expecting twins, living twins as target children, eight people.

Names with variation selectors and characters outside the first plane.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from saroma_desk.domain.household import Member, Role

RARE_MOTHER = "葛\U000e0100城　𠮷乃"

RARE_FATHER = "葛\U000e0100城　髙橋太郎左衛門"

LONG_ADDRESS = "北海道常呂郡佐呂間町字浪速百二十三番地四　さろま湖畔子育て支援住宅かもめ棟二〇五号室"


def _member(number: int, name: str, kana: str, relation: str, birth: date | None, **more: Any) -> Member:
    return Member(
        id=number,
        household_id=12,
        name=name,
        kana=kana,
        relation=relation,
        birth_date=birth,
        position=number,
        **more,
    )


def members() -> tuple[Member, ...]:
    """Eight people; the mother expects twins, the two-year-old twins are the target children."""
    return (
        _member(1, RARE_FATHER, "かつらぎ たかはしたろうざえもん", "世帯主", date(1990, 2, 28), occupation="漁業"),
        _member(
            2,
            RARE_MOTHER,
            "かつらぎ よしの",
            "妻",
            date(1994, 7, 21),
            role=Role.CAREGIVER,
            due_date=date(2026, 11, 1),
            fetuses=2,
            pregnancy_book=True,
            occupation="会社員（休職中）",
            health="切迫早産で自宅安静",
            phone="090-0000-0101",
        ),
        _member(3, "葛\U000e0100城　﨑斗", "かつらぎ さきと", "長男", date(2019, 4, 2), belongs_to="さろま小学校"),
        _member(
            4,
            "葛\U000e0100城　神\U0000fe00奈",
            "かつらぎ かんな",
            "長女",
            date(2025, 1, 8),
            role=Role.TARGET_CHILD,
            sex="female",
            multiple_group="A",
            belongs_to="さろま保育所",
            health="卵アレルギー",
        ),
        _member(
            5,
            "葛\U000e0100城　都",
            "かつらぎ みやこ",
            "二女",
            date(2025, 1, 8),
            role=Role.TARGET_CHILD,
            sex="female",
            multiple_group="A",
            belongs_to="さろま保育所",
        ),
        _member(6, "﨑山　𠮷之助", "さきやま きちのすけ", "妻の父", date(1958, 3, 3), occupation="農業", health="腰痛"),
        _member(7, "﨑山　髙子", "さきやま たかこ", "妻の母", date(1960, 12, 31), occupation="無職", health="通院中"),
        _member(8, "髙橋　葛\U000e0100葉", "たかはし くずは", "父の妹", date(2008, 11, 3), belongs_to="さろま高校"),
    )
