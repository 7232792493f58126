"""How pages look: the stylesheet, which each carries, and the script, which browsers keep.

A stylesheet of its own would be one more round trip before anything shows; on a weak signal that is what a person
waits for.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"
SCRIPT = "app.js"
_NOTES = re.compile(r"/\*.*?\*/|\n\s*", re.DOTALL)


@cache
def style() -> str:
    """Without what only its readers need."""
    return _NOTES.sub("", (STATIC / "app.css").read_text(encoding="utf-8"))


@cache
def script() -> str:
    return (STATIC / SCRIPT).read_text(encoding="utf-8")


@cache
def version() -> str:
    """Changes with the script, so that browsers may keep it."""
    return hashlib.sha256(script().encode()).hexdigest()[:12]


@cache
def headers() -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; script-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        # Our own forms must say where they come from, so `no-referrer` would be too little.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
