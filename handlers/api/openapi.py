"""The OpenAPI 3.1 document, written from the table of routes and the models that validate."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .reading import KEY, KEY_PATTERN
from .routing import PREFIX, Route
from .schema import File, Problem, largest

REF = "#/components/schemas/{model}"
BEARER = "bearer"
ABOUT = (
    "JSON for the mini-program. Every write except signing in bears an `Idempotency-Key`: sent again with the same "
    "body it has no second effect and the same answer. Errors are `{code, message, facts}`; the message is to be "
    "shown. Minutes throughout; days are Shanghai's, instants UTC. Lists go on with `cursor`, the `next` of "
    "the page before."
)
JSON = "application/json"
FORM = "multipart/form-data"
# What files may be, in whole or in part, and how they are answered when nothing is to be sent (RFC 9110, 13 and 14).
KINDS = ("image/jpeg", "image/png", "image/gif", "video/mp4", "application/octet-stream")
WITHOUT_FILE = (412, 416)
# What every request may meet, and what only a change, or only whoever is signed in.
USUAL = (404, 422, 429, 503)
OF_WRITES = (400, 408, 409, 413, 415)
OF_SIGNED_IN = (401, 403)
_PLACE = re.compile(r"\{([a-z]+)\}")
Json = dict[str, Any]
Named = Mapping[type[BaseModel], Json]


def document(routes: Sequence[Route]) -> Json:
    """The whole document; it is the same as long as the code is."""
    schemas, named = _schemas(routes)
    paths: dict[str, Json] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, named)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jiangmiao", "version": "1", "description": ABOUT},
        "servers": [{"url": PREFIX}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {BEARER: {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(routes: Sequence[Route]) -> tuple[Json, Named]:
    """The components, and how each model is referred to."""
    asked = {route.asks for route in routes if route.writes and route.asks.model_fields}
    answered = {route.answers for route in routes if route.answers not in (None, File)} | {Problem}
    ordered = sorted([*asked, *answered], key=lambda model: model.__name__)
    keyed, found = models_json_schema(
        [(model, "validation" if model in asked else "serialization") for model in ordered],
        ref_template=REF,
    )
    return found["$defs"], dict(zip(ordered, keyed.values(), strict=True))


def _operation(route: Route, named: Named) -> Json:
    said: Json = {
        "operationId": route.step.__name__,
        "summary": route.summary,
        "tags": [route.step.__module__.rpartition(".")[2]],
        "parameters": [*_places(route), *_query(route), *_key(route)],
        "responses": _responses(route, named),
        "security": [] if route.open else [{BEARER: []}],
    }
    if route.writes and route.asks.model_fields:
        kind = FORM if route.receives else JSON
        said["requestBody"] = {"required": True, "content": {kind: {"schema": named[route.asks]}}}
    return said


def _places(route: Route) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {
                "type": "integer",
                "minimum": 1,
                "maximum": largest(name),
            },
        }
        for name in _PLACE.findall(route.path)
    ]


def _query(route: Route) -> list[Json]:
    if route.writes:
        return []
    schema = route.asks.model_json_schema()
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _without_null(one)}
        for name, one in schema.get("properties", {}).items()
    ]


def _without_null(schema: Json) -> Json:
    """A query can't say null; it leaves the name out."""
    kinds = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    return kinds[0] if len(kinds) == 1 else {name: one for name, one in schema.items() if name != "title"}


def _key(route: Route) -> list[Json]:
    if not route.writes or route.open:
        return []
    schema = {"type": "string", "pattern": f"^{KEY_PATTERN}$"}
    return [{"name": KEY, "in": "header", "required": True, "schema": schema}]


def _responses(route: Route, named: Named) -> Json:
    found = {str(route.status): _described(route.status, _content(route, named))}
    if route.answers is File:
        found["206"] = _described(206, _content(route, named))
        found |= {str(status): _described(status, {}) for status in WITHOUT_FILE}
    if not route.writes:
        found["304"] = _described(304, {})
    problem = {JSON: {"schema": named[Problem]}}
    return found | {str(status): _described(status, problem) for status in _troubles(route)}


def _content(route: Route, named: Named) -> Json:
    if route.answers is File:
        return {kind: {} for kind in KINDS}
    return {JSON: {"schema": named[route.answers]}} if route.answers else {}


def _described(status: int, content: Json) -> Json:
    said: Json = {"description": HTTPStatus(status).phrase}
    return said | {"content": content} if content else said


def _troubles(route: Route) -> list[int]:
    own = {*USUAL, *route.problems}
    own |= set(OF_WRITES) if route.writes else set()
    return sorted(own if route.open else own | set(OF_SIGNED_IN))
