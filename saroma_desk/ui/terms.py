"""Official terms for labels; see `runtime.glossary`."""

from __future__ import annotations

from saroma_desk.runtime.glossary import glossary, term

__all__ = ["glossary", "term"]
