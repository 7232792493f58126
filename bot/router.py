"""Which function answers which word, question or event.

A command module makes a `Router`, marks its functions, and bot/dispatch.py joins them all.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.roles import Actor, Role


@dataclass(frozen=True, slots=True)
class Contact:
    """The WeChat side of whoever writes: known as a person or not."""

    app: str
    openid: str
    identity_id: int
    actor: Actor | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing a person said, and what is known at that moment.

    `text` is what followed the command word (the whole text for an answer to a question), `ref`
    names the message so that its effects happen once, `facts` come from the open question.
    """

    contact: Contact
    text: str
    ref: str
    now: datetime
    word: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        if self.contact.actor is None:
            raise LookupError("a command for known persons was given to a stranger")
        return self.contact.actor


@dataclass(frozen=True, slots=True)
class Ask:
    """An answer that leaves a question open; the next plain words go to the step named `question`."""

    text: str
    question: str
    facts: Mapping[str, Any] = field(default_factory=dict)


# Characters of a command word at most; whoever looks for one at the beginning of a line looks no further.
LONGEST_WORD = 8

Answer = str | Ask
Step = Callable[[Turn], Awaitable[Answer]]
Listener = Callable[[Turn], Awaitable[Answer | None]]


@dataclass(frozen=True, slots=True)
class Question:
    """A step of a dialog. `answers` are whole answers it offered, which count as such even where they are commands.

    `free`: any words may be its answer, so a command is one only where it stands alone or before numbers.
    """

    step: Step
    answers: frozenset[str] = frozenset()
    free: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """`roles` empty: anyone known. `strangers`: also for those not bound yet."""

    words: tuple[str, ...]
    step: Step
    roles: frozenset[Role]
    strangers: bool

    @property
    def help(self) -> str:
        return (self.step.__doc__ or "").strip()

    def is_for(self, actor: Actor | None) -> bool:
        """Whether this person, or a stranger, may use it."""
        if actor is None:
            return self.strangers
        return not self.roles or any(actor.is_a(role) for role in self.roles)


class Router:
    """Commands by word, dialog steps by the name of their question, and who else listens to plain words."""

    def __init__(self, *others: "Router") -> None:
        self.commands: dict[str, Command] = {}
        self.questions: dict[str, Question] = {}
        self.listeners: list[Listener] = []
        for other in others:
            self._join(other)

    def command(
        self, *words: str, roles: tuple[Role, ...] = (), strangers: bool = False
    ) -> Callable[[Step], Step]:
        """Mark the function that answers lines beginning with one of `words`; its docstring is its help line."""
        if too_long := [word for word in words if len(word) > LONGEST_WORD]:
            raise ValueError(f"never found, longer than {LONGEST_WORD} characters: {too_long}")

        def mark(step: Step) -> Step:
            command = Command(words, step, frozenset(roles), strangers)
            self._add(self.commands, dict.fromkeys(words, command))
            return step

        return mark

    def unprompted(self, listener: Listener) -> Listener:
        """Mark a function that may understand a bound person's words which no command or question took."""
        self.listeners.append(listener)
        return listener

    def question(
        self, name: str, *, answers: frozenset[str] = frozenset(), free: bool = False
    ) -> Callable[[Step], Step]:
        """Mark the function that takes the answer to the question `name` (see `Question`)."""

        def mark(step: Step) -> Step:
            self._add(self.questions, {name: Question(step, answers, free)})
            return step

        return mark

    def _join(self, other: "Router") -> None:
        self._add(self.commands, other.commands)
        self._add(self.questions, other.questions)
        self.listeners += other.listeners

    @staticmethod
    def _add(known: dict[str, Any], new: Mapping[str, Any]) -> None:
        if twice := known.keys() & new.keys():
            raise ValueError(f"defined twice: {sorted(twice)}")
        known.update(new)
