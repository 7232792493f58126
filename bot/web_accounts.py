"""Who is behind an openid of the account: signed in on a page, or a follower."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answers import PlatformError, Unanswered, Unreached
from .client import Client
from .errcodes import PERSON


@dataclass(frozen=True, slots=True)
class WebUser:
    """`unionid` is empty where the account belongs to no open-platform account."""

    openid: str
    unionid: str = ""


async def user_of(client: Client, code: str) -> WebUser:
    """Who agreed to sign in on a page; a code holds once and for five minutes. Raises as the client does."""
    found = await client.redeem("/sns/oauth2/access_token", code=code)
    return WebUser(str(found.get("openid") or ""), str(found.get("unionid") or ""))


async def unionids_of(client: Client, openids: Sequence[str]) -> Mapping[str, str]:
    """Of those who have one, by openid; at most 100 are asked for. Raises OSError where the platform is away."""
    try:
        return await _asked(client, openids)
    except (PlatformError, Unanswered, Unreached) as error:
        raise OSError(str(error)) from error


async def _asked(client: Client, openids: Sequence[str]) -> Mapping[str, str]:
    """Together, or in halves where one of them is refused."""
    try:
        found = await client.users(openids)
    except PlatformError as error:
        if error.code not in PERSON:
            raise
        if len(openids) == 1:
            return {}
        half = len(openids) // 2
        return {**await _asked(client, openids[:half]), **await _asked(client, openids[half:])}
    return {str(one["openid"]): str(one["unionid"]) for one in found if one.get("unionid")}
