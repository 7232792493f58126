"""Mass sends: four a month for each follower, each client id once a day, a job that ends with sums."""

import asyncio
import itertools
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.bubbles import from_api
from sandbox.platform.gate import Table
from sandbox.wire import ApiError, Call

if TYPE_CHECKING:
    from sandbox.phone import Phone
    from sandbox.server import Sandbox

table = Table()
A_MONTH = 4
SAME_ID_SECONDS = 86400.0
CLIENT_ID_BYTES = 32
CHINA = 8 * 3600
A_MINUTE = 60
WELL = "send success"


class MassSends:
    """Counts by calendar month in China, and the jobs by their msg_id.

    `verdict` is what jobs end with: another than "send success", such as "err(10001)", reaches nobody.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.received: dict[tuple[str, str], int] = {}
        self.to_all: list[float] = []
        self.by_client_id: dict[str, tuple[float, int]] = {}
        self.status: dict[int, str] = {}
        self.calls: list[float] = []
        self.verdict = WELL
        # No number of an earlier sandbox again.
        self._ids = itertools.count(int(clock()))

    def refuse_double(self, client_id: str) -> None:
        """45065 with the earlier msg_id for an id of the last 24 hours; 45067 for one too long."""
        if len(client_id.encode()) > CLIENT_ID_BYTES:
            raise ApiError(45067)
        at, earlier = self.by_client_id.get(client_id, (float("-inf"), 0))
        if client_id and self.clock() < at + SAME_ID_SECONDS:
            raise ApiError(45065, msg_id=earlier)

    def check_minute(self) -> None:
        """Sixty calls a minute."""
        now = self.clock()
        self.calls = [at for at in self.calls if now - 60 < at <= now]
        if len(self.calls) >= A_MINUTE:
            raise ApiError(45011)
        self.calls.append(now)

    def begin(self, client_id: str) -> int:
        """The msg_id of a new job."""
        msg_id = next(self._ids)
        self.by_client_id[client_id] = (self.clock(), msg_id)
        self.status[msg_id] = "SENDING"
        return msg_id

    def check_all(self) -> None:
        """To everybody at most once a day and four times a month."""
        days = [time.gmtime(at + CHINA) for at in self.to_all]
        today = time.gmtime(self.clock() + CHINA)
        month = [day for day in days if day[:2] == today[:2]]
        if len(month) >= A_MONTH or any(day[:3] == today[:3] for day in month):
            raise ApiError(45028)

    def count(self, openid: str) -> bool:
        """One more for this person; False when four have come this month."""
        key = (openid, time.strftime("%Y-%m", time.gmtime(self.clock() + CHINA)))
        self.received[key] = self.received.get(key, 0) + 1
        return self.received[key] <= A_MONTH


@table.add("/cgi-bin/message/mass/sendall")
def send_all(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    everybody = call.part("filter", "is_to_all") is True
    tag_id = call.part("filter", "tag_id")
    if not everybody and not isinstance(tag_id, int):
        raise ApiError(45159)
    if not everybody:
        sandbox.tags.known(tag_id)
    sandbox.mass.refuse_double(_client_id(call))
    if everybody:
        sandbox.mass.check_all()

    def people() -> list["Phone"]:
        phones = sandbox.phones.values()
        return [one for one in phones if everybody or tag_id in sandbox.tags.of(one.openid)]

    answer = _start(sandbox, call, people)
    if everybody:
        sandbox.mass.to_all.append(sandbox.clock())
    return answer


@table.add("/cgi-bin/message/mass/send")
def send(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    openids = call.strings("touser")
    if len(openids) < 2:
        raise ApiError(40130)
    if len(openids) > 10_000:
        raise ApiError(40032)
    unknown = [openid for openid in openids if openid not in sandbox.phones]
    if unknown:
        raise ApiError(40003)
    sandbox.mass.refuse_double(_client_id(call))
    return _start(sandbox, call, lambda: [sandbox.phones[openid] for openid in dict.fromkeys(openids)])


@table.add("/cgi-bin/message/mass/get")
def get(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    number = int(call.part("msg_id") or 0)
    return {"msg_id": number, "msg_status": sandbox.mass.status.get(number, "SEND_FAIL")}


def _client_id(call: Call) -> str:
    return str(call.part("clientmsgid") or "")


def _start(sandbox: "Sandbox", call: Call, people: Callable[[], list["Phone"]]) -> dict[str, Any]:
    sandbox.mass.check_minute()
    kind = call.text("msgtype")
    part = call.part(kind)
    if not isinstance(part, dict):
        raise ApiError(40008)
    msg_id = sandbox.mass.begin(_client_id(call))
    sandbox.later(_finish(sandbox, msg_id, people, call, kind))
    return {
        "errcode": 0,
        "errmsg": "send job submission success",
        "msg_id": msg_id,
        "msg_data_id": msg_id + 10**8,
    }


async def _finish(
    sandbox: "Sandbox", msg_id: int, people: Callable[[], list["Phone"]], call: Call, kind: str
) -> None:
    """The job runs after it was taken: who has the tag then gets it."""
    await asyncio.sleep(sandbox.settings.finish_seconds)
    total, well = people(), sandbox.mass.verdict == WELL
    reached = [one for one in total if one.follows and sandbox.mass.count(one.openid)] if well else []
    sent = [one for one in reached if not one.blocks]
    for one in sent:
        one.receive("mass", from_api(kind, call.part(kind)), call.body)
    sandbox.mass.status[msg_id] = "SEND_SUCCESS" if well else "SEND_FAIL"
    if sandbox.callback_url and total:
        counts = {"TotalCount": len(total), "FilterCount": len(reached), "SentCount": len(sent)}
        errors = {"ErrorCount": len(reached) - len(sent)}
        job = {"MsgID": msg_id, "Status": sandbox.mass.verdict}
        await total[0].event("MASSSENDJOBFINISH", job | counts | errors)
