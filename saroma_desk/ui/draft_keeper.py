"""Drafts of one editor: kept at every pause, offered when the record is opened again, forgotten when saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from saroma_desk.domain.office import Draft
from saroma_desk.services import drafts
from saroma_desk.ui import messages
from saroma_desk.ui.binding import FormEditor
from saroma_desk.ui.desk import Desk


class DraftKeeper:
    """Connects an editor with the stored drafts.

    Args:
        desk: the window's shared state.
        editor: whose text is kept.
        key: names the record that is shown now, e.g. ``plans:12``; empty for one that gets no draft.
    """

    def __init__(self, desk: Desk, editor: FormEditor, key: Callable[[], str]) -> None:
        self._desk = desk
        self._editor = editor
        self._key = key
        editor.draft_ready.connect(self._keep)
        editor.draft_done.connect(self._forget)

    def offer(self) -> None:
        """Ask whether to go on with what was typed last time, if there is anything; call after loading a record."""
        ctx, key = self._desk.ctx, self._key()
        if key:
            find = partial(drafts.load_draft, ctx, key)
            self._desk.operations.query(find, partial(self._found, key), key="drafts.offer", owner=self._editor)

    def _found(self, key: str, draft: Draft | None) -> None:
        if draft is None or key != self._key() or self._editor.dirty:
            return
        when = f"{draft.saved_at.month}/{draft.saved_at.day} {draft.saved_at:%H:%M}"
        if self._desk.speaker.ask(messages.draft_found(when)) == "restore":
            self._editor.restore_draft(json.loads(draft.state))
        else:
            self._forget()

    def _keep(self, raw: dict[str, Any]) -> None:
        key = self._key()
        if key:
            state = json.dumps(raw, ensure_ascii=False)
            self._run(partial(drafts.save_draft, self._desk.ctx, key, state))

    def _forget(self) -> None:
        key = self._key()
        if key:
            self._run(partial(drafts.discard_draft, self._desk.ctx, key))

    def _run(self, work: Callable[[], object]) -> None:
        self._desk.operations.query(work, lambda _: None)
