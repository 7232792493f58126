"""What a text may hold on either database."""

import re

# PostgreSQL has no NUL in text, and half a surrogate pair is no character.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str, longest: int) -> str:
    """What can be kept of a text from outside in a column of `longest` characters."""
    return UNSTORABLE.sub("", text)[:longest]
