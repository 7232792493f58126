"""Faults on demand."""

import asyncio
import time

import aiohttp
import pytest

CUSTOM = "/cgi-bin/message/custom/send"
LIN = {"touser": "oLin", "msgtype": "text", "text": {"content": "好"}}


@pytest.fixture
async def talking(sandbox, service, client):
    await client.log_in()
    phone = sandbox.phone("oLin")
    await phone.say("你好")
    return phone


async def test_an_error_code_for_the_next_two_calls(sandbox, client, talking):
    sandbox.faults.errcode(-1, CUSTOM, times=2)
    assert [(await client.post(CUSTOM, LIN))["errcode"] for _ in range(3)] == [-1, -1, 0]
    assert len(talking.messages_received) == 1
    assert [call.fault for call in sandbox.calls if call.path == CUSTOM] == ["errcode", "errcode", ""]


async def test_a_fault_leaves_other_paths_alone(sandbox, client, talking):
    sandbox.faults.errcode(45009, CUSTOM)
    assert (await client.get("/cgi-bin/user/info", openid="oLin"))["subscribe"] == 1


async def test_an_answer_lost_after_execution(sandbox, client, talking):
    sandbox.faults.add("lost", CUSTOM, times=1)
    with pytest.raises(aiohttp.ClientError):
        await client.post(CUSTOM, LIN)
    assert len(talking.messages_received) == 1


async def test_half_an_answer(sandbox, client, talking):
    sandbox.faults.add("half", CUSTOM, times=1)
    with pytest.raises(aiohttp.ClientPayloadError):
        await client.post(CUSTOM, LIN)


async def test_html_and_a_server_error(sandbox, client, talking):
    for kind, status in (("html", 200), ("http500", 500)):
        sandbox.faults.add(kind, CUSTOM, times=1)
        async with client.http.post(f"{sandbox.url}{CUSTOM}", json=LIN) as answer:
            assert answer.status == status
            assert "errcode" not in await answer.text()


async def test_slow_and_silent(sandbox, client, talking):
    sandbox.faults.add("slow", CUSTOM, seconds=0.05, times=1)
    began = time.monotonic()
    assert (await client.post(CUSTOM, LIN))["errcode"] == 0
    assert time.monotonic() - began >= 0.05
    sandbox.faults.add("silent", CUSTOM, times=1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.post(CUSTOM, LIN), 0.1)


async def test_a_token_killed_now(sandbox, client, talking):
    sandbox.tokens.kill()
    assert (await client.post(CUSTOM, LIN))["errcode"] == 40001


async def test_the_daily_quota_and_its_ten_resets(sandbox, client, talking, clock):
    sandbox.quota.exhaust(CUSTOM)
    assert (await client.post(CUSTOM, LIN))["errcode"] == 45009
    asked = {"appid": sandbox.settings.app_id}
    codes = [(await client.post("/cgi-bin/clear_quota", asked))["errcode"] for _ in range(11)]
    assert codes == [0] * 10 + [48006]
    assert (await client.post(CUSTOM, LIN))["errcode"] == 0


async def test_the_page_switches_faults(sandbox, client):
    form = {"do": "add", "kind": "errcode", "path": CUSTOM, "errcode": "45011", "times": "3"}
    async with client.http.post(f"{sandbox.url}/faults", data=form) as page:
        assert "45011" in await page.text()
    assert [(fault.errcode, fault.left) for fault in sandbox.faults.active] == [(45011, 3)]
    async with client.http.post(f"{sandbox.url}/faults", data={"do": "clear"}) as page:
        assert "一切正常" in await page.text()
