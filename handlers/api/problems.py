"""What ends a request without its answer: problems of HTTP's own, and refusals of the rules."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from domain.errors import Refusal
from domain.invitations import PRIVACY_VERSION
from texts import api, on_page
from usecases.answer_request import Said

from ..errors import status_of
from .schema import Problem

STATUSES = {
    400: "requests.unreadable",
    408: "requests.too_slow",
    413: "requests.too_large",
    415: "requests.packed",
}


class Trouble(Exception):
    """A request that no rule was asked about, or whose outcome a use case returned."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        facts: Mapping[str, Any] | None = None,
        message: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.facts = facts or {}
        self.message = message or api.PROBLEMS[code]
        self.headers = headers or {}

    def said(self) -> Said:
        return _said(self.status, self.code, self.message, self.facts)


def check_privacy(version: str) -> None:
    """Only the text that holds now can be agreed to."""
    if version != PRIVACY_VERSION:
        raise Trouble(409, "login.outdated_privacy", facts={"version": PRIVACY_VERSION})


def refused(refusal: Refusal) -> Said:
    """A rule said no."""
    return _said(
        status_of(refusal), refusal.code, on_page.refused(refusal, on_page.MINI_PROGRAM), _facts(refusal)
    )


def _said(status: int, code: str, message: str, facts: Mapping[str, Any]) -> Said:
    return Said(status, Problem(code=code, message=message, facts=facts).model_dump_json())


def _facts(refusal: Refusal) -> dict[str, Any]:
    """As JSON values; days as ISO dates."""
    return {name: to_jsonable_python(value, fallback=str) for name, value in vars(refusal).items()}
