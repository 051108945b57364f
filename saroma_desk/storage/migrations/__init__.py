"""Numbered steps from an empty file to the present schema; a released step is never edited."""
