"""Paths, settings, clock and logging: what the program needs from the machine."""
