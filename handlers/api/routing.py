"""The table of routes: what each asks and answers. Serving, and the published document, read nothing else."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.mini_program import MiniProgram
from domain.roles import Actor
from usecases.api_sessions import Bearer

from ..seal import Seal
from .schema import Answer, Asked, Nothing

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `ref` makes its write happen once; `path` holds the numbers of the address."""

    now: datetime
    request: str
    mini: MiniProgram
    seal: Seal
    templates: Mapping[str, str]
    path: Mapping[str, int | str]
    ref: str = ""
    bearer: Bearer | None = None

    @property
    def signed_in(self) -> Bearer:
        """Who asks; only routes that are open to strangers are called without."""
        if self.bearer is None:
            raise LookupError("a route for strangers asked who is signed in")
        return self.bearer

    @property
    def actor(self) -> Actor:
        return self.signed_in.actor

    def number(self, name: str = "number") -> int:
        return int(self.path[name])


# What a step is given beside the call is an instance of the route's `asks`.
Step = Callable[[Call, Any], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Route:
    """`asks` is the query of a GET and the body of all else. `answers` presents what the step returns.

    `open`: for strangers too. `rare`: so much work that nobody needs it often. `problems` are the statuses that only
    this route has.
    """

    method: str
    path: str
    step: Step
    asks: type[Asked]
    answers: type[Answer] | None
    status: int
    open: bool
    problems: tuple[int, ...]
    rare: bool = False

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def summary(self) -> str:
        return (self.step.__doc__ or "").strip().split("\n")[0]


class Api:
    """Routes of one area."""

    def __init__(self, *others: "Api") -> None:
        self.routes: list[Route] = [route for other in others for route in other.routes]

    def read(
        self,
        path: str,
        answers: type[Answer],
        *,
        asks: type[Asked] = Nothing,
        problems: tuple[int, ...] = (),
        open_: bool = False,
        rare: bool = False,
    ) -> Callable[[Step], Step]:
        """A GET."""
        return self._add("GET", path, asks, answers, 200, problems, open_, rare)

    def write(
        self,
        method: str,
        path: str,
        answers: type[Answer] | None,
        *,
        asks: type[Asked] = Nothing,
        status: int = 200,
        problems: tuple[int, ...] = (),
        open_: bool = False,
    ) -> Callable[[Step], Step]:
        """A change; without an answer it is 204."""
        return self._add(method, path, asks, answers, status if answers else 204, problems, open_)

    def _add(
        self,
        method: str,
        path: str,
        asks: type[Asked],
        answers: type[Answer] | None,
        status: int,
        problems: tuple[int, ...],
        open_: bool = False,
        rare: bool = False,
    ) -> Callable[[Step], Step]:
        def keep(step: Step) -> Step:
            self.routes.append(Route(method, path, step, asks, answers, status, open_, problems, rare))
            return step

        return keep
