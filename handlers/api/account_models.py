"""What signing in asks and answers."""

from typing import Annotated

from pydantic import Field

from .schema import Answer, Asked, Text

Code = Annotated[Text, Field(min_length=1, max_length=128)]
Token = Annotated[Text, Field(min_length=1, max_length=128)]


class Login(Asked):
    """`code` is what wx.login gave a moment ago."""

    code: Code


class Agreed(Login):
    """The person has read and accepted this version of the privacy text (`GET /privacy`)."""

    privacy_version: Annotated[Text, Field(max_length=20)]


class Invited(Agreed):
    """The invitation's code and the last four digits of the phone on file."""

    invitation: Annotated[Text, Field(min_length=1, max_length=40)]
    digits: Annotated[str, Field(pattern="^[0-9]{4}$")]


class Phoned(Agreed):
    """`phone_code` is what the getPhoneNumber button gave."""

    phone_code: Code


class Renewal(Asked):
    refresh_token: Token


class RoleHeld(Answer):
    role: str
    organization: int


class Person(Answer):
    name: str
    roles: list[RoleHeld]


class TokenPair(Answer):
    """`access_token` opens the API for `expires_in` seconds; `refresh_token` is exchanged once for the next pair."""

    access_token: str
    refresh_token: str
    expires_in: int


class SignIn(Answer):
    tokens: TokenPair
    person: Person


class PrivacyText(Answer):
    version: str
    paragraphs: list[str]
