"""Legal order of acts (申請 ≤ 調査 ≤ 起案 ≤ 決裁 ≤ 通知 ≤ 派遣開始); the pairs stand in the rule set's `order`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .calendar import format_era
from .limits import LimitFinding
from .programme import Programme


def order_findings(programme: Programme, dates: Mapping[str, date | None], subject: str) -> tuple[LimitFinding, ...]:
    """What the rule set says about the order of these days; pairs with an unknown day say nothing.

    Args:
        programme: rule set with the pairs.
        dates: days by their names in the rule set (``applied_on``, ``surveyed_on``, ``plan_decided_on``,
            ``drafted_on``, ``decided_on``, ``notified_on``, ``first_day``).
        subject: key that a recorded exception names, e.g. ``application:3``.

    Returns:
        Broken pairs only; `rule_id` is ``order.`` and the id of the pair.
    """
    findings = []
    for rule in programme.order:
        before, after = dates.get(rule.before), dates.get(rule.after)
        if before is not None and after is not None and after < before:
            findings.append(
                LimitFinding(
                    rule_id=f"order.{rule.id}",
                    kept=False,
                    article="",
                    message_ja=f"{rule.text}（{format_era(before)}より前の{format_era(after)}）",
                    remedy_ja=f"{format_era(before)}以後の日にしてください。",
                    subject=subject,
                    excused_by=(subject,),
                )
            )
    return tuple(findings)
