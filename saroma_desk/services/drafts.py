"""What was typed and not yet saved: kept at every pause, given back after a crash, a lock or a power cut."""

from __future__ import annotations

from dataclasses import replace

from saroma_desk.domain.office import Draft

from .context import AppContext


def save_draft(ctx: AppContext, key: str, state: str) -> Draft:
    """Keep the raw state of an editor under its key, e.g. ``screening:new:12``; the last one wins."""
    with ctx.work("下書き") as work:
        old = work.one(Draft, key=key)
        draft = Draft(key=key, state=state, saved_at=ctx.clock.now())
        stored = work.save(replace(draft, id=old.id, version=old.version)) if old else work.add(draft)
        work.commit()
    return stored


def load_draft(ctx: AppContext, key: str) -> Draft | None:
    """What was last typed under the key, or None."""
    with ctx.read() as read:
        return read.one(Draft, key=key)


def discard_draft(ctx: AppContext, key: str) -> None:
    """Forget what was typed, after it was saved or given up; harmless when there is nothing."""
    with ctx.work("下書き") as work:
        draft = work.one(Draft, key=key)
        if draft is not None:
            work.remove(draft)
            work.commit()


def list_drafts(ctx: AppContext) -> tuple[Draft, ...]:
    """All drafts, the last one first: offered after a start («前回の続き»)."""
    with ctx.read() as read:
        return read.list(Draft, order_by="-saved_at")
