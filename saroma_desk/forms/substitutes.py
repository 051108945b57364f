"""Registering what is drawn for a character that no font holds."""

from __future__ import annotations

from saroma_desk.domain.errors import FieldError, demand
from saroma_desk.domain.office import OfficeSetting
from saroma_desk.services import paper_switches
from saroma_desk.services.context import AppContext
from saroma_desk.services.paper_switches import Substitute
from saroma_desk.services.result import Result

from .issue import sources


def register(ctx: AppContext, entry: Substitute) -> Result[OfficeSetting]:
    """Register a substitute that the fonts can draw; an empty one leaves a gap for the hand again.

    Raises KnownError as `paper_switches.register_substitute`, and for a substitute that no font holds either.
    """
    undrawable = any(True for _ in sources(ctx).book().troubles(entry.drawn))
    demand([FieldError("drawn", "この字も書体にありません。別の字を入力してください。")] if undrawable else [])
    return paper_switches.register_substitute(ctx, entry)
