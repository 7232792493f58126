"""The own month and the own data in the mini-program."""

import pytest

from handlers.api.limits import Heavy
from handlers.buckets import Buckets
from models.audit import AuditEntry
from models.people import Identity
from tests.handlers.api.miniapp import MINI_APP, mini

__all__ = ["mini"]


async def test_a_month_shows_what_counts_what_waits_and_what_is_missing(mini, shop):
    await shop.entry(shop.lin, minutes=240)
    lin = await mini.as_(shop.lin)
    month = (await lin.get("/month")).body
    assert (len(month["days"]), month["waiting"], month["confirmed"]) == (30, 240, 0)
    assert month["missing"] == sum(day["missing"] for day in month["days"]) > 0
    assert [day["waiting"] for day in month["days"] if day["waiting"]] == [240]
    october = (await lin.get("/month?of=2026-10")).body
    assert (len(october["days"]), october["waiting"]) == (31, 0)
    for wrong in ("2026-13", "1999-01", "2026-1"):
        assert (await lin.get(f"/month?of={wrong}")).status == 422


async def test_own_data_comes_masked_in_figures_and_whole_in_the_export(mini, shop):
    await shop.entry(shop.lin, content="车床外圆")
    lin = await mini.as_(shop.lin)
    figures = (await lin.get("/me/data")).body
    assert (figures["name"], figures["entries"], "*" in figures["phone"]) == ("林子轩", 1, True)
    data = (await lin.get("/me/export")).body["data"]
    assert [entry["content"] for entry in data["hours"]] == ["车床外圆"]
    assert data["person"]["name"] == "林子轩"
    taken = await AuditEntry.get(event="person.exported")
    assert (taken.door, taken.subject) == ("mini_program", f"person:{shop.lin.person_id}")


async def test_a_newer_privacy_text_is_agreed_to_once(mini, shop):
    lin = await mini.as_(shop.lin)
    await Identity.filter(app=MINI_APP, person_id=shop.lin.person_id).update(consented_version="2020-01")
    before = (await lin.get("/me/consent")).body
    assert (before["version"], before["asked"]) == ("2020-01", True)
    outdated = await lin.post("/me/consent", {"privacy_version": "2020-01"})
    assert (outdated.status, outdated.code) == (409, "login.outdated_privacy")
    for _ in range(2):
        after = (await lin.post("/me/consent", {"privacy_version": before["current"]})).body
        assert (after["version"], after["asked"]) == (before["current"], False)
    assert await AuditEntry.filter(event="privacy.consented", door="mini_program").count() == 1


async def test_a_refusal_names_the_tabs_of_the_mini_program(mini, shop):
    entry = await shop.entry(shop.lin)
    lin = await mini.as_(shop.lin)
    await lin.post(f"/hours/{entry.number}/withdraw")
    refused = await lin.post(f"/hours/{entry.number}/press")
    assert (refused.status, refused.body["message"]) == (
        409,
        f"编号 {entry.number} 不在等待确认。打开“学时”查看现在的状态。",
    )


@pytest.fixture
def few(mini):
    mini.limits.heavy = {Heavy.EXPORT: Buckets(1, 600.0)}


async def test_all_of_it_is_not_taken_again_and_again(mini, shop, few):
    lin = await mini.as_(shop.lin)
    assert (await lin.get("/me/export")).status == 200
    again = await lin.get("/me/export")
    assert (again.status, again.code) == (429, "requests.too_many")
    assert int(again.whole.headers["Retry-After"]) > 0
    assert (await lin.get("/me/data")).status == 200
    assert (await (await mini.as_(shop.wang)).get("/me/export")).status == 200
