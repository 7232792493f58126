"""The file of a backup: manifest.json first, then the database's parts and the evidence, checksums.json last.

The manifest comes first so that a wrong key or database is told at once; the checksums come last because
evidence is read only once, and they are sealed with the service's key, so that nobody else can write them.
"""

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Self

FORMAT = 1
MANIFEST = "manifest.json"
CHECKSUMS = "checksums.json"
NAMES = re.compile(r"manifest\.json|checksums\.json|database\.sqlite|tables/\w+\.copy|files/.+", re.ASCII)
# Pictures don't shrink and tables shrink at once; more effort only takes time.
COMPRESSION = 3
BROKEN = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, KeyError, TypeError)

Seal = Callable[[str], str]


class Damaged(Exception):
    """The file isn't a backup, or not all of one, or not as it was written."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `key` tells which JIANGMIAO_SECRET_KEY seals its people, and nothing else of it."""

    format: int
    engine: str
    migrations: list[str]
    taken_at: str
    key: str
    rows: dict[str, int]
    columns: dict[str, list[str]]
    sequences: dict[str, int]


class Archive:
    """A backup being written to an open file; `seal` signs with the service's key."""

    def __init__(self, file: IO[bytes], seal: Seal) -> None:
        # __exit__ closes it, unless the backup has failed and the file is thrown away.
        self._tar = tarfile.open(fileobj=file, mode="w:gz", compresslevel=COMPRESSION)  # noqa: SIM115
        self._seal = seal
        self._sums: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            sealed = {"sha256": self._sums, "seal": self._seal(_text(self._sums))}
            self._write(CHECKSUMS, _text(sealed).encode())
            self._tar.close()

    def begin(self, manifest: Manifest) -> None:
        self._write(MANIFEST, _text(asdict(manifest)).encode())

    def add(self, name: str, path: Path) -> None:
        """The file as it is now. Raises OSError where it shrinks meanwhile."""
        with path.open("rb") as file:
            self._add(name, file, path.stat().st_size)

    def _write(self, name: str, content: bytes) -> None:
        self._add(name, io.BytesIO(content), len(content))

    def _add(self, name: str, file: IO[bytes], size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        hashed = _Hashed(file)
        self._tar.addfile(entry, hashed)  # type: ignore[arg-type]  # it reads and does nothing else
        self._sums[name] = hashed.digest.hexdigest()


class _Hashed:
    """A file whose checksum is known once it has been read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        chunk = self._file.read(size)
        self.digest.update(chunk)
        return chunk


def unpack(path: Path, folder: Path, accept: Callable[[Manifest], Seal]) -> Manifest:
    """The parts into `folder`, every byte checked; `accept` sees the manifest before anything else is read, and
    gives the seal of the key that it names.

    Raises `Damaged`, and what `accept` raises.
    """
    with _damage_named():
        with gzip.open(path) as raw, tarfile.open(fileobj=raw, mode="r|") as tar:
            manifest = _manifest(tar, folder)
            seal = accept(manifest)
            found = {MANIFEST: _sum(folder / MANIFEST), **dict(_extracted(tar, folder))}
            # gzip compares its own checksum only at the very end.
            while raw.read(1 << 20):
                pass
        _compare(found, json.loads((folder / CHECKSUMS).read_text(encoding="utf-8")), seal)
    return manifest


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        raise Damaged(f"{type(error).__name__}: {error}") from error
    except FileNotFoundError as error:
        raise Damaged(f"no {CHECKSUMS}") from error


def _manifest(tar: tarfile.TarFile, folder: Path) -> Manifest:
    first = tar.next()
    if first is None or first.name != MANIFEST:
        raise Damaged(f"no {MANIFEST}")
    tar.extract(first, folder, filter="data")
    known: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if known["format"] != FORMAT:
        # Only the format's number is sure to be where it is.
        return Manifest(int(known["format"]), "", [], "", "", {}, {}, {})
    return Manifest(**known)


def _extracted(tar: tarfile.TarFile, folder: Path) -> Iterator[tuple[str, str]]:
    """Each part written below `folder`, with its checksum."""
    for entry in tar:
        if entry.name == MANIFEST:
            continue
        if not entry.isreg() or not NAMES.fullmatch(entry.name):
            raise Damaged(entry.name)
        tar.extract(entry, folder, filter="data")
        yield entry.name, _sum(folder / entry.name)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _compare(found: dict[str, str], told: dict[str, Any], seal: Seal) -> None:
    sums = told["sha256"]
    found.pop(CHECKSUMS)
    if told["seal"] != seal(_text(sums)):
        raise Damaged("seal")
    for name in sorted(found.keys() | sums.keys()):
        if found.get(name) != sums.get(name):
            raise Damaged(name)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
