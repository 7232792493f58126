"""One gate for every API call: faults, method, token, quota, body, log."""

import asyncio
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.faults import Fault
from sandbox.wire import ApiError, Binary, Call, dumps

if TYPE_CHECKING:
    from sandbox.server import Sandbox

Answer = dict[str, Any] | Binary
Handler = Callable[["Sandbox", Call], Answer]
# An escape of anything but a control character: the platform refuses such bodies.
ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?!00[01][0-9a-fA-F]|007[fF])[0-9a-fA-F]{4}")
HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Endpoint:
    handler: Handler
    method: str
    token: bool


class Table:
    """Endpoints by path; each module fills its own."""

    def __init__(self) -> None:
        self.endpoints: dict[str, Endpoint] = {}

    def add(self, path: str, method: str = "POST", *, token: bool = True) -> Callable[[Handler], Handler]:
        def keep(handler: Handler) -> Handler:
            self.endpoints[path] = Endpoint(handler, method, token)
            return handler

        return keep

    @classmethod
    def joined(cls, tables: Iterable["Table"]) -> "Table":
        whole = cls()
        for table in tables:
            whole.endpoints |= table.endpoints
        return whole


class Gate:
    def __init__(self, sandbox: "Sandbox", table: Table) -> None:
        self.sandbox, self.table = sandbox, table

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, with HTTP 200 even for errors, unless a fault says otherwise."""
        call = Call(request.method, request.path, dict(request.query), None, self.sandbox.clock())
        self.sandbox.calls.append(call)
        fault = self.sandbox.faults.take(call.path)
        call.fault = fault.kind if fault else ""
        raw = await _read(request, call)
        if fault and (early := await self._before(fault, call)) is not None:
            return early
        answer = self._run(call, raw)
        call.answer = f"({len(answer.data)} bytes)" if isinstance(answer, Binary) else answer
        return await _after(fault, request, _response(answer, call.path))

    async def _before(self, fault: Fault, call: Call) -> web.Response | None:
        """Faults that answer instead of executing; None lets the call go on."""
        match fault.kind:
            case "errcode":
                call.answer = ApiError(fault.errcode).answer()
                return _response(call.answer, call.path)
            case "http500":
                return web.Response(status=500, text="Internal Server Error")
            case "html":
                return web.Response(status=200, text=HTML, content_type="text/html")
            case "slow":
                await self._wait(fault.seconds)
            case "silent":
                await self._wait(None)
                return web.Response(status=500)
        return None

    async def _wait(self, seconds: float | None) -> None:
        try:
            await asyncio.wait_for(self.sandbox.stopping.wait(), seconds)
        except TimeoutError:
            return

    def _run(self, call: Call, raw: bytes) -> Answer:
        try:
            return self._admit(call, raw).handler(self.sandbox, call)
        except ApiError as error:
            return error.answer()

    def _admit(self, call: Call, raw: bytes) -> Endpoint:
        endpoint = self.table.endpoints.get(call.path)
        if endpoint is None:
            raise ApiError(40066)
        if endpoint.method not in (call.method, "ANY"):
            raise ApiError(43001 if endpoint.method == "GET" else 43002)
        if endpoint.token and (code := self.sandbox.tokens.refusal(call.query.get("access_token", ""))):
            raise ApiError(code)
        if not self.sandbox.quota.spend(call.path):
            raise ApiError(45009)
        if endpoint.method == "POST" and call.upload is None:
            call.body = _decoded(raw)
        return endpoint


def _decoded(raw: bytes) -> dict[str, Any]:
    if ESCAPED.search(raw):
        raise ApiError(40033)
    try:
        body = json.loads(raw, strict=False)
    except ValueError as error:
        raise ApiError(47001) from error
    if not isinstance(body, dict):
        raise ApiError(47001)
    return body


async def _read(request: web.Request, call: Call) -> bytes:
    """The body; of a multipart one, its file goes to `call.upload`."""
    if request.content_type != "multipart/form-data":
        raw = await request.read()
        call.body = raw.decode(errors="replace")
        return raw
    form = await request.post()
    file = form.get("media")
    if isinstance(file, web.FileField):
        call.upload = (file.filename, file.file.read())
        call.body = file.filename
    return b""


def _response(answer: Answer, path: str) -> web.Response:
    if isinstance(answer, Binary):
        name = f'attachment; filename="{answer.filename}"'
        return web.Response(
            body=answer.data, content_type=answer.content_type, headers={"Content-disposition": name}
        )
    kind = "text/plain" if path.startswith("/sns/") else "application/json; encoding=utf-8"
    return web.Response(body=dumps(answer), headers={"Content-Type": kind})


async def _after(fault: Fault | None, request: web.Request, answer: web.Response) -> web.StreamResponse:
    """Faults that hit the answer of an executed call."""
    if fault is None or fault.kind not in ("lost", "half") or request.transport is None:
        return answer
    if fault.kind == "lost":
        request.transport.abort()
        return answer
    whole = answer.body if isinstance(answer.body, bytes) else b""
    part = web.StreamResponse(
        headers={"Content-Type": answer.headers["Content-Type"], "Content-Length": str(len(whole))}
    )
    await part.prepare(request)
    await part.write(whole[: len(whole) // 2])
    request.transport.close()
    return part
