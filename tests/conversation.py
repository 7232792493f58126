"""Someone of the cast writes to the account, through the whole dispatch."""

import itertools
from datetime import datetime

from bot.dispatch import Dispatch
from bot.message import Message
from domain.roles import Actor
from tests.cast import APP, NOON, contact

_keys = itertools.count(1)


async def say(actor: Actor, text: str, *, now: datetime = NOON, key: str = "") -> str:
    """The answer to a line of text. The same `key` is the same message told again."""
    known = await contact(actor)
    key = key or f"said:{next(_keys)}"
    message = Message(key, APP, known.openid, "gh_account", "text", {"Content": text})
    return await Dispatch().answer(message, now=now)
