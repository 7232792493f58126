"""Addresses of our own pages, as sentences name them."""

_site = ""


def use(public_url: str) -> None:
    """Set where this service is reached from outside, without a slash at the end."""
    global _site
    _site = public_url


def to(path: str) -> str:
    """The whole address of a page; `path` begins with a slash."""
    return f"{_site}{path}"


def page(path: str) -> str:
    """The whole address; empty without a path, and where nobody has said how we are reached."""
    return to(path) if path and _site else ""
