"""Tags on followers."""

import itertools
from typing import TYPE_CHECKING, Any

from sandbox.platform.gate import Table
from sandbox.wire import ApiError, Call, ok

if TYPE_CHECKING:
    from sandbox.server import Sandbox

table = Table()
MOST = 100
NAME = 30
BATCH = 50
A_PERSON = 20
# A tag with more followers has to be emptied before it can be deleted.
DELETABLE = 100_000
PAGE = 10_000


class Tags:
    """Names by id, and the people who have each, in the order they were tagged."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self.members: dict[int, dict[str, None]] = {}
        self.deletable = DELETABLE
        # The first hundred ids are the platform's own.
        self._ids = itertools.count(100)

    def add(self, name: str) -> int:
        self.check(name)
        if len(self.names) >= MOST:
            raise ApiError(45056)
        number = next(self._ids)
        self.names[number], self.members[number] = name, {}
        return number

    def check(self, name: str) -> None:
        if not 1 <= len(name) <= NAME:
            raise ApiError(45158)
        if name in self.names.values():
            raise ApiError(45157)

    def known(self, number: object) -> int:
        if not isinstance(number, int) or number not in self.names:
            raise ApiError(45159)
        return number

    def of(self, openid: str) -> list[int]:
        return [number for number, members in self.members.items() if openid in members]


@table.add("/cgi-bin/tags/create")
def create(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    name = call.text("tag", "name")
    return {"tag": {"id": sandbox.tags.add(name), "name": name}}


@table.add("/cgi-bin/tags/get", "GET")
def get(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    tags = sandbox.tags
    return {
        "tags": [{"id": n, "name": name, "count": len(tags.members[n])} for n, name in tags.names.items()]
    }


@table.add("/cgi-bin/tags/update")
def update(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    number, name = sandbox.tags.known(call.part("tag", "id")), call.text("tag", "name")
    sandbox.tags.check(name)
    sandbox.tags.names[number] = name
    return ok()


@table.add("/cgi-bin/tags/delete")
def delete(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    number = sandbox.tags.known(call.part("tag", "id"))
    if len(sandbox.tags.members[number]) > sandbox.tags.deletable:
        raise ApiError(45057)
    del sandbox.tags.names[number], sandbox.tags.members[number]
    return ok()


@table.add("/cgi-bin/tags/members/batchtagging")
def tag(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    number, openids = _batch(sandbox, call)
    if any(len(sandbox.tags.of(openid)) >= A_PERSON for openid in openids):
        raise ApiError(45059)
    sandbox.tags.members[number] |= dict.fromkeys(openids)
    _redraw(sandbox, openids)
    return ok()


@table.add("/cgi-bin/tags/members/batchuntagging")
def untag(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    number, openids = _batch(sandbox, call)
    for openid in openids:
        sandbox.tags.members[number].pop(openid, None)
    _redraw(sandbox, openids)
    return ok()


@table.add("/cgi-bin/tags/getidlist")
def of_person(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    return {"tagid_list": sandbox.tags.of(call.text("openid"))}


@table.add("/cgi-bin/user/tag/get")
def members(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    people = list(sandbox.tags.members[sandbox.tags.known(call.part("tagid"))])[:PAGE]
    return {"count": len(people), "data": {"openid": people}, "next_openid": people[-1] if people else ""}


def _batch(sandbox: "Sandbox", call: Call) -> tuple[int, list[str]]:
    number, openids = sandbox.tags.known(call.part("tagid")), call.strings("openid_list")
    if not 1 <= len(openids) <= BATCH:
        raise ApiError(40032)
    if any(openid not in sandbox.phones for openid in openids):
        raise ApiError(40003)
    return number, openids


def _redraw(sandbox: "Sandbox", openids: list[str]) -> None:
    for openid in openids:
        sandbox.changed(sandbox.phones[openid])
