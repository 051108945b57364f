"""Pictures of widgets, for people who changed a screen: they must look at it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget


def render_widget(widget: QWidget, path: Path, size: tuple[int, int] | None = None) -> Path:
    """Show `widget` off screen, let it settle, write a PNG and give its path."""
    if size:
        widget.resize(*size)
    widget.show()
    for _ in range(5):  # layouts tell their parents one level at a time
        QApplication.processEvents()
    widget.grab().save(str(path))
    return path
