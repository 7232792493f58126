"""One request of a person who is signed in, and the answers that pages give."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.web_accounts import WebUser
from domain.clock import local_day
from domain.errors import Refusal
from domain.roles import Actor, Role
from texts import on_page

from .. import forms
from ..buckets import Buckets
from ..forms import Form
from ..seal import Seal
from ..session import Session
from .looks import headers, style, version

WEEK = timedelta(days=7)


@dataclass(slots=True)
class Limits:
    """What a person sends and opens, how often one sends pictures and takes all of the own data, and who arrives from
    an address."""

    person: Buckets
    opened: Buckets
    pictures: Buckets
    exports: Buckets
    arrivals: Buckets

    @classmethod
    def usual(cls) -> "Limits":
        # A mentor who taps through a queue sends about one a second, and an entry with pictures is ten pages; a class
        # that opens its pages together shares the address of a school or of a carrier.
        # Two entries with all their pictures go at once, as through the API.
        return cls(
            Buckets(60, 1.0), Buckets(300, 0.2), Buckets(18, 10.0), Buckets(3, 600.0), Buckets(200, 0.2)
        )


@dataclass(frozen=True)
class Setup:
    """What pages need of the assembly.

    `authorize_url` is the platform's sign-in page, `user_of` asks it who agreed; `sandbox_url` is a local WeChat,
    empty in production. `secure`: cookies go over TLS only. `files` is the folder of evidence.
    """

    app_id: str
    seal: Seal
    authorize_url: str
    user_of: Callable[[str], Awaitable[WebUser]]
    sandbox_url: str = ""
    secure: bool = True
    files: Path = Path("files")
    limits: Limits = field(default_factory=Limits.usual)


SETUP: web.AppKey[Setup] = web.AppKey("pages", Setup)


@dataclass(frozen=True)
class Visit:
    """`refused` is why the form just sent was refused; its fields are then shown again. `larger`: 关怀模式."""

    request: web.Request
    actor: Actor
    session: Session
    form: Form
    now: datetime
    refused: str = ""
    larger: bool = False

    @property
    def today(self) -> date:
        return local_day(self.now)

    def number(self, name: str, otherwise: int, most: int = forms.MOST_DIGITS) -> int:
        """A number of the address, of at most so many digits, or another one where it is none."""
        found = forms.whole_number(self.request.query.get(name, ""), most)
        return otherwise if found is None else found

    @property
    def ref(self) -> str:
        """The name of what this form causes; another person's form of the same name is another one."""
        return ref_of(self.actor, self.form.nonce)

    @property
    def seal(self) -> Seal:
        return self.request.app[SETUP].seal

    def refusing(self, refusal: Refusal) -> "Visit":
        return replace(self, refused=on_page.refused(refusal))

    def page(self, template: str, *, status: int = 200, **facts: Any) -> web.Response:
        """The page with its navigation; 422 where it says why a form was refused."""
        shared = {
            "roles": {role for role, _ in self.actor.roles},
            "Role": Role,
            "person": self.actor,
            "form": self.form,
            "token": forms.token_of(self.form, self.session.owner, self.seal),
            "refused": self.refused,
            "today": self.today,
            "now": self.now,
            "care": self.larger,
            "week": WEEK,
        }
        return page(self.request, template, 422 if self.refused else status, {**shared, **facts})


def ref_of(actor: Actor, nonce: str) -> str:
    return f"page:{actor.person_id}:{nonce[:64]}"


def page(request: web.Request, template: str, status: int, facts: dict[str, Any]) -> web.Response:
    """A page, also for whoever isn't signed in."""
    shown = {"style": style(), "version": version(), "path": request.path, **facts}
    answer = aiohttp_jinja2.render_template(template, request, shown, status=status)
    # The only secret in it, the form's token, is drawn anew for each page, so no length gives it away (BREACH).
    answer.enable_compression()
    return dressed(answer)


def too_many(request: web.Request, seconds: int) -> web.Response:
    """429, with when to come again."""
    answer = page(request, "page_too_many.html", 429, {"seconds": seconds})
    answer.headers["Retry-After"] = str(seconds)
    return answer


def to(path: str) -> web.Response:
    """Go on to another page of ours; after a form, reloading that one sends nothing again."""
    return dressed(web.Response(status=303, headers={"Location": path}))


def dressed(answer: web.Response) -> web.Response:
    answer.headers.update(headers())
    return answer
