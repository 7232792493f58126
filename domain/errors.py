"""What a rule says when it must say no."""

from typing import ClassVar


class Refusal(Exception):
    """A rule said no: a code and its facts.

    Subclasses are dataclasses whose fields are the facts. The sentence a person reads is found
    by `code` in texts/refusals.py, the HTTP status in handlers/errors.py.
    """

    code: ClassVar[str]
