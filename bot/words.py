"""Finding the command in what a person wrote, and the number of an entry behind it."""

import re
from collections.abc import Mapping

from domain.amounts import UNIT
from domain.numerals import NUMERALS, plain

from .router import LONGEST_WORD, Command

# Joiners and marks that keyboards and copying leave around the first word.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
BLANKS = " \t\r\n\u3000\u200b\u2060\ufeff"
LEADS = BLANKS + ",，、:：。+"
# What shows, while a question is open, that a line is a command and no answer: behind the word stands
# nothing, a blank, a colon, a number (after any signs), an amount in words, or 全部.
_MEANT = re.compile(
    rf"\Z|[{INVISIBLE}{BLANKS}:]|[{LEADS}#-]*[0-9]|[{LEADS}]*[{NUMERALS}半个]+[{BLANKS}]*{UNIT}|(?:全部?|所有)\Z"
)
_ANYTHING = re.compile("")
# Where any words may be the answer, 通知：年底补录 is one: the word must stand alone, or before numbers or 全部.
_ALONE = re.compile(rf"[{INVISIBLE}{LEADS}。.!#]*(?:[0-9][0-9{INVISIBLE}{LEADS}。.!#-]*|(?:全部?|所有))?\Z")
CANCEL = frozenset({"取消", "退出", "算了"})

# 3小时, 3 小时, 11-20, 20号 and 1.5 begin with a number that names no entry.
_NO_ENTRY = rf"[0-9A-Za-z%]|:[0-9]{{2}}|[./~-][0-9]|[个点时分刻月日号年半到至]|[{BLANKS}]*个?{UNIT}"
_ENTRY = re.compile(
    rf"(?:(?:编号|第|#):?[{BLANKS}]*(?P<named>[0-9]{{1,15}})[号条]?|(?P<bare>[0-9]{{1,15}})条?)(?!{_NO_ENTRY})"
)


def tidy(text: str) -> str:
    """Without the blanks and invisible marks at both ends; what stands between is kept as it is."""
    return text.strip(INVISIBLE + BLANKS).strip()


def find_command(
    text: str, commands: Mapping[str, Command], *, answering: bool = False, free: bool = False
) -> tuple[str, str] | None:
    """The command word that `text` begins with, and the rest; longer words win over shorter.

    A word of one character needs a blank, a sign, a digit or the end behind it (改天 is not 改).
    `answering`, a question is open: every word needs what `_MEANT` says (进度检查 is content); and what `_ALONE`
    says where that question is `free`.
    """
    wanted = _ALONE if free else _MEANT if answering else _ANYTHING
    start = len(text) - len(text.lstrip(INVISIBLE + BLANKS))
    words = plain(text).lower() if text.isascii() else plain(text)
    for end in range(min(start + LONGEST_WORD, len(text)), start, -1):
        word, rest = words[start:end], words[end:]
        if word in commands and _stands_alone(word, rest) and wanted.match(rest):
            return word, text[end:].lstrip(LEADS).rstrip()
    return None


def _stands_alone(word: str, rest: str) -> bool:
    return not rest or len(word) > 1 or rest[0] in f"{LEADS}#-" or rest[0].isdigit()


def take_number(text: str) -> tuple[int, str]:
    """The number of an entry at the beginning, 0 without one, and what follows: 128 3小时, 编号128，昨天."""
    match = _ENTRY.match(plain(text))
    if match is None:
        return 0, text
    # A + or - belongs to the amount behind it: 128 +1小时 is not 128 1小时.
    return int(match["named"] or match["bare"]), text[match.end() :].lstrip(LEADS.replace("+", ""))


def names_an_entry(text: str) -> bool:
    """Whether the words name an entry as such, 编号3 or 第3条, at their beginning."""
    match = _ENTRY.match(plain(text))
    return match is not None and match["named"] is not None and not text.startswith(("#", "＃"))
