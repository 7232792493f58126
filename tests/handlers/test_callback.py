"""POST /wechat as a hostile network sees it: refused at once, and nothing is stored."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.envelope import Envelope
from handlers.callback import MOST_BYTES
from jiangmiao.web import web_app
from models.conversation import InboundMessage
from models.hours import HoursEntry
from models.people import Identity
from tests.cast import APP, NOON, Shop, contact
from tests.envelopes import (
    AES_KEY,
    TOKEN,
    event_xml,
    message_xml,
    opened_answer,
    sealed,
    signed,
    text_xml,
)


class Platform:
    """The other end of the callback: sends sealed bodies and opens the answers."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    async def post(self, query: dict[str, str], body: bytes) -> tuple[int, str]:
        async with self.client.post("/wechat", params=query, data=body) as response:
            return response.status, await response.text()

    async def tell(self, xml: str) -> str:
        query, body = sealed(xml)
        status, answer = await self.post(query, body)
        assert status == 200
        return answer if answer == "success" else opened_answer(answer, query)


@pytest.fixture
async def platform(database: str) -> AsyncIterator[Platform]:
    app = web_app(Envelope(APP, TOKEN, (AES_KEY,)), lambda: NOON)
    async with TestClient(TestServer(app)) as client:
        yield Platform(client)


async def nothing_stored() -> bool:
    return not await InboundMessage.exists() and not await Identity.exists()


async def test_the_address_check_is_answered_only_with_our_signature(platform):
    query, _ = sealed("x")
    asked = {key: query[key] for key in ("timestamp", "nonce", "signature")} | {"echostr": "1234"}
    async with platform.client.get("/wechat", params=asked) as response:
        assert (response.status, await response.text()) == (200, "1234")
    async with platform.client.get("/wechat", params=asked | {"signature": "0"}) as response:
        assert response.status == 403
    async with platform.client.get("/wechat") as response:
        assert response.status == 403


@pytest.mark.parametrize(
    ("query", "body", "status"),
    [
        ({}, b"", 403),
        (*sealed(text_xml("学时"), at=NOON - timedelta(minutes=6)), 403),
        (*sealed(text_xml("学时"), app="wxffffffffffffffff"), 403),
        (*sealed(text_xml("学时"), token="othertoken"), 403),
        (*sealed("<xml/>"), 400),
        (*signed("AAAA"), 403),
        (sealed("x")[0], b"<xml><Encrypt>", 400),
        (sealed("x")[0], b"\xff\xff", 400),
        (sealed("x")[0], b"<xml>" + b"a" * MOST_BYTES, 413),
        (sealed("x")[0] | {"timestamp": "٣"}, b"<xml/>", 403),
    ],
)
async def test_what_the_platform_did_not_send_is_refused_and_leaves_nothing(platform, query, body, status):
    assert (await platform.post(query, body))[0] == status
    assert await nothing_stored()


async def test_a_body_of_unknown_length_is_cut_off_at_the_same_size(platform):
    async def endless():
        for _ in range(100):
            yield b"a" * 10_000

    async with platform.client.post("/wechat", params=sealed("x")[0], data=endless()) as response:
        assert response.status == 413
    assert await nothing_stored()


async def test_a_stranger_is_told_how_to_bind(platform):
    assert "绑定" in await platform.tell(text_xml("你好", "o-new"))
    assert "绑定" in await platform.tell(event_xml("subscribe", "<EventKey></EventKey>", "o-new"))


async def test_hours_told_three_times_are_recorded_once_with_the_same_answer(platform, shop: Shop):
    someone = await contact(shop.lin)
    xml = text_xml("学时 4小时 实操 车床外圆", someone.openid, 77)
    answers = {_words(await platform.tell(xml)) for _ in range(3)}
    assert len(answers) == 1
    assert "已记录" in answers.pop()
    assert await HoursEntry.filter(person_id=shop.lin.person_id).count() == 1


async def test_a_refusal_told_twice_is_answered_alike_and_leaves_nothing(platform, shop: Shop):
    someone = await contact(shop.lin)
    xml = text_xml("学时 9小时 实操 车床", someone.openid, 78)
    answers = {_words(await platform.tell(xml)) for _ in range(2)}
    assert len(answers) == 1
    assert "还可记 8小时" in answers.pop()
    assert not await HoursEntry.exists()


