"""Pictures that come while an entry is being written wait for that entry, and not for the one before it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from texts import questions_hours
from usecases.add_evidence import EvidenceAdded, add_evidence, check_media

from .router import Answer, Ask, Step, Turn

# The questions of 学时.
LOG, LOG_UNIT = "log", "log_unit"
QUESTIONS = (LOG, LOG_UNIT)
KEY = "pictures"


def wait(question: str, facts: Mapping[str, Any], kind: str, media_id: str) -> Ask:
    """The question stays open with one picture more. Refusal: `MediaUnknown`."""
    check_media(media_id)
    waiting = [picture for picture in facts.get(KEY, []) if picture != [kind, media_id]] + [[kind, media_id]]
    return Ask(questions_hours.picture_waits(len(waiting)), question, {**facts, KEY: waiting})


def carried(step: Step) -> Step:
    """A step of the dialog whose next question keeps the pictures that wait."""

    async def carry(turn: Turn) -> Answer:
        said = await step(turn)
        if isinstance(said, Ask) and turn.facts.get(KEY):
            return replace(said, facts={**said.facts, KEY: turn.facts[KEY]})
        return said

    carry.__doc__ = step.__doc__
    return carry


async def attach(turn: Turn) -> EvidenceAdded | None:
    """Give the entry just written what waited for it; None where nothing did."""
    added = None
    for kind, media_id in turn.facts.get(KEY, []):
        added = await add_evidence(turn.actor, kind, media_id, now=turn.now)
    return added
