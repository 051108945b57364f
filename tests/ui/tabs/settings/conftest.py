"""A window over a real office."""

from __future__ import annotations

from tests.ui.real_office import case, clock, ctx, empty_office, one_derivation, real_desk

__all__ = ["case", "clock", "ctx", "empty_office", "one_derivation", "real_desk"]
