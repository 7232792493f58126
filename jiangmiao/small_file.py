"""A file that somebody names at the command line, read whole unless it is too large."""

from pathlib import Path

from texts import command_line

from .control import Refused

# In this order: what is valid UTF-8 is UTF-8; Windows editors in China save the other.
ENCODINGS = ("utf-8-sig", "gb18030")


def small_file(path: Path, largest: int, too_large: str) -> str:
    """Its text, of at most `largest` bytes. Raises `Refused`, with `too_large` where there are more."""
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except FileNotFoundError as error:
        raise Refused(command_line.no_such_file(str(path))) from error
    except OSError as error:
        raise Refused(command_line.unreadable_file(str(path), error.strerror or "")) from error
    if len(raw) > largest:
        raise Refused(too_large)
    return _decoded(raw, path)


def _decoded(raw: bytes, path: Path) -> str:
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(command_line.not_text(str(path)))
