"""The published document says what is served."""

import json
import re
from collections import Counter

from handlers.api.docs import published
from handlers.api.table import API
from tests.handlers.api.miniapp import mini

__all__ = ["mini"]


def test_every_route_is_published_under_a_name_of_its_own():
    named = [one["operationId"] for methods in published()["paths"].values() for one in methods.values()]
    assert len(named) == len(API.routes)
    assert [name for name, count in Counter(named).items() if count > 1] == []
    assert all(route.summary for route in API.routes)


def test_every_reference_leads_somewhere():
    text = json.dumps(published())
    models = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert models <= published()["components"]["schemas"].keys()
    assert "handlers" not in text


def test_nothing_that_is_not_named_is_taken():
    schemas = published()["components"]["schemas"]
    taken = [
        kind["schema"]["$ref"].rpartition("/")[2]
        for methods in published()["paths"].values()
        for one in methods.values()
        for kind in one.get("requestBody", {}).get("content", {}).values()
    ]
    assert taken
    assert [name for name in taken if schemas[name]["additionalProperties"] is not False] == []


async def test_the_document_and_its_page_are_open_to_all(mini):
    async with mini.client.get("/api/v1/openapi.json") as answer:
        assert (await answer.json())["openapi"] == "3.1.0"
    async with mini.client.get("/api/v1/docs") as answer:
        page = await answer.text()
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "<script" not in page
    for route in API.routes:
        assert f"<code>/api/v1{route.path}</code>" in page
