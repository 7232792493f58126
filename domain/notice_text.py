"""What a notice says: the first line is its title, the rest its body."""

import re
from dataclasses import dataclass

from .errors import Refusal
from .numerals import BLANKS

TITLE_LENGTH = 60
BODY_LENGTH = 5000

# For a title that would otherwise begin with a command word.
_MARK = re.compile("标题[:：]")
# PostgreSQL stores no NUL and neither database a lone surrogate.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NoticeText:
    """`title` is one line of 1 to 60 characters, `body` has at most 5,000 and may be empty."""

    title: str
    body: str


@dataclass(eq=False)
class TitleMissing(Refusal):
    code = "notices.title_missing"


@dataclass(eq=False)
class TitleTooLong(Refusal):
    code = "notices.title_too_long"
    length: int
    most: int


@dataclass(eq=False)
class BodyTooLong(Refusal):
    code = "notices.body_too_long"
    length: int
    most: int


@dataclass(eq=False)
class TextUnstorable(Refusal):
    """It holds characters that no database keeps."""

    code = "notices.text_unstorable"


def read_notice_text(text: str) -> NoticeText:
    """Raises `TitleMissing`, `TitleTooLong`, `BodyTooLong`, `TextUnstorable`."""
    title, _, body = text.strip(BLANKS).replace("\r\n", "\n").partition("\n")
    marked = _MARK.match(title)
    return check_notice_text(title[marked.end() :] if marked else title, body)


def check_notice_text(title: str, body: str) -> NoticeText:
    """The same without blanks around; the same refusals."""
    checked = NoticeText(title.strip(BLANKS), body.strip(BLANKS))
    if _UNSTORABLE.search(checked.title + checked.body):
        raise TextUnstorable
    if not checked.title:
        raise TitleMissing
    if len(checked.title) > TITLE_LENGTH:
        raise TitleTooLong(len(checked.title), TITLE_LENGTH)
    if len(checked.body) > BODY_LENGTH:
        raise BodyTooLong(len(checked.body), BODY_LENGTH)
    return checked
