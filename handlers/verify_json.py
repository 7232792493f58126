"""The check of a certificate for programs."""

from typing import Any

from aiohttp import web

from texts import links, public_check
from usecases.present_certificate import Other, Presented


def wants_json(request: web.Request) -> bool:
    """Whether JSON is asked for before HTML; a browser names HTML first."""
    accepted = [part.strip() for part in request.headers.get("Accept", "").split(",")]
    ranks = {part.partition(";")[0].strip().lower(): _quality(part) for part in accepted}
    return ranks.get("application/json", 0.0) > ranks.get("text/html", 0.0)


def as_json(found: Presented) -> dict[str, Any]:
    """All that the page shows. Days are ISO dates, hours minutes, scores hundredths of a point."""
    url = _url(found.code)
    return {
        "url": url,
        "number": found.number,
        "state": str(found.validity),
        "state_name": public_check.NAMES[found.validity],
        "reason": found.reason,
        "since": found.since.isoformat() if found.since else None,
        "issued_on": found.issued_on.isoformat(),
        "expires_on": found.expires_on.isoformat() if found.expires_on else None,
        "replaces": _other(found.replaces),
        "replaced_by": _other(found.replaced_by),
        "certificate": found.snapshot,
        "sha256": found.digest,
        "credential": f"{url}.jwt",
    }


def _quality(part: str) -> float:
    name, _, value = part.partition(";")[2].strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0


def _other(other: Other | None) -> dict[str, str] | None:
    return {"number": other.number, "url": _url(other.code)} if other else None


def _url(code: str) -> str:
    return links.to(f"/v/{code}")
