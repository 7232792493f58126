"""The client tells apart what the platform refused, what never reached it, and what may have."""

import asyncio

import aiohttp
import pytest

from bot.answers import PlatformError, Unanswered, Unreached
from bot.client import Client
from bot.fetch_media import fetch_media
from tests.bot.platform import platform
from tests.cast import APP
from tests.outbox import Clock
from usecases.fetch_evidence import MediaGone

pytestmark = pytest.mark.usefixtures("database")
SEND = "/cgi-bin/message/custom/send"


async def test_a_message_arrives_in_plain_chinese():
    async with platform() as (sandbox, client, _):
        phone = sandbox.phone("openid-1")
        phone.windows.after_message(sandbox.clock())
        await client.send_text("openid-1", "学时已确认 𠮷")
        assert phone.bubbles[-1].text == "学时已确认 𠮷"


async def test_an_error_comes_with_its_code():
    async with platform() as (sandbox, client, _):
        sandbox.phone("openid-1")
        with pytest.raises(PlatformError) as raised:
            await client.send_text("openid-1", "您好")
        assert raised.value.code == 45015


async def test_many_calls_at_once_fetch_one_token():
    async with platform() as (sandbox, client, _):
        sandbox.phone("openid-1")
        await asyncio.gather(*(client.users(["openid-1"]) for _ in range(30)))
        assert sandbox.tokens.stable_calls == 1


async def test_a_token_that_died_is_renewed_once_for_all():
    async with platform() as (sandbox, client, _):
        sandbox.phone("openid-1")
        await client.users(["openid-1"])
        sandbox.tokens.kill()
        await asyncio.gather(*(client.users(["openid-1"]) for _ in range(30)))
        assert sandbox.tokens.stable_calls == 2


async def test_a_token_is_renewed_before_its_end():
    async with platform() as (sandbox, client, clock):
        sandbox.phone("openid-1")
        await client.users(["openid-1"])
        clock.turn(seconds=7200 - 301)
        await client.users(["openid-1"])
        assert sandbox.tokens.stable_calls == 1
        clock.turn(seconds=2)
        await client.users(["openid-1"])
        assert sandbox.tokens.stable_calls == 2


async def test_two_processes_share_the_token():
    async with platform() as (sandbox, client, clock), aiohttp.ClientSession() as http:
        sandbox.phone("openid-1")
        other = Client(http, sandbox.url, APP, "secret", clock)
        await asyncio.gather(*(one.users(["openid-1"]) for one in (client, other) * 5))
        assert sandbox.tokens.stable_calls == 1
        sandbox.tokens.kill()
        await asyncio.gather(*(one.users(["openid-1"]) for one in (client, other) * 5))
        assert sandbox.tokens.stable_calls == 2


async def test_a_token_that_stays_dead_is_tried_once_more_and_no_further():
    async with platform() as (sandbox, client, _):
        sandbox.phone("openid-1")
        sandbox.faults.errcode(40001, "/cgi-bin/user/info/batchget")
        with pytest.raises(PlatformError):
            await client.users(["openid-1"])
        assert sum(call.path == "/cgi-bin/user/info/batchget" for call in sandbox.calls) == 2


async def test_a_wrong_secret_is_said_and_leaves_the_claim_free():
    async with platform(secret="wrong") as (sandbox, client, _):
        for _ in range(2):
            with pytest.raises(PlatformError) as raised:
                await client.users(["openid-1"])
            assert raised.value.code == 40125
        assert sandbox.tokens.refreshes == 0


@pytest.mark.parametrize("fault", ["silent", "lost", "half", "html"])
async def test_without_a_readable_answer_the_outcome_is_open(fault):
    async with platform(timeout_seconds=1.0) as (sandbox, client, _):
        sandbox.phone("openid-1").windows.after_message(sandbox.clock())
        await client.users(["openid-1"])
        sandbox.faults.add(fault, SEND)
        with pytest.raises(Unanswered):
            await client.send_text("openid-1", "您好")


async def test_a_servers_error_is_no_answer_of_the_platform():
    async with platform() as (sandbox, client, _):
        sandbox.faults.add("http500")
        with pytest.raises(Unreached):
            await client.users(["openid-1"])


async def test_where_nobody_listens_nothing_was_reached():
    async with aiohttp.ClientSession() as http:
        with pytest.raises(Unreached):
            await Client(http, "http://127.0.0.1:9", APP, "secret", Clock()).users(["openid-1"])


async def test_a_code_in_words_is_a_code_too():
    async with platform() as (sandbox, client, _):
        sandbox.faults.add("errcode", "/cgi-bin/user/info/batchget", errcode="43004")  # type: ignore[arg-type]
        with pytest.raises(PlatformError) as raised:
            await client.users(["openid-1"])
        assert raised.value.code == 43004


async def test_a_scene_has_a_link_that_scans():
    async with platform() as (sandbox, client, _):
        url = await client.scene_url("bind:7KX4M2PQ", 30 * 86400)
        assert sandbox.codes.by_url[url].scene == "bind:7KX4M2PQ"


async def test_media_come_as_they_are_or_are_gone():
    async with platform() as (sandbox, client, _):
        media = sandbox.media.add("image", "a.png", b"\x89PNG picture")
        assert await fetch_media(client, media.id) == b"\x89PNG picture"
        with pytest.raises(MediaGone):
            await fetch_media(client, "nothing")
        sandbox.faults.errcode(-1, "/cgi-bin/media/get")
        with pytest.raises(OSError, match="-1"):
            await fetch_media(client, media.id)
