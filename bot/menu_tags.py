"""The platform's tags that say who sees which menu."""

from collections.abc import Awaitable, Callable, Sequence

from domain.menus import all_menus, menu_name
from domain.roles import Role
from texts.replies import ROLE_NAMES

from .answers import PlatformError, Unanswered, Unreached
from .client import Client
from .errcodes import NO_SUCH_TAG, PERSON, TAG_EXISTS

NAMES = {
    menu_name(roles): "匠苗" + "与".join(ROLE_NAMES[Role(role)] for role in roles) for roles in all_menus()
}

Change = Callable[[Sequence[str], int], Awaitable[None]]


class MenuTags:
    """Tags by the names of menus; the platform's ids of them are asked for once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._ids: dict[str, int] = {}

    async def tag_id(self, menu: str) -> int:
        """The tag of a menu, made if there is none yet. Raises as the client does."""
        if menu not in self._ids:
            await self._look()
        if menu not in self._ids:
            try:
                self._ids[menu] = await self._client.create_tag(NAMES[menu])
            except PlatformError as error:
                if error.code != TAG_EXISTS:
                    raise
                await self._look()  # another process has made it meanwhile
        return self._ids[menu]

    async def _look(self) -> None:
        there = await self._client.tags()
        self._ids = {menu: there[name] for menu, name in NAMES.items() if name in there}

    async def dress(self, openids: Sequence[str], before: str, after: str) -> frozenset[str]:
        """Show these people the menu `after` in place of `before`; who isn't a follower and can't be shown any.

        Raises OSError where the platform didn't take it; once more does no harm.
        """
        try:
            gone: frozenset[str] = frozenset()
            if before and before != after:
                gone |= await _each(self._client.untag, openids, await self.tag_id(before))
            if after:
                gone |= await _each(self._client.tag, openids, await self.tag_id(after))
        except (PlatformError, Unanswered, Unreached) as error:
            if isinstance(error, PlatformError) and error.code == NO_SUCH_TAG:
                self._ids.clear()
            raise OSError(str(error)) from error
        return gone


async def _each(change: Change, openids: Sequence[str], tag: int) -> frozenset[str]:
    """Together, or one by one where one of them is refused; those refused."""
    try:
        await change(openids, tag)
    except PlatformError as error:
        if error.code not in PERSON:
            raise
        if len(openids) == 1:
            return frozenset(openids)
        return frozenset().union(*[await _each(change, [openid], tag) for openid in openids])
    return frozenset()
