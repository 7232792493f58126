"""What verifiers of credentials ask for: the issuer's keys and the lists of what doesn't hold."""

from aiohttp import web

from domain.status_entries import Purpose
from texts import links
from usecases.publish_keys import publish_did_document, publish_key_set
from usecases.status_list import status_list

from .keys import CLOCK

# As long as a list says that it may be used without asking again; verifiers run in browsers too.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=300",
    "X-Content-Type-Options": "nosniff",
}
routes = web.RouteTableDef()


@routes.get("/.well-known/jwks.json")
async def key_set(request: web.Request) -> web.Response:
    """Every key that is good for what it signed."""
    return web.json_response(await publish_key_set(links.to(""), now=request.app[CLOCK]()), headers=HEADERS)


# did:web looks under .well-known for a bare host and beside the path for one with a path.
@routes.get("/.well-known/did.json")
@routes.get("/did.json")
async def did(request: web.Request) -> web.Response:
    """The issuer's DID document."""
    found = await publish_did_document(links.to(""), now=request.app[CLOCK]())
    return web.json_response(found, content_type="application/did+json", headers=HEADERS)


@routes.get(r"/v/status/{number:\d{1,5}}/{purpose:revocation|suspension}")
async def status(request: web.Request) -> web.Response:
    """A status list as a VC-JWT."""
    number, purpose = int(request.match_info["number"]), Purpose(request.match_info["purpose"])
    token = await status_list(number, purpose, site=links.to(""), now=request.app[CLOCK]())
    if token is None:
        return web.Response(status=404)
    return web.Response(text=token, content_type="application/vc+jwt", headers=HEADERS)
