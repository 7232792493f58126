"""Signing in on a page: by WeChat alone, to our own pages alone, for as long as the account is bound."""

import base64
import hashlib
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from handlers.buckets import Buckets
from handlers.pages import SETUP
from models.people import Identity
from tests.cast import APP, NOON, contact
from tests.handlers.reader import AUTHORIZE, WECHAT, counter

__all__ = ["counter"]
AWAY = (
    "https://evil.example/",
    "//evil.example",
    "/m//evil.example",
    "/m/\\evil.example",
    "/m/../wechat",
    "/m/%252e%252e/wechat",
    "/m/.%252E//evil.example",
    "/wechat",
    "javascript:alert(1)",
    "/m/%0d%0aSet-Cookie:x",
    "/m/me?x=" + "x" * 6000,
    "",
)


async def test_a_page_leads_through_wechat_and_back(counter, shop):
    reader = await counter.reader()
    first = await reader.open("/m/me?from=menu")
    assert first.place == "/m/sign-in?next=%2Fm%2Fme%3Ffrom%3Dmenu"
    asked = await reader.open(first.place)
    assert asked.place.startswith(f"{AUTHORIZE}?appid={APP}&")
    assert asked.place.endswith("#wechat_redirect")
    query = parse_qs(urlsplit(asked.place).query)
    assert (query["scope"], query["response_type"]) == (["snsapi_base"], ["code"])
    code = counter.platform.agree((await contact(shop.lin)).openid)
    back = await reader.open(f"/m/signed-in?code={code}&state={query['state'][0]}")
    assert (back.status, back.place) == (303, "/m/me?from=menu")
    assert "林子轩" in (await reader.open(back.place)).text


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(counter, shop):
    answer = await (await counter.reader()).sign_in(shop.lin)
    cookie = next(each for each in answer.headers.getall("Set-Cookie") if each.startswith("jm_session="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/m", "Max-Age=43200"} <= set(cookie.split("; "))


async def test_nobody_is_led_away_from_our_pages(counter, shop):
    reader = await counter.reader()
    for path in AWAY:
        assert (await reader.sign_in(shop.lin, path)).place in {"/m/", "/m/%0d%0aSet-Cookie:x"}


async def test_a_state_of_another_browser_signs_nobody_in(counter, shop):
    openid = (await contact(shop.lin)).openid
    other = parse_qs(urlsplit((await (await counter.reader()).open("/m/sign-in")).place).query)["state"][0]
    mine = await counter.reader()
    await mine.open("/m/sign-in")
    code = counter.platform.agree(openid)
    for state in (other, "", "%F0%9F"):
        assert (await mine.open(f"/m/signed-in?code={code}&state={state}")).status == 403
    assert code in counter.platform.codes


async def test_an_address_of_arrival_works_once(counter, shop):
    reader = await counter.reader()
    state = parse_qs(urlsplit((await reader.open("/m/sign-in")).place).query)["state"][0]
    code = counter.platform.agree((await contact(shop.lin)).openid)
    arrival = f"/m/signed-in?code={code}&state={state}"
    assert (await reader.open(arrival)).status == 303
    assert (await reader.open(arrival)).status == 403


async def test_a_code_that_the_platform_refuses_signs_nobody_in(counter):
    reader = await counter.reader()
    state = parse_qs(urlsplit((await reader.open("/m/sign-in")).place).query)["state"][0]
    answer = await reader.open(f"/m/signed-in?code=used&state={state}")
    assert (answer.status, "没有登录成功" in answer.text) == (403, True)


async def test_a_sign_in_ends_after_twelve_hours(counter, shop):
    reader = await counter.reader(shop.lin)
    counter.now = NOON + timedelta(hours=11, minutes=59)
    assert (await reader.open("/m/me")).status == 200
    counter.now = NOON + timedelta(hours=12)
    assert (await reader.open("/m/me")).place.startswith("/m/sign-in")


async def test_unbinding_ends_it_at_once(counter, shop):
    reader = await counter.reader(shop.lin)
    await Identity.filter(person_id=shop.lin.person_id).update(person_id=None, bound_at=None)
    assert (await reader.open("/m/me")).place.startswith("/m/sign-in")
    stranger = await reader.arrive(f"openid-{shop.lin.person_id}")
    assert (stranger.status, "还没有绑定" in stranger.text) == (403, True)


async def test_binding_to_another_person_or_anew_ends_it(counter, shop):
    reader = await counter.reader(shop.lin)
    await Identity.filter(person_id=shop.lin.person_id).update(person_id=shop.huang.person_id)
    assert (await reader.open("/m/me")).status == 303
    await Identity.filter(person_id=shop.huang.person_id).update(
        person_id=shop.lin.person_id, bound_at=NOON + timedelta(minutes=1)
    )
    assert (await reader.open("/m/me")).status == 303


async def test_outside_wechat_a_page_says_so(counter):
    answer = await (await counter.reader()).open("/m/me", **{"User-Agent": "Mozilla/5.0"})
    assert (answer.status, "请在微信里打开" in answer.text) == (403, True)
    assert "沙箱" not in answer.text


async def test_a_cookie_that_was_changed_is_no_sign_in(counter, shop):
    reader = await counter.reader(shop.lin)
    jar = {cookie.key: cookie for cookie in reader.client.session.cookie_jar}
    sealed = jar["jm_session"].value
    for forged in (sealed[:-2] + "AA", sealed.replace(".", "x."), "x", ".", f"{sealed}.x", "é.é"):
        answer = await (await counter.reader()).open("/m/me", Cookie=f"jm_session={forged}")
        assert answer.place.startswith("/m/sign-in")


async def test_a_form_of_another_site_or_another_sign_in_does_nothing(counter, shop):
    reader, other = await counter.reader(shop.lin), await counter.reader(shop.wang)
    page = await reader.open("/m/me")
    foreign = (await other.open("/m/me")).token
    care = {"care": 1}
    for token in ("", "x.y", foreign, page.token[:-2]):
        assert (await reader.send("/m/me/care", token, care)).status == 403
    for origin in ("https://evil.example", "null"):
        assert (await reader.send("/m/me/care", page.token, care, Origin=origin)).status == 403
    done = await reader.send(
        "/m/me/care", page.token, care, Origin=str(counter.server.make_url("")).rstrip("/")
    )
    assert done.status == 303
    assert 'class="care"' in (await reader.open("/m/me")).html


async def test_personal_pages_are_kept_by_nobody_and_run_no_foreign_script(counter, shop):
    answer = await (await counter.reader(shop.lin)).open("/m/me")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    style = re.findall("<style>(.*?)</style>", answer.html, re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert " style=" not in answer.html


async def test_a_body_that_no_browser_sends_does_nothing(counter, shop):
    reader = await counter.reader(shop.lin)
    kinds = (
        "application/x-www-form-urlencoded; charset=nonsense",
        "multipart/form-data; boundary=x",
        "text/plain",
    )
    for kind in kinds:
        answer = reader.client.post(
            "/m/me/care", data=b"\xff\x00--x", headers={**WECHAT, "Content-Type": kind}
        )
        async with answer as response:
            assert response.status == 403, kind


async def test_the_wechat_user_behind_the_account_is_remembered_and_not_forgotten(counter, shop):
    openid = (await contact(shop.lin)).openid
    for told in ("u1", ""):
        counter.platform.unionids[openid] = told
        assert (await (await counter.reader()).sign_in(shop.lin)).status == 303
        assert (await Identity.get(openid=openid, app=APP)).unionid == "u1"


async def test_who_arrives_too_often_from_one_address_waits(counter, shop):
    counter.server.app[SETUP].limits.arrivals = Buckets(2, 10.0)
    reader = await counter.reader(shop.lin)
    await reader.sign_in(shop.lin)
    answer = await reader.sign_in(shop.lin)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "10")
    counter.now += timedelta(seconds=10)
    assert (await reader.sign_in(shop.lin)).status == 303


async def test_who_sends_too_much_waits_and_nothing_is_done_meanwhile(counter, shop):
    counter.server.app[SETUP].limits.person = Buckets(1, 5.0)
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/me")).token
    assert (await reader.send("/m/me/care", token, {"care": 1})).status == 303
    answer = await reader.send("/m/me/care", token)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "5")
    assert "请等 5 秒" in answer.text
    page = await reader.open("/m/me")
    assert 'class="care"' in page.html
    other = await counter.reader(shop.huang)
    assert (await other.fill("/m/me", "/m/me/care", {"care": 1})).status == 303


async def test_who_opens_too_many_pages_waits(counter, shop):
    reader, other = await counter.reader(shop.lin), await counter.reader(shop.huang)
    counter.server.app[SETUP].limits.opened = Buckets(1, 5.0)
    assert (await reader.open("/m/me")).status == 200
    answer = await reader.open("/m/me")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "5")
    assert (await other.open("/m/me")).status == 200
