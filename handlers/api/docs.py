"""The published document, and a page that shows it; neither needs an account."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from .openapi import document
from .routing import PREFIX
from .table import API

STYLESHEET = Path(__file__).parents[1] / "static" / "api_docs.css"
routes = web.RouteTableDef()


@cache
def published() -> dict[str, Any]:
    """Written once: the code doesn't change while it runs."""
    return document(API.routes)


@cache
def _published_text() -> str:
    return json.dumps(published())


@routes.get(f"{PREFIX}/openapi.json")
async def openapi(_request: web.Request) -> web.Response:
    """OpenAPI 3.1, for tools in browsers too."""
    answer = web.json_response(text=_published_text(), headers={"Access-Control-Allow-Origin": "*"})
    answer.enable_compression()
    return answer


@routes.get(f"{PREFIX}/docs")
async def show(request: web.Request) -> web.Response:
    """The document for people: every route with what it asks and answers."""
    facts = {"document": published(), "prefix": PREFIX, "style": _style(), "shown": _shown}
    answer = aiohttp_jinja2.render_template("api_docs.html", request, facts)
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@cache
def _style() -> str:
    return STYLESHEET.read_text(encoding="utf-8")


def _shown(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2)
