"""The API: tokens, windows, templates, codes, menus, people."""

import asyncio

import aiohttp
import pytest

LIN = {"touser": "oLin", "msgtype": "text", "text": {"content": "王师傅已确认"}}
CUSTOM, TEMPLATE = "/cgi-bin/message/custom/send", "/cgi-bin/message/template/send"


async def test_the_stable_token_stays_the_same_until_five_minutes_before_its_end(sandbox, client, clock):
    first = await client.stable()
    clock.turn(6855)
    again = await client.stable()
    assert (again["access_token"], again["expires_in"]) == (first["access_token"], 345)
    clock.turn(100)
    renewed = await client.stable()
    assert renewed["access_token"] != first["access_token"]
    assert sandbox.tokens.refusal(first["access_token"]) == 0
    clock.turn(300)
    assert sandbox.tokens.refusal(first["access_token"]) == 42001
    assert sandbox.tokens.refreshes == 2


async def test_forcing_kills_the_old_token_but_not_twice_in_half_a_minute(sandbox, client, clock):
    first = (await client.stable())["access_token"]
    second = (await client.stable(force_refresh=True))["access_token"]
    assert sandbox.tokens.refusal(first) == 40001
    assert (await client.stable(force_refresh=True))["access_token"] == second
    clock.turn(30)
    assert (await client.stable(force_refresh=True))["access_token"] != second


async def test_wrong_credentials_are_named(client):
    assert (await client.stable(appid="wxother"))["errcode"] == 40013
    assert (await client.stable(secret="no"))["errcode"] == 40125
    assert (await client.get("/cgi-bin/stable_token"))["errcode"] == 43002
    assert (await client.post(CUSTOM, LIN))["errcode"] == 41001


async def test_unknown_paths_are_refused_and_recorded(sandbox, client):
    assert (await client.post("/cgi-bin/nothing", {}))["errcode"] == 40066
    assert sandbox.calls[-1].path == "/cgi-bin/nothing"


async def test_five_messages_in_48_hours_after_one(sandbox, service, client, clock):
    await client.log_in()
    phone = sandbox.phone("oLin")
    assert (await client.post(CUSTOM, LIN))["errcode"] == 45015
    await phone.say("你好")
    codes = [(await client.post(CUSTOM, LIN))["errcode"] for _ in range(6)]
    assert codes == [0, 0, 0, 0, 0, 45047]
    assert [one.text for one in phone.messages_received] == ["王师傅已确认"] * 5
    clock.turn(48 * 3600)
    await client.log_in()
    assert (await client.post(CUSTOM, LIN))["errcode"] == 45015


async def test_three_messages_in_a_minute_after_a_click(sandbox, service, client, clock):
    await client.log_in()
    await sandbox.phone("oLin").click("MENU")
    assert [(await client.post(CUSTOM, LIN))["errcode"] for _ in range(4)] == [0, 0, 0, 45047]
    clock.turn(60)
    assert (await client.post(CUSTOM, LIN))["errcode"] == 45015


async def test_what_a_customer_message_may_not_be(sandbox, service, client):
    await client.log_in()
    await sandbox.phone("oLin").say("你好")
    assert (await client.post(CUSTOM, LIN | {"touser": "oNobody"}))["errcode"] == 40003
    assert (await client.post(CUSTOM, LIN | {"text": {"content": "字" * 683}}))["errcode"] == 45002
    assert (await client.post(CUSTOM, LIN | {"msgtype": "image", "image": {"media_id": "no"}}))[
        "errcode"
    ] == 40007
    assert (await client.post(CUSTOM, b"{"))["errcode"] == 47001
    assert (await client.post(CUSTOM, b'{"touser":"\\u6797"}'))["errcode"] == 40033


def reminder(**more):
    data = {"thing1": {"value": "数控车工"}, "time2": {"value": "2026-11-21 19:00"}}
    return {"touser": "oLin", "template_id": "T1", "data": data | more.pop("data", {})} | more


async def test_a_template_reaches_followers_once(sandbox, service, client, clock):
    await client.log_in()
    sandbox.add_template("T1", "学时提醒", {"thing1": "工种", "time2": "时间"})
    phone = sandbox.phone("oLin")
    first = await client.post(TEMPLATE, reminder(client_msg_id="d1"))
    assert first == await client.post(TEMPLATE, reminder(client_msg_id="d1"))
    assert (await client.post(TEMPLATE, reminder(client_msg_id="d2")))["errcode"] == 40241
    assert (await phone.hear("数控车工")).channel == "template"
    await sandbox.settled()
    assert len(phone.messages_received) == 1
    assert first["msgid"] > 2**53
    assert (service.heard[-1]["Event"], service.heard[-1]["MsgID"]) == (
        "TEMPLATESENDJOBFINISH",
        str(first["msgid"]),
    )
    clock.turn(600)
    assert (await client.post(TEMPLATE, reminder(client_msg_id="d1")))["msgid"] != first["msgid"]
    phone.follows = False
    assert (await client.post(TEMPLATE, reminder(client_msg_id="d3")))["errcode"] == 43004


@pytest.mark.parametrize(
    ("value", "fault"),
    [("", "is empty"), ("字" * 21, "invalid"), ("两\n行", "invalid")],
)
async def test_a_wrong_field_is_named(sandbox, service, client, value, fault):
    await client.log_in()
    sandbox.phone("oLin")
    sandbox.add_template("T1", "学时提醒", ["thing1", "time2"])
    answer = await client.post(TEMPLATE, reminder(data={"thing1": {"value": value}}))
    assert answer["errcode"] == 47003
    assert f"data.thing1.value {fault}" in answer["errmsg"]


