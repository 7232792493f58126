"""What a text may hold on either database."""

import re

# PostgreSQL has no NUL in text, and half a surrogate pair is no character.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
