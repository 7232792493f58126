"""A notice as a file: text or simple Markdown, the first line its title."""

import re
from pathlib import Path

from domain.notice_text import NoticeText, read_notice_text
from texts import command_line

from .control import Refused

LARGEST = 100_000
# In this order: what is valid UTF-8 is UTF-8; Windows editors in China save the other.
ENCODINGS = ("utf-8-sig", "gb18030")

# Phones show plain text, so that marks are taken off and a link shows its address.
_PLAIN = (
    (re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE), "· "),
    (re.compile(r"\*\*(\S(?:.*?\S)?)\*\*"), r"\1"),
    (re.compile(r"!?\[([^\]\n]*)\]\((\S+?)\)"), r"\1（\2）"),
    (re.compile(r"\n{3,}"), "\n\n"),
)


def read_notice_file(path: Path) -> NoticeText:
    """Raises `Refused` for what can't be read, and the refusals of `read_notice_text`."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Refused(command_line.no_such_file(str(path))) from error
    except OSError as error:
        raise Refused(command_line.unreadable_file(str(path), error.strerror or "")) from error
    if len(raw) > LARGEST:
        raise Refused(command_line.notice_too_large(str(path)))
    return read_notice_text(as_plain_text(decoded(raw, path)))


def decoded(raw: bytes, path: Path) -> str:
    """As UTF-8 or GB18030. Raises `Refused`."""
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(command_line.not_text(str(path)))


def as_plain_text(markdown: str) -> str:
    """What a reader of the Markdown would see, as lines of text."""
    text = markdown.replace("\r\n", "\n")
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return text
