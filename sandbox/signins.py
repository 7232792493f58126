"""One-use codes of web sign-in and of the mini-program: five minutes, once."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

if TYPE_CHECKING:
    from sandbox.phone import Phone

LIFE = 300.0


@dataclass
class SignIn:
    phone: "Phone"
    scope: str
    made: float
    used: bool = False


class SignIns:
    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.codes: dict[str, SignIn] = {}
        self.numbers: dict[str, tuple[str, float]] = {}
        self.web_tokens: dict[str, SignIn] = {}

    def issue(self, phone: "Phone", scope: str) -> str:
        code = secrets.token_urlsafe(24)
        self.codes[code] = SignIn(phone, scope, self.clock())
        return code

    def agree(self, phone: "Phone", authorize_url: str) -> str:
        """The redirect_uri of this sign-in address with `code` and `state` added."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(authorize_url).query).items()}
        back = urlsplit(asked["redirect_uri"])
        code = self.issue(phone, asked.get("scope", "snsapi_base"))
        query = urlencode([*parse_qsl(back.query), ("code", code), ("state", asked.get("state", ""))])
        return urlunsplit(back._replace(query=query))

    def redeem(self, code: str, *, mini: bool) -> SignIn | int:
        """The sign-in, or the error code: 41008 missing, 40029 wrong, 40163 used, 42003 too late."""
        if not code:
            return 41008
        found = self.codes.get(code)
        if found is None or (found.scope == "mini") != mini:
            return 40029
        if found.used:
            return 40163
        if self.clock() >= found.made + LIFE:
            return 42003
        found.used = True
        return found

    def allow_number(self, number: str) -> str:
        """The person taps the getPhoneNumber button and allows it; the code that the mini-program gets."""
        code = secrets.token_urlsafe(24)
        self.numbers[code] = (number, self.clock())
        return code

    def redeem_number(self, code: str) -> str | int:
        """The phone number, or 40029 for a code that is wrong, used or older than five minutes."""
        number, made = self.numbers.pop(code, ("", 0.0))
        return number if number and self.clock() < made + LIFE else 40029

    def web_token(self, found: SignIn) -> str:
        """The token of /sns/oauth2, which is not the account's."""
        token = secrets.token_urlsafe(64)
        self.web_tokens[token] = found
        return token
