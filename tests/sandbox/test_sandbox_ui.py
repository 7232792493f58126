"""What the browser's page reads and does."""

import json


async def page_of(client, path):
    async with client.http.get(client.sandbox.url + path) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_the_page_and_its_parts_are_served(sandbox, client):
    for path in ("/", "/static/sandbox.css", "/static/sandbox.js", "/faults", "/calls"):
        assert await page_of(client, path)


async def test_a_line_typed_in_the_browser_is_answered_there(sandbox, service, client):
    sandbox.phone("oLin", name="林子轩", group="学徒")
    sandbox.suggestions["学徒"] = ["进度"]
    async with client.http.post(f"{sandbox.url}/ui/phones/oLin/say", json={"text": "进度"}) as answer:
        assert answer.status == 200
    screen = json.loads(await page_of(client, "/ui/phones/oLin"))
    assert [bubble["text"] for bubble in screen["bubbles"]] == ["进度", "收到：进度"]
    later = json.loads(await page_of(client, "/ui/phones/oLin?after=1"))
    assert [bubble["text"] for bubble in later["bubbles"]] == ["收到：进度"]
    state = json.loads(await page_of(client, "/ui/state"))
    assert (state["phones"][0]["name"], state["suggestions"]) == ("林子轩", {"学徒": ["进度"]})


async def test_news_arrive_without_asking(sandbox, service, client):
    phone = sandbox.phone("oLin")
    async with client.http.get(f"{sandbox.url}/ui/events") as stream:
        while not sandbox.listeners:
            await stream.content.readany()
        await phone.say("进度")
        line = await stream.content.readline()
        assert json.loads(line.removeprefix(b"data: "))["openid"] == "oLin"


async def test_a_newcomer_must_follow_before_writing(sandbox, service, client):
    async with client.http.post(f"{sandbox.url}/ui/phones", json={}) as answer:
        openid = (await answer.json())["openid"]
    say = f"{sandbox.url}/ui/phones/{openid}/say"
    async with client.http.post(say, json={"text": "你好"}) as answer:
        assert answer.status == 409
    async with client.http.post(f"{sandbox.url}/ui/phones/{openid}/follow", json={}) as answer:
        assert answer.status == 200
    async with client.http.post(say, json={"text": "你好"}) as answer:
        assert answer.status == 200


async def test_the_log_shows_hostile_words_harmlessly(sandbox, service, client):
    await sandbox.phone("oLin").say("<script>alert(1)</script>")
    assert "<script>alert" not in await page_of(client, "/calls")
