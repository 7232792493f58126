"""From a message to its answer: one transaction, one effect, one answer."""

from datetime import datetime
from hashlib import blake2b

import structlog

from domain.errors import Refusal
from texts import refusals, replies, replies_inbox
from usecases.attempt import attempt
from usecases.channel_bars import lift_bars
from usecases.identify_contact import Known, identify_contact
from usecases.inbox import announce_unseen
from usecases.keep_question import close_question, keep_question
from usecases.receive_message import NotNow, answer_once

from . import events, media
from .commands import routers
from .examples import fitted
from .message import Message
from .router import Answer, Ask, Command, Contact, Question, Router, Turn
from .words import CANCEL, find_command, tidy

# Which customer-message allowance of the platform a message opens (docs/wechat.md).
WINDOW_EVENTS = {
    "event:click",
    "event:scancode_push",
    "event:scancode_waitmsg",
    "event:subscribe",
    "event:scan",
}

log = structlog.get_logger("bot")


class Dispatch:
    """Answers messages with the commands of `router`."""

    def __init__(self, router: Router | None = None) -> None:
        self.router = router or Router(*routers())

    async def answer(self, message: Message, *, now: datetime) -> str:
        """The sentence that answers `message`; empty says nothing.

        A failure of ours undoes everything, is logged under an id, and the person reads that id. Raises `NotNow`
        while the database is away: then the platform asks again by itself.
        """
        request = blake2b(message.key.encode(), digest_size=5).hexdigest()

        async def work() -> str:
            return await fitted(await self._answer(message, request, now), message, now=now)

        async def refused(refusal: Refusal) -> str:
            return await fitted(refusals.sentence(refusal), message, now=now)

        try:
            return await answer_once(
                message.key, message.openid, message.kind, _window(message), work, refused, now=now
            )
        except NotNow:
            raise
        except Exception:
            log.exception("message.failed", request=request, kind=message.kind)
            return replies.failed(request)

    async def _answer(self, message: Message, request: str, now: datetime) -> str:
        known = await identify_contact(message.app, message.openid, request=request, now=now)
        if known.barred and message.kind not in events.FROM_THE_PLATFORM:
            await lift_bars(known.identity_id)
        contact = Contact(message.app, message.openid, known.identity_id, known.actor)
        turn = Turn(contact, "", message.key, now)
        event = message.kind.startswith("event:")
        said = (
            await events.answer(message, turn) if event else await media.words_or_answer(message, turn, known)
        )
        if isinstance(said, events.Line):
            return await _settle(await self._line(said.text, turn, known), turn, known)
        # Neither a picture nor a page that was opened answers a question.
        return await _settle(said, turn, known, closes=event and said is not None)

    async def _line(self, text: str, turn: Turn, known: Known) -> Answer:
        """The answer to written words: cancel, then a command, then the open question, then help.

        A command beats an open question only if it is clearly one (`find_command`) and the person's own.
        """
        if tidy(text) in CANCEL:
            return replies.cancelled(bool(known.question))
        question = self.router.questions.get(known.question)
        if found := self._command_in(text, turn, question):
            command, turn = found
            return await _closing(command, turn) if question else await self._command(command, turn)
        if question:
            return await question.step(turn_with(turn, text.strip(), facts=known.facts))
        return await self._heard(turn_with(turn, text.strip()))

    def _command_in(self, text: str, turn: Turn, question: Question | None) -> tuple[Command, Turn] | None:
        """The command that these words are, and what it is given; while a question is open, only the person's own."""
        if question is None:
            found = find_command(text, self.router.commands)
        elif tidy(text).rstrip("。.!！") in question.answers:
            return None
        else:
            found = find_command(text, self.router.commands, answering=True, free=question.free)
        if found is None:
            return None
        word, rest = found
        command = self.router.commands[word]
        if question and not command.is_for(turn.contact.actor):
            return None
        return command, turn_with(turn, rest, word=word)

    async def _command(self, command: Command, turn: Turn) -> Answer:
        actor = turn.contact.actor
        if command.is_for(actor):
            return await command.step(turn)
        return replies.not_your_command(turn.word, command.roles) if actor else replies.how_to_bind()

    async def _heard(self, turn: Turn) -> Answer:
        """Whoever understands plain words; else help."""
        actor = turn.contact.actor
        if actor is None:
            return replies.how_to_bind()
        for listen in self.router.listeners:
            if said := await listen(turn):
                return said
        return replies.not_understood(actor)


def turn_with(turn: Turn, text: str, *, word: str = "", facts: object = None) -> Turn:
    return Turn(turn.contact, text, turn.ref, turn.now, word, facts if isinstance(facts, dict) else {})


async def _closing(command: Command, turn: Turn) -> Answer:
    """A command leaves the open question behind even if a rule refuses it: the next words answer nothing old."""
    said = await attempt(lambda: command.step(turn))
    return refusals.sentence(said) if isinstance(said, Refusal) else said


async def _settle(said: Answer | None, turn: Turn, known: Known, *, closes: bool = True) -> str:
    """Keep or close the question, and return the words."""
    if isinstance(said, Ask):
        await keep_question(turn.contact.app, turn.contact.openid, said.question, said.facts, now=turn.now)
        return replies.with_way_out(said.text)
    if known.question and closes:
        await close_question(turn.contact.app, turn.contact.openid)
    return await _with_unseen(said, turn) if said and known.unseen else said or ""


async def _with_unseen(said: str, turn: Turn) -> str:
    """A finished answer also tells of messages that nothing could carry, unless it has just shown them."""
    actor = turn.contact.actor
    count = await announce_unseen(actor.person_id) if actor else 0
    return f"{said}\n{replies_inbox.unseen(count)}" if count else said


def _window(message: Message) -> str:
    if not message.kind.startswith("event:"):
        return "message"
    return "event" if message.kind in WINDOW_EVENTS else ""
