"""Finding the command in what a person wrote."""

import unicodedata
from collections.abc import Mapping

from .router import Command

# Joiners and marks that keyboards and copying leave before the first word.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
SEPARATORS = " \t\r\n\u3000,，:：、+-－#"
CANCEL = frozenset({"取消", "退出", "算了"})


def tidy(text: str) -> str:
    """Without the blanks and invisible marks at both ends; what stands between is kept as it is."""
    return text.strip().strip(INVISIBLE).strip()


def find_command(text: str, commands: Mapping[str, Command]) -> tuple[str, str] | None:
    """The command word that `text` begins with, and the rest; longer words win over shorter.

    A word of one character needs a blank, a digit or the end behind it (改天 is not 改).
    """
    longest = max(map(len, commands), default=0)
    for length in range(min(longest, len(text)), 0, -1):
        word = unicodedata.normalize("NFKC", text[:length])
        if word in commands and _stands_alone(word, text[length:]):
            return word, tidy(text[length:].lstrip("".join(SEPARATORS.replace("-", "").replace("－", "").replace("#", ""))))
    return None


def _stands_alone(word: str, rest: str) -> bool:
    return not rest or len(word) > 1 or rest[0] in SEPARATORS or unicodedata.normalize("NFKC", rest[0]).isdigit()
