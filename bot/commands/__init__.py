"""One file per command of the chat, with the steps of its dialog."""

from ..router import Router


def routers() -> list[Router]:
    """The routers of every command file."""
    from . import help, log, own_hours

    return [help.router, log.router, own_hours.router]
