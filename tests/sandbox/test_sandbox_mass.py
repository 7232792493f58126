"""Mass sends: four a month for each follower, one for each client id, by tag, with sums at the end."""


def notice(client_id, *openids):
    return {"touser": list(openids), "msgtype": "text", "text": {"content": "通知"}, "clientmsgid": client_id}


async def test_mass_sends_reach_a_person_four_times_a_month(sandbox, service, client):
    await client.log_in()
    sandbox.phone("oLin"), sandbox.phone("oHuang", follows=False)
    assert (await client.post("/cgi-bin/message/mass/send", notice("a", "oLin")))["errcode"] == 40130
    for number in range(5):
        await client.post("/cgi-bin/message/mass/send", notice(f"n{number}", "oLin", "oHuang"))
    await sandbox.settled()
    assert len(sandbox.phone("oLin").messages_received) == 4
    last = service.heard[-1]
    assert (last["Event"], last["TotalCount"], last["SentCount"]) == ("MASSSENDJOBFINISH", "2", "0")


async def test_a_mass_send_told_twice_is_one(sandbox, service, client, clock):
    await client.log_in()
    sandbox.phone("oLin")
    body = {"filter": {"is_to_all": True}, "msgtype": "text", "text": {"content": "通知"}, "clientmsgid": "a"}
    first = await client.post("/cgi-bin/message/mass/sendall", body)
    again = await client.post("/cgi-bin/message/mass/sendall", body)
    assert (again["errcode"], again["msg_id"]) == (45065, first["msg_id"])
    assert (await client.post("/cgi-bin/message/mass/sendall", body | {"clientmsgid": "b"}))[
        "errcode"
    ] == 45028
    clock.turn(3600 * 23)
    await client.log_in()
    again = await client.post("/cgi-bin/message/mass/sendall", body)
    assert (again["errcode"], again["msg_id"]) == (45065, first["msg_id"])


async def test_a_mass_send_goes_to_who_has_the_tag_when_it_runs(sandbox, service, client):
    await client.log_in()
    sandbox.phone("oLin"), sandbox.phone("oHuang")
    tag = (await client.post("/cgi-bin/tags/create", {"tag": {"name": "通知"}}))["tag"]["id"]
    await client.post("/cgi-bin/tags/members/batchtagging", {"openid_list": ["oLin"], "tagid": tag})
    body = {"filter": {"is_to_all": False, "tag_id": tag}, "msgtype": "text", "text": {"content": "通知"}}
    assert (await client.post("/cgi-bin/message/mass/sendall", body | {"clientmsgid": "a"}))["errcode"] == 0
    await sandbox.settled()
    assert [len(sandbox.phone(one).messages_received) for one in ("oLin", "oHuang")] == [1, 0]
    sandbox.mass.verdict = "err(10001)"
    await client.post("/cgi-bin/message/mass/sendall", body | {"clientmsgid": "b"})
    await sandbox.settled()
    assert (service.heard[-1]["Status"], service.heard[-1]["SentCount"]) == ("err(10001)", "0")
    await client.post("/cgi-bin/tags/delete", {"tag": {"id": tag}})
    assert (await client.post("/cgi-bin/message/mass/sendall", body | {"clientmsgid": "c"}))[
        "errcode"
    ] == 45159


async def test_a_large_tag_is_emptied_before_it_is_deleted(sandbox, client):
    await client.log_in()
    sandbox.phone("oLin")
    tag = (await client.post("/cgi-bin/tags/create", {"tag": {"name": "通知"}}))["tag"]["id"]
    await client.post("/cgi-bin/tags/members/batchtagging", {"openid_list": ["oLin"], "tagid": tag})
    sandbox.tags.deletable = 0
    assert (await client.post("/cgi-bin/tags/delete", {"tag": {"id": tag}}))["errcode"] == 45057
    await client.post("/cgi-bin/tags/members/batchuntagging", {"openid_list": ["oLin"], "tagid": tag})
    assert (await client.post("/cgi-bin/tags/delete", {"tag": {"id": tag}}))["errcode"] == 0


async def test_the_sixty_first_mass_send_of_a_minute_is_too_fast(sandbox, client, clock):
    await client.log_in()
    sandbox.phone("oLin"), sandbox.phone("oHuang")
    codes = [
        (await client.post("/cgi-bin/message/mass/send", notice(f"m{number}", "oLin", "oHuang")))["errcode"]
        for number in range(61)
    ]
    assert codes == [0] * 60 + [45011]
    clock.turn(61)
    assert (await client.post("/cgi-bin/message/mass/send", notice("later", "oLin", "oHuang")))[
        "errcode"
    ] == 0
