"""What the last printed case folder held: one hash of printed values for each paper, never the values themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping

from .context import AppContext
from .drafts import load_draft, save_draft


def last_prints(ctx: AppContext, episode_id: int) -> dict[str, str] | None:
    """Hashes by paper of the case folder that was last printed or saved; None before the first."""
    noted = load_draft(ctx, _key(episode_id))
    return None if noted is None else dict(json.loads(noted.state))


def note_prints(ctx: AppContext, episode_id: int, prints: Mapping[str, str]) -> None:
    """Note that the case folder was printed or saved with these hashes by paper; what was noted before is replaced."""
    save_draft(ctx, _key(episode_id), json.dumps(dict(prints), sort_keys=True))


def _key(episode_id: int) -> str:
    return f"folder:{episode_id}"
