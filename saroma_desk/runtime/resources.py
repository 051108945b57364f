"""Reading the data that travels with the program: rule sets, glossary, fonts, styles, templates.

In a source tree the files lie in `resources/` and `forms_templates/` beside the package, in an installed copy
in `saroma_desk/_data/`. Names are written with forward slashes and relative to `resources/`.
"""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[1]


class ResourceError(Exception):
    """A data file of the program is missing or damaged; the message names file, line and reason.

    Attributes:
        file: the name as the caller gave it.
        line: 1 is the first line; 0 where no line is to blame.
        reason: in English, for the developer.
    """

    code = "resource_damaged"

    def __init__(self, file: str, reason: str, line: int = 0) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


def data_root() -> Path:
    """Folder that holds `resources` and `forms_templates`: the project's in a source tree, else the package's."""
    project = _PACKAGE.parent
    return project if (project / "pyproject.toml").is_file() else _PACKAGE / "_data"


def resources_root() -> Path:
    """Folder with programmes/, glossary/, fonts/, icons/, style/, practice/."""
    return data_root() / "resources"


def templates_root() -> Path:
    """Folder with form01/ … form10/."""
    return data_root() / "forms_templates"


def path_of(name: str) -> Path:
    """Absolute path of a resource, for libraries that open files themselves (fonts, icons).

    Raises:
        ResourceError: nothing is there, or the name would leave `resources/`.
    """
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts or "\\" in name:
        raise ResourceError(name, "the name leaves the resources folder")
    path = resources_root().joinpath(*relative.parts)
    if not path.exists():
        raise ResourceError(name, "missing")
    return path


@cache
def read_bytes(name: str) -> bytes:
    """Whole content of a resource, read once.

    Raises:
        ResourceError: missing or unreadable.
    """
    path = path_of(name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise ResourceError(name, error.strerror or "unreadable") from error


def read_text(name: str) -> str:
    """Whole content of a UTF-8 resource; a byte order mark is dropped.

    Raises:
        ResourceError: missing, unreadable or not UTF-8.
    """
    return _decoded(name, read_bytes(name))


def read_yaml(name: str) -> Any:
    """A YAML resource as plain lists, dicts and scalars; the caller owns the copy it gets.

    Raises:
        ResourceError: missing, not UTF-8, not YAML, or a key stands twice.
    """
    return copy.deepcopy(_yaml_of(name))


def load_yaml(path: Path) -> Any:
    """The same for a file anywhere, such as a template folder or a rule set of the office's own.

    Raises:
        ResourceError: as `read_yaml`; the file is named by its last two path parts, never by the whole path,
            because that may hold the user's name.
    """
    name = "/".join(path.parts[-2:])
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ResourceError(name, error.strerror or "unreadable") from error
    return _parsed(name, _decoded(name, content))


@cache
def _yaml_of(name: str) -> Any:
    return _parsed(name, read_text(name))


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ResourceError(name, "not UTF-8", content.count(b"\n", 0, error.start) + 1) from error


def _parsed(name: str, text: str) -> Any:
    import yaml  # only tables and pictures are read before the window stands

    from saroma_desk.runtime.strictyaml import StrictLoader

    try:
        return yaml.load(text, Loader=StrictLoader)  # noqa: S506  a SafeLoader that also refuses twin keys
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ResourceError(name, error.problem or "not YAML", line) from error
    except yaml.YAMLError as error:
        raise ResourceError(name, "not YAML") from error
