"""How every call ends: an exit code, and for a failure one calm Japanese line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from saroma_desk.cli.speech import complain, words_for
from saroma_desk.runtime import logging as desk_logging
from saroma_desk.runtime import paths
from saroma_desk.runtime.clock import SystemClock

DONE: Final = 0
FAILED: Final = 1
WRONG_CALL: Final = 2
INTERRUPTED: Final = 130


def ended(work: Callable[[], int]) -> int:
    """Do the work; gives its exit code, or that of the failure that was told."""
    try:
        return work()
    except KeyboardInterrupt:
        return interrupted()
    except Exception as error:  # the funnel: nobody at the desk should ever read a traceback
        return _failed(error)


def interrupted() -> int:
    """Say that the person stopped it."""
    complain("中断しました。保存済みのデータはそのままです。")
    return INTERRUPTED


def _failed(error: Exception) -> int:
    logger = logging.getLogger("saroma_desk.cli")
    words = words_for(error)
    if words is not None:
        logger.info("command_refused", exc_info=error)
        complain(words)
        return FAILED
    logger.critical("unexpected_error", exc_info=error)
    report_file = desk_logging.write_report(error, paths.logs_folder(), SystemClock())
    where = f"個人情報を含まない報告を保存しました: {report_file}" if report_file else "報告は保存できませんでした。"
    complain(f"プログラムの誤りのため中止しました。保存済みのデータはそのままです。{where}")
    return FAILED
