"""Nothing typed is lost."""

from __future__ import annotations

from datetime import datetime

from saroma_desk.runtime.clock import FixedClock
from saroma_desk.services import drafts
from saroma_desk.services.context import AppContext


def test_the_last_draft_of_a_key_wins(ctx: AppContext, clock: FixedClock) -> None:
    drafts.save_draft(ctx, "screening:new:1", '{"a": 1}')
    clock.move_to(datetime(2026, 6, 15, 10, 32))
    drafts.save_draft(ctx, "screening:new:1", '{"a": 2}')
    drafts.save_draft(ctx, "plan:2", "{}")
    found = drafts.load_draft(ctx, "screening:new:1")
    assert found is not None
    assert (found.state, found.saved_at) == ('{"a": 2}', datetime(2026, 6, 15, 10, 32))
    assert len(drafts.list_drafts(ctx)) == 2


def test_a_discarded_draft_is_gone(ctx: AppContext) -> None:
    drafts.save_draft(ctx, "plan:2", "{}")
    drafts.discard_draft(ctx, "plan:2")
    drafts.discard_draft(ctx, "plan:2")
    assert drafts.load_draft(ctx, "plan:2") is None
