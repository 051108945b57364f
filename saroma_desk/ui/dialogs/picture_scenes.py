"""What `ui.pictures` shows: which household tells most, and what it says when it cannot write."""

from __future__ import annotations

from saroma_desk.domain.case import CaseState
from saroma_desk.forms.issue import subjects
from saroma_desk.services import households
from saroma_desk.services.context import AppContext
from saroma_desk.services.snapshots import snapshot


def telling_household(ctx: AppContext) -> int:
    """Among the supported households the one with most papers; runs on any thread while nothing else does."""
    rows = households.list_households(ctx, state=CaseState.SUPPORTING)
    papers = {
        row.household_id: len(subjects(snapshot(ctx, row.episode_id))) for row in rows if row.episode_id is not None
    }
    return max(papers, key=papers.__getitem__)


def not_written(name: str) -> str:
    """A picture could not be written."""
    return f"画像を保存できません: {name} 保存先のフォルダーと空きを確かめてください。"
