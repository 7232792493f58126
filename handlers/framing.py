"""The sandbox shows our pages on the screens of its phones, within its own page: nobody else may frame them."""

from aiohttp import web

NOBODY = "frame-ancestors 'none'"


def allow(app: web.Application, site: str) -> None:
    """The sandbox at `site` (an origin without a slash at the end) may; where it is empty, there is none."""
    if not site:
        return

    async def prepare(_request: web.Request, response: web.StreamResponse) -> None:
        response.headers.popall("X-Frame-Options", None)
        if policy := response.headers.get("Content-Security-Policy"):
            response.headers["Content-Security-Policy"] = policy.replace(NOBODY, f"frame-ancestors {site}")

    app.on_response_prepare.append(prepare)
