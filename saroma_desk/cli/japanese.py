"""typer in Japanese: helps and wrong calls without any of its English."""

from __future__ import annotations

import re
from typing import Final

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

# Headings that typer writes itself; in a help text each stands at the place the pattern describes.
_HEADINGS: Final = (
    (re.compile(r"^Usage: ", re.M), "使い方: "),
    (re.compile(r"^Arguments:$", re.M), "指定するもの:"),
    (re.compile(r"^Options:$", re.M), "選べるもの:"),
    (re.compile(r"^Commands:$", re.M), "命令:"),
    (re.compile(r"\[OPTIONS\]"), "[選べるもの]"),
    (re.compile(r"\[?COMMAND\]? \[ARGS\]\.\.\."), "[命令]"),
    (re.compile(r"Show this message and exit\."), "この説明を表示します。"),
    (re.compile(r" *<int range>"), ""),
    (re.compile(r"\[(\d+)<=x<=(\d+)(; required)?\]"), r"[\1〜\2]"),
    (re.compile(r"\[required\]"), "[必須]"),
)


def in_japanese(help_text: str) -> str:
    """A help text of typer with its own words in Japanese."""
    for pattern, words in _HEADINGS:
        help_text = pattern.sub(words, help_text)
    return help_text


class WrongCall(TyperException):
    """A call that is wrong in a way that typer cannot see; the message is one complete Japanese sentence."""

    exit_code = 2


class JapaneseCommand(TyperCommand):
    """A command whose `--help` is Japanese throughout."""

    def get_help(self, ctx: object) -> str:
        """As typer, in Japanese."""
        return in_japanese(super().get_help(ctx))  # type: ignore[arg-type]  # typer's context class is private


class JapaneseGroup(TyperGroup):
    """A group of commands whose `--help` is Japanese throughout."""

    def get_help(self, ctx: object) -> str:
        """As typer, in Japanese."""
        return in_japanese(super().get_help(ctx))  # type: ignore[arg-type]  # typer's context class is private


def words_for_wrong_call(error: TyperException) -> str:
    """One Japanese line for a call that typer refused, naming what to change."""
    return f"{_mistake(error)}使い方は --help を付けると表示します。"


def _mistake(error: TyperException) -> str:
    if isinstance(error, WrongCall):
        return error.message
    kind = type(error).__name__  # typer keeps these classes private, and writes their messages in English
    option = str(getattr(error, "option_name", "") or "")
    if kind == "NoSuchOption":
        return f"「{option}」という指定はありません。"
    if kind == "BadOptionUsage":
        return f"「{option}」には値が1つ要ります。"
    if kind == "MissingParameter":
        return f"「{_parameter(error)}」を指定してください。"
    if kind == "BadParameter":
        return f"「{_parameter(error)}」の値が正しくありません。"
    return _other_mistake(error.message)


def _other_mistake(message: str) -> str:
    if found := re.match(r"No such command '(.*)'", message):
        return f"「{found[1]}」という命令はありません。"
    if found := re.match(r"Got unexpected extra argument\(s\) \((.*)\)", message):
        return f"「{found[1]}」は余分です。"
    return "命令の書き方が正しくありません。"


def _parameter(error: TyperException) -> str:
    parameter = getattr(error, "param", None)
    options = [name for name in getattr(parameter, "opts", ()) if name.startswith("--")]
    hint = getattr(error, "param_hint", None)
    return str(options[0] if options else hint or getattr(parameter, "metavar", None) or "値")
