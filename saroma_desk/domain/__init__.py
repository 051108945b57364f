"""Frozen records and pure rules; imports nothing but the standard library."""
