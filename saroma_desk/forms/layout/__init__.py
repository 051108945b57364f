"""Measuring: a template and its values become pages of plain drawing data, without drawing anything."""
