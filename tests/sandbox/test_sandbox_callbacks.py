"""Callbacks: what the service hears, how often, and what the person sees."""

import asyncio

from aiohttp import web

from sandbox import Sandbox
from sandbox.bubbles import FAULT


def system_lines(phone):
    return [bubble.text for bubble in phone.bubbles if bubble.kind == "system"]


async def test_a_text_travels_sealed_and_its_reply_comes_back(sandbox, service):
    phone = sandbox.phone("oLin", name="林子轩")
    assert await phone.say("学时 4小时 ]]> 😀") == "收到：学时 4小时 ]]> 😀"
    assert [bubble.from_me for bubble in phone.bubbles] == [True, False]
    assert {"signature", "timestamp", "nonce", "openid", "encrypt_type", "msg_signature"} <= set(
        service.queries[0]
    )


async def test_the_address_is_verified_by_an_echo(sandbox, service):
    assert await sandbox.verify()


async def test_three_deliveries_then_the_fault_line(sandbox, service):
    async def fail(fields):
        return web.Response(status=500)

    service.answer = fail
    phone = sandbox.phone("oLin")
    assert await phone.say("在吗") is None
    assert len(service.heard) == 3
    assert len({fields["MsgId"] for fields in service.heard}) == 1
    assert system_lines(phone) == [FAULT]


async def test_a_service_that_recovers_is_heard_on_the_second_delivery(sandbox, service):
    async def once_late(fields):
        if len(service.heard) == 1:
            await asyncio.sleep(0.5)
        return "好"

    service.answer = once_late
    assert await sandbox.phone("oLin").say("在吗") == "好"
    assert len(service.heard) == 2


async def test_answers_the_platform_does_not_take(sandbox, service):
    phone = sandbox.phone("oLin")
    for body in (
        '{"a":1}',
        "<xml><a></xml>",
        "ok",
        service.reply({"FromUserName": "oLin", "ToUserName": "x"}, "x"),
    ):

        async def answer(fields, body=body):
            return web.Response(text=body)

        service.answer = answer
        assert await phone.say("?") is None
    assert system_lines(phone) == [FAULT] * 4


async def test_an_empty_or_overlong_text_is_a_fault(sandbox, service):
    phone = sandbox.phone("oLin")
    for words in (" ", "字" * 683):

        async def answer(fields, words=words):
            return words

        service.answer = answer
        assert await phone.say("?") is None
    assert system_lines(phone) == [FAULT] * 2


async def test_silence_is_an_answer(sandbox, service):
    async def silent(fields):
        return web.Response(body=b"")

    service.answer = silent
    phone = sandbox.phone("oLin")
    assert await phone.say("在吗") is None
    assert system_lines(phone) == []


async def test_a_page_view_fails_without_a_word(sandbox):
    sandbox.callback_url = "http://127.0.0.1:9/"
    phone = sandbox.phone("oLin")
    await phone.view("http://example.com/")
    assert phone.bubbles == []


async def test_a_newcomer_follows_by_the_code_and_a_follower_scans_it(sandbox, service):
    code = sandbox.codes.make("bind:8K2Q", 600)
    phone = sandbox.phone("oNew", follows=False)
    await phone.scan(code.url)
    await phone.scan(code.ticket)
    assert [(one["Event"], one["EventKey"]) for one in service.heard] == [
        ("subscribe", "qrscene_bind:8K2Q"),
        ("SCAN", "bind:8K2Q"),
    ]
    assert {one["Ticket"] for one in service.heard} == {code.ticket}


async def test_every_kind_of_message_is_heard(sandbox, service):
    phone = sandbox.phone("oLin")
    await phone.voice("学时四小时")
    await phone.picture()
    await phone.location()
    await phone.link()
    await phone.video()
    await phone.send_kind("file", Title="计划.pdf")
    await phone.click("MENU_TODAY")
    await phone.unfollow()
    kinds = [one.get("Event") or one["MsgType"] for one in service.heard]
    assert kinds == ["voice", "image", "location", "link", "video", "file", "CLICK", "unsubscribe"]


async def test_a_callback_can_come_twice_at_once(sandbox, service):
    sandbox.faults.add("callback_twice", times=1)
    phone = sandbox.phone("oLin")
    assert await phone.say("一次") == "收到：一次"
    assert len(service.heard) == 2
    assert len(phone.bubbles) == 2


async def test_a_hostile_body_goes_out_just_as_given(sandbox, service):
    query, body = sandbox.seal(sandbox.phone("oLin").text_xml("你好", msg_id=7), timestamp=1, nonce="n")
    assert query["timestamp"] == "1"
    status, _ = await sandbox.deliver_raw(query, body)
    assert (status, service.heard[0]["MsgId"]) == (200, "7")


async def test_a_sandbox_that_is_started_again_gives_no_number_twice(sandbox, clock):
    first = sandbox
    given = [first.courier.next_id(), first.sends.keep("oLin", "a", "b"), first.mass.begin("a")]
    clock.turn(1)
    again = Sandbox(sandbox.settings, clock=clock)
    after = [again.courier.next_id(), again.sends.keep("oLin", "a", "b"), again.mass.begin("a")]
    assert all(later > earlier for later, earlier in zip(after, given, strict=True))
