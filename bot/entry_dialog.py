"""Commands about one entry: its number and words about it, in one line or asked for one after the other."""

from collections.abc import Callable

from domain.errors import Refusal
from texts import questions_hours, refusals
from usecases.own_entry import NoSuchEntry

from .router import Answer, Ask, Turn
from .words import take_number


def number_and_words(turn: Turn) -> tuple[int, str]:
    """From a line, or from an answer that adds what was missing; 0 and "" for what still is."""
    number, words = int(turn.facts.get("number", 0)), str(turn.facts.get("words", ""))
    if number:
        return number, turn.text
    number, rest = take_number(turn.text)
    return number, words or rest


def ask(text: str, question: str, number: int, words: str) -> Ask:
    """A question for the number or the words, whichever is missing; the other is kept."""
    return Ask(text, question, {"number": number, "words": words})


def ask_anew(
    turn: Turn,
    refusal: Refusal,
    question: str,
    number: int,
    words: str,
    *,
    final: tuple[type[Refusal], ...],
    sentence: Callable[[Refusal], str] = refusals.sentence,
) -> Answer:
    """In a dialog, a refusal leaves the question for the refused part open, or none where it is `final`.

    A line that said everything at once is refused as it stands, and so is what is `final`.
    """
    said = sentence(refusal)
    if not turn.facts or isinstance(refusal, final):
        return said
    said = f"{said}\n{questions_hours.LEAVE}"
    return (
        ask(said, question, 0, words) if isinstance(refusal, NoSuchEntry) else ask(said, question, number, "")
    )
