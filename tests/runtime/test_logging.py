from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from saroma_desk.domain.errors import KnownError
from saroma_desk.runtime import logging as desk_logging
from saroma_desk.runtime.clock import FixedClock

NAME = "佐藤 花子"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    level = root.level
    desk_logging.set_up(tmp_path / "logs")
    yield tmp_path / "logs" / "saroma_desk.log"
    for handler in list(root.handlers):
        if isinstance(handler, logging.handlers.RotatingFileHandler):
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)


def failing() -> Exception:
    try:
        try:
            raise KnownError("wrong_passphrase", f"{NAME}さん")
        except KnownError as error:
            raise ValueError(NAME) from error
    except ValueError as error:
        return error


def test_a_log_line_keeps_the_code_and_drops_every_value(log: Path) -> None:
    logger = logging.getLogger("saroma_desk.test")
    logger.info("backup_saved", extra={"person": NAME})
    logger.info("opened %s", NAME)
    logger.info(NAME)
    text = log.read_text(encoding="utf-8")
    assert "INFO saroma_desk.test backup_saved" in text
    assert text.count("withheld(test_logging:") == 2
    assert "花子" not in text


def test_an_exception_leaves_types_codes_and_places_only(log: Path, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("saroma_desk.test").error("save_failed", exc_info=failing())
    caplog.clear()
    text = log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "KnownError [wrong_passphrase]" in text
    assert " failing" in text
    assert "花子" not in text


def test_a_report_holds_no_value_and_no_path(tmp_path: Path, fixed_clock: FixedClock) -> None:
    path = desk_logging.write_report(failing(), tmp_path / "reports", fixed_clock)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "saroma_desk 0." in text
    assert "2026-11-02T00:00:00Z" in text
    assert "花子" not in text
    assert str(tmp_path) not in text


def test_only_the_newest_reports_are_kept(tmp_path: Path, fixed_clock: FixedClock) -> None:
    for number in range(60):
        (tmp_path / f"report-20260101-{number:06}-000000.txt").touch()
    newest = desk_logging.write_report(failing(), tmp_path, fixed_clock)
    assert newest in tmp_path.iterdir()
    assert len(list(tmp_path.iterdir())) == 50


def test_without_a_place_the_program_goes_on(tmp_path: Path, fixed_clock: FixedClock) -> None:
    (tmp_path / "file").touch()
    desk_logging.set_up(tmp_path / "file" / "logs")
    assert desk_logging.write_report(failing(), tmp_path / "file" / "logs", fixed_clock) is None


def test_an_error_nobody_caught_becomes_a_report_in_any_thread(
    tmp_path: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told: list[Path | None] = []
    desk_logging.install_excepthook(tmp_path, fixed_clock, told.append)
    error = failing()
    sys.excepthook(type(error), error, error.__traceback__)
    worker = threading.Thread(target=lambda: 1 // 0)
    worker.start()
    worker.join()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    caplog.clear()
    assert len(told) == 2
    assert all(path and path.exists() for path in told)
