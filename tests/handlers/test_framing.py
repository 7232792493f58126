"""Who may show our pages within a page of theirs."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from handlers import framing

POLICY = "default-src 'none'; frame-ancestors 'none'"
SANDBOX = "http://127.0.0.1:8800"


async def page(_request: web.Request) -> web.Response:
    return web.Response(headers={"Content-Security-Policy": POLICY, "X-Frame-Options": "DENY"})


@pytest.mark.parametrize(
    ("sandbox", "policy", "options"),
    [("", POLICY, "DENY"), (SANDBOX, f"default-src 'none'; frame-ancestors {SANDBOX}", None)],
)
async def test_only_a_sandbox_frames_a_page(sandbox, policy, options):
    app = web.Application()
    app.router.add_get("/", page)
    framing.allow(app, sandbox)
    async with TestClient(TestServer(app)) as client:
        headers = (await client.get("/")).headers
    assert (headers["Content-Security-Policy"], headers.get("X-Frame-Options")) == (policy, options)
