"""A notice as a file: text or simple Markdown, the first line its title."""

import re
from pathlib import Path

from domain.notice_text import NoticeText, read_notice_text
from texts import command_line

from .small_file import small_file

LARGEST = 100_000

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
    text = small_file(path, LARGEST, command_line.notice_too_large(str(path)))
    return read_notice_text(as_plain_text(text))


def as_plain_text(markdown: str) -> str:
    """What a reader of the Markdown would see, as lines of text."""
    text = markdown.replace("\r\n", "\n")
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return text