async def test_a_defect_of_ours_is_a_polite_sentence_with_a_number_and_leaves_nothing(
    platform, shop: Shop, monkeypatch
):
    someone = await contact(shop.lin)

    async def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("bot.commands.log.log_hours", broken)
    said = await platform.tell(text_xml("学时 4小时 实操 车床外圆", someone.openid, 79))
    assert "抱歉" in said
    assert "编号" in said
    assert not await InboundMessage.exists()
    monkeypatch.undo()
    assert "已记录" in await platform.tell(text_xml("学时 4小时 实操 车床外圆", someone.openid, 79))


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("voice", "<MediaId>v1</MediaId><Format>amr</Format>", "打字"),
        (
            "voice",
            "<MediaId>v1</MediaId><Recognition><![CDATA[学时四小时实操车床外圆。]]></Recognition>",
            "已记录",
        ),
        ("image", "<PicUrl>http://x</PicUrl><MediaId>m1</MediaId>", "照片"),
        ("video", "<MediaId>m1</MediaId>", "照片"),
        ("shortvideo", "<MediaId>m1</MediaId>", "照片"),
        ("location", "<Location_X>1</Location_X><Label>x</Label>", "位置"),
        ("link", "<Title>x</Title><Url>http://x</Url>", "链接"),
        ("file", "<Title>x</Title>", "文件"),
        ("some_future_kind", "", "帮助"),
    ],
)
async def test_every_kind_of_message_gets_a_sensible_answer(platform, shop: Shop, kind, body, words):
    someone = await contact(shop.lin)
    assert words in _words(await platform.tell(message_xml(kind, body, someone.openid)))


async def test_a_picture_after_logging_belongs_to_that_entry(platform, shop: Shop):
    someone = await contact(shop.lin)
    await platform.tell(text_xml("学时 4小时 实操 车床外圆", someone.openid))
    answer = await platform.tell(
        message_xml("image", "<PicUrl>u</PicUrl><MediaId>m9</MediaId>", someone.openid)
    )
    assert "编号 1" in answer
    entry = await HoursEntry.get(person_id=shop.lin.person_id).prefetch_related("evidence")
    assert [piece.media_id for piece in entry.evidence] == ["m9"]


@pytest.mark.parametrize(
    ("event", "body"),
    [
        ("VIEW", "<EventKey>https://x</EventKey>"),
        ("view_miniprogram", "<EventKey>pages/a</EventKey>"),
        ("LOCATION", "<Latitude>1</Latitude><Longitude>2</Longitude>"),
        ("pic_sysphoto", "<EventKey>k</EventKey><SendPicsInfo><Count>1</Count></SendPicsInfo>"),
        ("pic_weixin", "<EventKey>k</EventKey>"),
        ("location_select", "<EventKey>k</EventKey>"),
        ("TEMPLATESENDJOBFINISH", "<MsgID>3300000000000000001</MsgID><Status>success</Status>"),
        ("MASSSENDJOBFINISH", "<MsgID>1</MsgID><Status>send success</Status><TotalCount>1</TotalCount>"),
        (
            "subscribe_msg_popup_event",
            "<SubscribeMsgPopupEvent><List><TemplateId>t</TemplateId></List></SubscribeMsgPopupEvent>",
        ),
        ("subscribe_msg_change_event", "<SubscribeMsgChangeEvent><List/></SubscribeMsgChangeEvent>"),
        ("subscribe_msg_sent_event", "<SubscribeMsgSentEvent><List/></SubscribeMsgSentEvent>"),
        ("unsubscribe", "<EventKey></EventKey>"),
        ("some_future_event", "<Whatever>1</Whatever>"),
    ],
)
async def test_events_without_a_conversation_pass_in_silence(platform, shop: Shop, event, body):
    someone = await contact(shop.lin)
    assert await platform.tell(event_xml(event, body, someone.openid)) == "success"


async def test_a_tap_on_the_menu_is_the_command_it_stands_for(platform, shop: Shop):
    someone = await contact(shop.lin)
    assert "待确认" in await platform.tell(event_xml("CLICK", "<EventKey>进度</EventKey>", someone.openid))


async def test_operators_see_that_it_lives(platform):
    async with platform.client.get("/healthz") as response:
        assert response.status == 200
    async with platform.client.get("/readyz") as response:
        assert response.status == 200
    async with platform.client.get("/metrics") as response:
        assert "jiangmiao_callback_seconds" in await response.text()


def _words(answer: str) -> str:
    return answer.split("<Content><![CDATA[")[1].split("]]></Content>")[0]
