"""One access token for all processes, fetched by one of them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from usecases.platform_token import (
    HeldToken,
    claim_refresh,
    drop_token,
    give_up_refresh,
    read_token,
    store_token,
)

# The platform renews in the last five minutes, when the old token and the new one both hold.
MARGIN = timedelta(minutes=5)
PAUSE_SECONDS = 0.1

# Asks the platform: a token and the seconds it holds.
Fetch = Callable[[], Awaitable[tuple[str, int]]]


class Token:
    """The token of account `app`. Fetching happens once, however many ask, here or in other processes."""

    def __init__(self, app: str, fetch: Fetch, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._fetch = fetch
        self._clock = clock
        self._held: HeldToken | None = None
        self._one = asyncio.Lock()

    async def get(self) -> str:
        """A token that holds. Raises what `fetch` raises."""
        if held := self._still_held():
            return held
        async with self._one:
            return self._still_held() or await self._renew()

    async def drop(self, token: str) -> None:
        """The platform says that this one is dead; a newer one is left alone."""
        if self._held and self._held.token == token:
            self._held = None
        await drop_token(self._app, token)

    def _still_held(self) -> str | None:
        return self._held.token if self._held and self._held.valid_until > self._clock() else None

    async def _renew(self) -> str:
        """Another process' new token, or one that we fetch."""
        while (held := await read_token(self._app, now=self._clock())) is None:
            if await claim_refresh(self._app, now=self._clock()):
                held = await self._fetched()
                break
            await asyncio.sleep(PAUSE_SECONDS)
        self._held = held
        return held.token

    async def _fetched(self) -> HeldToken:
        """Raises what `fetch` raises. The claim is given up then, so that another may try."""
        asked_at = self._clock()
        try:
            token, seconds = await self._fetch()
        except BaseException:
            await asyncio.shield(give_up_refresh(self._app))
            raise
        lasts = timedelta(seconds=seconds)
        held = HeldToken(token, asked_at + max(lasts - MARGIN, lasts / 2))
        await store_token(self._app, held)
        return held
