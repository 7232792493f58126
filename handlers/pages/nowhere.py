"""What stands at the service's bare address, and where no page is."""

from aiohttp import web

from .visit import page

routes = web.RouteTableDef()


@routes.get("/")
async def front(request: web.Request) -> web.Response:
    """Whoever typed only the host name learns where the doors are."""
    return page(request, "page_front.html", 200, {})


# After all other routes, which would never be found behind it.
@routes.get("/{rest:.*}")
async def nowhere(request: web.Request) -> web.Response:
    return page(request, "page_nowhere.html", 404, {})
