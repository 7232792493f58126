"""The kinds of values that settings take, and what is wrong with a value that is none of its kind."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from domain.networks import networks


def wrong(rule: str) -> PydanticCustomError:
    """A value that breaks `rule`; its sentence is in texts/settings.py."""
    return PydanticCustomError("rule", "{rule}", {"rule": rule})


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise wrong("web_address")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    scheme, _, rest = value.partition("://")
    if scheme not in {"sqlite", "postgres", "postgresql"} or not rest:
        raise wrong("database_url")
    # In memory everything would be gone at the end.
    if rest.startswith(":memory:") or (scheme != "sqlite" and not _is_address(value)):
        raise wrong("database_url")
    return value


def _is_address(value: str) -> bool:
    try:
        return urlsplit(value).port != 0
    except ValueError:  # brackets or a port that are none
        return False


def _network_list(value: str) -> str:
    try:
        networks(value)
    except ValueError:
        raise wrong("networks") from None
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
Networks = Annotated[str, AfterValidator(_network_list)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
