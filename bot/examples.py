"""Answers that show how to write hours show it with what the reader may record."""

from datetime import datetime

from domain.roles import Role
from texts import examples
from usecases.identify_contact import identify_contact
from usecases.plan_of import plan_of
from usecases.training_of import NotInTraining

from .message import Message


async def fitted(text: str, message: Message, *, now: datetime) -> str:
    """The answer to a message, with examples of the person's own plan; without one, nothing is asked."""
    if not examples.has_example(text):
        return text
    # Asked anew: whoever has just bound has become an apprentice.
    actor = (await identify_contact(message.app, message.openid, request="", now=now)).actor
    if actor is None or not actor.is_a(Role.APPRENTICE):
        return text
    try:
        return examples.fit(text, (await plan_of(actor, now=now)).categories)
    except NotInTraining:
        return text
