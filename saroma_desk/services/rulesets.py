"""All rule sets that this desk obeys: those that travel with the program and the office's own beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from saroma_desk.domain.errors import FieldError, KnownError
from saroma_desk.domain.office import OfficeSetting
from saroma_desk.domain.programme import Programme, RuleSetError
from saroma_desk.domain.programmefile import family_of, programmes_from, resolved
from saroma_desk.domain.rulecheck import rule_set_problems
from saroma_desk.runtime import resources
from saroma_desk.runtime.files import write_atomic
from saroma_desk.storage import Store

OWN_FOLDER: Final = "programmes"  # below the office's data folder
SUFFIX: Final = ".yaml"
KEPT_TEXT: Final = "desk.rule_set."  # key of the setting that keeps an enacted rule set's text, followed by its id


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """One rule set as it stands in its file.

    Attributes:
        file: name of the file, for messages.
        data: the parsed file; keys that it takes over from another rule set (`extends`) are absent.
        own: it is the office's, not the program's.
    """

    file: str
    data: Mapping[str, Any]
    own: bool


class RuleShelf:
    """The rule sets in use while the desk is open; the law-change kit puts a new one on it without a restart."""

    def __init__(self, load: Callable[[], tuple[Programme, ...]]) -> None:
        self._load = load
        self.programmes = load()

    def renew(self) -> None:
        """Read all rule sets again; raises KnownError ``rule_set_invalid`` and then keeps those in use."""
        self.programmes = self._load()


def rule_files(office: Path | None = None) -> dict[str, RuleFile]:
    """All rule sets by id, shipped ones first.

    Args:
        office: the office's data folder; None for the shipped ones alone.

    Raises:
        ResourceError: a shipped file is damaged.
        KnownError: ``rule_set_invalid``: a file of the office cannot be read, or has the id of another one.
    """
    files = sorted(resources.path_of("programmes").glob(f"*{SUFFIX}"))
    found: dict[str, RuleFile] = {}
    for path in files:
        data = resources.read_yaml(f"programmes/{path.name}")
        found[data["id"]] = RuleFile(file=path.name, data=data, own=False)
    folder = None if office is None else office / OWN_FOLDER
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder is not None and folder.is_dir() else ():
        data = _read_own(path)
        if data["id"] in found:
            raise invalid(path.name, (("id", f"「{data['id']}」という事業の決まりはすでにあります。"),))
        found[data["id"]] = RuleFile(file=path.name, data=data, own=True)
    return found


def restore_missing(store: Store) -> None:
    """Write the office's rule sets that the database keeps and the folder lacks, as after restoring a backup."""
    with store.read() as read:
        kept = [s for s in read.list(OfficeSetting) if s.key.startswith(KEPT_TEXT)]
    folder = store.folder / OWN_FOLDER
    for setting in kept:
        path = folder / f"{setting.key.removeprefix(KEPT_TEXT)}{SUFFIX}"
        if not path.exists():
            folder.mkdir(exist_ok=True)
            write_atomic(path, setting.value.encode("utf-8"))


def load_programmes(office: Path | None = None) -> tuple[Programme, ...]:
    """All rule sets, those of the desk's own programme first, then by their first day.

    Raises:
        RuleSetError: a shipped rule set is incomplete.
        KnownError: ``rule_set_invalid``, naming file, key and reason of everything wrong in the office's own.
    """
    files = rule_files(office)
    documents = {key: entry.data for key, entry in files.items()}
    for key, entry in files.items():
        if entry.own:
            demand_sound(entry.file, documents, key)
    main = next(family_of(resolved(documents, key)) for key, entry in files.items() if not entry.own)
    programmes = programmes_from(documents)
    return tuple(sorted(programmes, key=lambda p: (p.family != main, p.family, p.valid_from, p.id)))


def demand_sound(file: str, documents: Mapping[str, Mapping[str, Any]], rule_set_id: str) -> None:
    """Raise KnownError ``rule_set_invalid`` with everything that is wrong with one rule set."""
    try:
        whole = resolved(documents, rule_set_id)
    except RuleSetError:
        base = documents[rule_set_id].get("extends")
        raise invalid(file, (("extends", f"もとにする「{base}」がありません。"),)) from None
    problems = rule_set_problems(whole)
    if problems:
        raise invalid(file, problems)


def invalid(file: str, problems: tuple[tuple[str, str], ...]) -> KnownError:
    """The refusal of a rule set file: each problem names file, key and reason."""
    lines = [f"{file} {key}：{why}" for key, why in problems]
    fields = tuple(FieldError(key, line) for (key, _), line in zip(problems, lines, strict=True))
    return KnownError("rule_set_invalid", "事業の決まりのファイルを直してください。" + " ".join(lines), fields)


def _read_own(path: Path) -> Mapping[str, Any]:
    try:
        data = resources.load_yaml(path)
    except resources.ResourceError as error:
        place = f"{error.line}行目" if error.line else ""
        raise invalid(path.name, ((place, f"読めません（{error}）。"),)) from error
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        raise invalid(path.name, (("id", "事業の決まりの名前（id）がありません。"),))
    return data
