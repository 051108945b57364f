"""Visits of 専門的相談支援 by the town's own staff (要領4(1)・5(1))."""

from __future__ import annotations

from dataclasses import replace

from saroma_desk.domain.case import ConsultVisit, Episode
from saroma_desk.domain.errors import FieldError, demand

from .checks import my_number_warnings, not_after_today
from .context import AppContext
from .result import Result, Topic

PROFESSIONS = ("nurse", "midwife", "childcare", "counsellor", "other")
SUBJECTS = ("expectant", "puerperal", "newborn", "premature", "infant", "toddler", "other")
_LONGEST_MINUTES = 24 * 60


def save_consult_visit(ctx: AppContext, visit: ConsultVisit) -> Result[ConsultVisit]:
    """Add (id 0) or change a visit; it stands in 経過記録 by itself. Raises KnownError with all field errors."""
    errors = not_after_today({"visited_on": (visit.visited_on, "訪問日")}, ctx.today())
    if visit.profession not in PROFESSIONS:
        errors.append(FieldError("profession", "訪問した職種を選んでください。"))
    if visit.subject not in SUBJECTS:
        errors.append(FieldError("subject", "訪問の対象を選んでください。"))
    if visit.minutes is not None and not 0 < visit.minutes < _LONGEST_MINUTES:
        errors.append(FieldError("minutes", "訪問の時間を分で入力してください。"))
    demand(errors)
    with ctx.work("専門的相談支援の訪問") as work:
        work.get(Episode, visit.episode_id)
        draft = replace(visit, staff=visit.staff or ctx.user)
        stored = work.save(draft) if draft.id else work.add(draft)
        work.commit()
    return Result(stored, frozenset({Topic.PLANS, Topic.TASKS}), my_number_warnings(stored))


def remove_consult_visit(ctx: AppContext, visit_id: int) -> Result[None]:
    """Remove a visit that was entered by mistake."""
    with ctx.work("専門的相談支援の訪問の削除") as work:
        work.remove(work.get(ConsultVisit, visit_id))
        work.commit()
    return Result(None, frozenset({Topic.PLANS, Topic.TASKS}))
