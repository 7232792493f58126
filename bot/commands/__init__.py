"""One file per command of the chat, with the steps of its dialog."""

from importlib import import_module
from pkgutil import iter_modules

from ..router import Router


def routers() -> list[Router]:
    """The router of every file in this folder."""
    names = sorted(module.name for module in iter_modules(__path__))
    return [import_module(f"{__name__}.{name}").router for name in names]
