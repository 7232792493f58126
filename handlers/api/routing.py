"""The table of routes: what each asks and answers. Serving, and the published document, read nothing else."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.mini_program import MiniProgram
from domain.roles import Actor
from usecases.api_sessions import Bearer

from ..seal import Seal
from .limits import Heavy
from .schema import Answer, Asked, Nothing

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `ref` makes its write happen once; `path` holds the numbers of the address.

    `files` is the folder of evidence.
    """

    now: datetime
    request: str
    mini: MiniProgram
    seal: Seal
    templates: Mapping[str, str]
    files: Path
    path: Mapping[str, int]
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
        return self.path[name]


# Beside the call a step is given an instance of the route's `asks`, or what its `receives` made of one.
Step = Callable[[Call, Any], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Received:
    """What a step is given, and the bytes that tell this request from another under the same key."""

    body: Any
    told: bytes


Receive = Callable[[web.Request, Call], AbstractAsyncContextManager[Received]]


@dataclass(frozen=True, slots=True)
class Route:
    """`asks` is the query of a GET and the body of all else. `answers` presents what the step returns, except a `File`.

    `open`: for strangers too. `problems` are the statuses that only this route has. `receives` reads a body that is a
    form with a file, around the transaction; without it the body is JSON.
    """

    method: str
    path: str
    step: Step
    asks: type[Asked]
    answers: type[Answer] | None
    status: int
    open: bool
    problems: tuple[int, ...]
    heavy: Heavy | None = None
    receives: Receive | None = None

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
        heavy: Heavy | None = None,
    ) -> Callable[[Step], Step]:
        """A GET."""

        def keep(step: Step) -> Step:
            self.routes.append(Route("GET", path, step, asks, answers, 200, open_, problems, heavy))
            return step

        return keep

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
        heavy: Heavy | None = None,
        receives: Receive | None = None,
    ) -> Callable[[Step], Step]:
        """A change; without an answer it is 204."""

        def keep(step: Step) -> Step:
            said = status if answers else 204
            self.routes.append(
                Route(method, path, step, asks, answers, said, open_, problems, heavy, receives)
            )
            return step

        return keep
