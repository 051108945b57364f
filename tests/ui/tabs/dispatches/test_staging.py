from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from saroma_desk.domain.dispatch import Visit, VisitStatus
from saroma_desk.ui.fields import Unread
from saroma_desk.ui.tabs.dispatches.staging import Staging

PLANNED = Visit(
    id=7, application_id=1, provider_id=1, visit_on=date(2026, 6, 15), planned_start=time(9), planned_end=time(10)
)


@pytest.mark.parametrize(
    "boxes", [{"visit_on": None}, {"status": None}, {"actual_start": Unread("25:99")}, {"planned_end": time(10)}]
)
def test_what_cannot_be_read_or_missing_changes_nothing(boxes: dict[str, Any]) -> None:
    staging = Staging((PLANNED,))
    staging.edit("visit:7", boxes)
    assert not staging.dirty


def test_what_was_corrected_leaves_the_plan_as_it_was_but_makes_one_for_a_visit_nobody_had_planned() -> None:
    staging = Staging((PLANNED,))
    boxes = {"status": VisitStatus.DONE, "actual_start": time(13), "actual_end": time(14, 30)}
    added = staging.add(replace(PLANNED, id=0, visit_on=date(2026, 6, 20)))
    for key in ("visit:7", added):
        staging.edit(key, boxes)
    assert (staging.get("visit:7").planned_start, staging.get("visit:7").actual_start) == (time(9), time(13))
    assert (staging.get(added).planned_start, staging.get(added).planned_end) == (time(13), time(14, 30))
