"""From a passphrase to the key of an encrypted database, without ever opening the file for writing.

The files are plain SQLCipher 4: any SQLCipher tool opens them with the passphrase (in NFKC form) in ten years too.
Each page carries an HMAC under the key, so this module can tell *wrong passphrase* (no page fits) from *damaged
file* (some pages fit) by reading alone. A small file beside the database repeats the salt and a check value for
the case that the first page itself is destroyed.

A passphrase is compared in NFKC: full-width letters and decomposed kana typed with the input method on are the same
passphrase. Capitals and spaces count.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from saroma_desk.runtime.files import write_atomic

from .faults import fault, known_fault

PAGE: Final = 4096
SALT: Final = 16
SHORTEST_PASSPHRASE: Final = 12
_ITERATIONS: Final = 256_000  # SQLCipher 4's own
_MAC: Final = 64
_PROBED_PAGES: Final = 16
_PLAIN_SQLITE: Final = b"SQLite format 3\0"
# The practice office holds invented families only: its key is public on purpose, so that it needs no passphrase.
_PRACTICE_KEY: Final = hashlib.sha256(b"saroma_desk practice office").digest()


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one database file.

    Attributes:
        secret: 32 bytes.
        salt: the file's first 16 bytes.
        practice: the published key of the practice office.
    """

    secret: bytes
    salt: bytes
    practice: bool

    @property
    def pragma(self) -> str:
        """Statement that gives this key to a fresh connection."""
        return f"PRAGMA key = \"x'{self.secret.hex()}{self.salt.hex()}'\""

    def __repr__(self) -> str:
        return "Key(…)"  # never into a log


def derive(passphrase: str | None, salt: bytes) -> Key:
    """The key for this salt; None gives the practice office's."""
    if passphrase is None:
        return Key(_PRACTICE_KEY, salt, practice=True)
    text = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return Key(hashlib.pbkdf2_hmac("sha512", text, salt, _ITERATIONS, 32), salt, practice=False)


def check_new(passphrase: str) -> None:
    """Refuse a passphrase that is too short; raises KnownError ``weak_passphrase``."""
    if len(unicodedata.normalize("NFKC", passphrase)) < SHORTEST_PASSPHRASE:
        raise fault("weak_passphrase")


def unlock(file: Path, passphrase: str | None) -> Key:
    """The key that opens `file`; reads only, so that a wrong passphrase changes no byte.

    Raises:
        KnownError: ``wrong_passphrase``, ``passphrase_needed`` (None for a real office), ``damaged_database``,
            ``not_a_database``, ``no_database`` or what the system says about the file.
    """
    pages = _read_database(file)
    key = derive(passphrase, pages[:SALT])
    if _fits(key, pages):
        return key
    if _noted_key_agrees(file, passphrase):
        raise fault("damaged_database")
    raise fault("passphrase_needed" if passphrase is None else "wrong_passphrase")


def opens(file: Path, key: Key) -> bool:
    """Whether this very key opens the file."""
    pages = _read_start(file)
    return pages[:SALT] == key.salt and _fits(key, pages)


def same(one: Key, other: Key) -> bool:
    """Whether two keys are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.secret, other.secret)


def needs_passphrase(file: Path) -> bool:
    """Whether the file is a real office's: not to be opened with the practice office's published key.

    Raises:
        KnownError: ``damaged_database``, ``not_a_database``, ``no_database`` or what the system says about the file.
    """
    pages = _read_database(file)
    return not (_fits(derive(None, pages[:SALT]), pages) or _noted_key_agrees(file, None))


def write_note(file: Path, key: Key) -> None:
    """Write the small file beside the database; without it a message may be less clear one day, no more."""
    content = {"salt": key.salt.hex(), "check": _check_value(key)}
    with suppress(OSError):
        write_atomic(note_file(file), json.dumps(content).encode("ascii"))


def note_file(file: Path) -> Path:
    """Where the salt and check value of a database file stand."""
    return file.with_suffix(".keycheck")


def _read_database(file: Path) -> bytes:
    pages = _read_start(file)
    if pages[:SALT] == _PLAIN_SQLITE:
        raise fault("not_a_database")
    if len(pages) < PAGE:
        raise fault("damaged_database")
    return pages


def _read_start(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(PAGE * _PROBED_PAGES)
    except FileNotFoundError as error:
        raise fault("no_database" if file.parent.is_dir() else "missing_folder") from error
    except OSError as error:
        raise known_fault(error) or error from error


def _fits(key: Key, pages: bytes) -> bool:
    """Whether any page carries this key's HMAC."""
    secret = _mac_secret(key)
    return any(
        hmac.compare_digest(hmac.digest(secret, body + number.to_bytes(4, "little"), "sha512"), mac)
        for number, body, mac in _pages(pages)
    )


def _pages(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    for number, start in enumerate(range(0, len(content) - PAGE + 1, PAGE), 1):
        first = SALT if number == 1 else 0
        page = content[start : start + PAGE]
        yield number, page[first:-_MAC], page[-_MAC:]


def _mac_secret(key: Key) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key.secret, bytes(byte ^ 0x3A for byte in key.salt), 2, 32)


def _check_value(key: Key) -> str:
    return hmac.digest(_mac_secret(key), b"saroma_desk keycheck", "sha256").hex()


def _noted_key_agrees(file: Path, passphrase: str | None) -> bool:
    """Whether the note beside the file says that the passphrase is right, although no page fits."""
    try:
        noted = json.loads(note_file(file).read_bytes())
        key = derive(passphrase, bytes.fromhex(noted["salt"]))
        return hmac.compare_digest(_check_value(key), str(noted["check"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False  # without the note the file alone decides