async def test_a_template_nobody_registered_is_unknown_unless_it_says_sandbox(sandbox, service, client):
    await client.log_in()
    sandbox.phone("oLin")
    assert (await client.post(TEMPLATE, reminder()))["errcode"] == 40037
    assert (await client.post(TEMPLATE, reminder(template_id="SANDBOX_X")))["errcode"] == 0


async def test_a_person_who_blocks_is_reported(sandbox, service, client):
    await client.log_in()
    sandbox.phone("oLin").blocks = True
    await client.post(TEMPLATE, reminder(template_id="SANDBOX_X"))
    await sandbox.settled()
    assert service.heard[-1]["Status"] == "failed:user block"
    assert sandbox.phone("oLin").messages_received == []


async def test_codes_end(sandbox, service, client, clock):
    await client.log_in()
    scene = {"action_info": {"scene": {"scene_str": "bind:1"}}}
    made = await client.post(
        "/cgi-bin/qrcode/create", {"action_name": "QR_STR_SCENE", "expire_seconds": 60} | scene
    )
    kept = await client.post("/cgi-bin/qrcode/create", {"action_name": "QR_LIMIT_STR_SCENE"} | scene)
    assert (made["expire_seconds"], "expire_seconds" in kept) == (60, False)
    clock.turn(60)
    phone = sandbox.phone("oNew", follows=False)
    await phone.scan(made["url"])
    assert (phone.follows, phone.bubbles[-1].text) == (False, "二维码已过期")
    await phone.scan(kept["url"])
    assert phone.follows
    async with client.http.get(
        sandbox.url + "/cgi-bin/showqrcode", params={"ticket": kept["ticket"]}
    ) as picture:
        data = await picture.read()
    async with client.http.post(sandbox.url + "/ui/decode", data=data) as decoded:
        assert (await decoded.json())["text"] == kept["url"]


async def test_a_menu_has_three_columns_of_five(sandbox, client):
    await client.log_in()
    button = {"type": "click", "name": "进度", "key": "PROGRESS"}
    assert (await client.get("/cgi-bin/menu/get"))["errcode"] == 46003
    assert (await client.post("/cgi-bin/menu/create", {"button": [button] * 4}))["errcode"] == 40017
    assert (await client.post("/cgi-bin/menu/create", {"button": [button | {"name": "名" * 6}]}))[
        "errcode"
    ] == 40018
    many = {"name": "更多", "sub_button": [button] * 6}
    assert (await client.post("/cgi-bin/menu/create", {"button": [many]}))["errcode"] == 40023
    assert (await client.post("/cgi-bin/menu/create", {"button": [button, button]}))["errcode"] == 0
    assert (await client.get("/cgi-bin/menu/get"))["menu"]["button"] == [button, button]


async def test_a_menu_for_a_tag(sandbox, client):
    await client.log_in()
    phone = sandbox.phone("oLin")
    tag = (await client.post("/cgi-bin/tags/create", {"tag": {"name": "导师"}}))["tag"]["id"]
    await client.post("/cgi-bin/tags/members/batchtagging", {"openid_list": ["oLin"], "tagid": tag})
    await client.post("/cgi-bin/menu/create", {"button": [{"type": "click", "name": "学时", "key": "A"}]})
    special = {"button": [{"type": "click", "name": "待确认", "key": "B"}], "matchrule": {"tag_id": str(tag)}}
    await client.post("/cgi-bin/menu/addconditional", special)
    assert sandbox.menu.for_tags(sandbox.tags.of(phone.openid))[0]["name"] == "待确认"
    assert (await client.get("/cgi-bin/user/info", openid="oLin"))["tagid_list"] == [tag]


async def test_a_sign_in_code_is_good_once_and_for_five_minutes(sandbox, client, clock):
    phone = sandbox.phone("oLin")
    query = {
        "appid": sandbox.settings.app_id,
        "redirect_uri": "http://127.0.0.1/m/",
        "state": "s",
        "openid": "oLin",
    }
    async with client.http.get(
        sandbox.url + "/connect/oauth2/authorize", params=query, allow_redirects=False
    ) as answer:
        location = answer.headers["Location"]
    code = location.partition("code=")[2].partition("&")[0]
    asked = {"appid": sandbox.settings.app_id, "secret": "secret", "grant_type": "authorization_code"}
    assert location.endswith("state=s")
    assert (await client.get("/sns/oauth2/access_token", code=code, **asked))["openid"] == "oLin"
    assert (await client.get("/sns/oauth2/access_token", code=code, **asked))["errcode"] == 40163
    late = sandbox.sign_ins.issue(phone, "snsapi_base")
    clock.turn(300)
    assert (await client.get("/sns/oauth2/access_token", code=late, **asked))["errcode"] == 42003
    assert (await client.get("/sns/oauth2/access_token", code="no", **asked))["errcode"] == 40029


async def test_media_is_kept_three_days(sandbox, client, clock):
    token = await client.log_in()
    form = aiohttp.FormData()
    form.add_field("media", b"\x89PNG", filename="a.png")
    url = f"{sandbox.url}/cgi-bin/media/upload?access_token={token}&type=image"
    async with client.http.post(url, data=form) as answer:
        media_id = (await answer.json(content_type=None))["media_id"]
    url = f"{sandbox.url}/cgi-bin/media/get?access_token={token}&media_id={media_id}"
    async with client.http.get(url) as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", b"\x89PNG")
    clock.turn(3 * 86400)
    await client.log_in()
    assert (await client.get("/cgi-bin/media/get", media_id=media_id))["errcode"] == 40007


async def test_waiting_ends_though_the_loop_has_not_told_yet_that_all_is_done(sandbox):
    async def result() -> None:
        """Is done at once."""

    sandbox.later(result())
    await asyncio.sleep(0)
    await sandbox.settled()
