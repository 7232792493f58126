"""One file per command of the chat, with the steps of its dialog."""

from ..router import Router


def routers() -> list[Router]:
    """The routers of every command file."""
    from . import apprentices, confirm, deputy, help, log, own_hours, queue, send_back

    return [
        help.router,
        log.router,
        own_hours.router,
        queue.router,
        confirm.router,
        send_back.router,
        deputy.router,
        apprentices.router,
    ]
