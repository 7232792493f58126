"""What requests and answers are made of. The published document is written from the same models."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

LARGEST = 2**31 - 1
# What JavaScript counts to.
LARGEST_ENTRY = 2**53 - 1
# Ids of tables that grow beyond what a number of an entry, a notice or a person needs.
WIDE = {"entry", "photo"}
# PostgreSQL has no NUL in text.
Text = Annotated[str, Field(pattern="^[^\\x00]*$")]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
EntryId = Annotated[int, Field(ge=1, le=LARGEST_ENTRY)]
# Minutes after midnight.
MinuteOfDay = Annotated[int, Field(ge=0, le=1439)]


def largest(name: str) -> int:
    """Of the numbers that stand in an address under this name."""
    return LARGEST_ENTRY if name in WIDE else LARGEST


class Asked(BaseModel):
    """A body or a query. What a model doesn't name is refused, so nobody can set what isn't theirs to set."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Nothing(Asked):
    """No body, no query."""


class Answer(BaseModel):
    """Made of what a use case returns: only the fields named here leave the house."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class File(Answer):
    """No JSON: the file at this path as it is."""

    path: Path


class Problem(Answer):
    """Why a request was refused: a code to act on, a sentence to show, and the facts of the rule."""

    code: str
    message: str
    facts: Mapping[str, Any]
