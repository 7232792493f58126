"""Codes that were never given out: all look alike, and nobody can try them in numbers."""

import statistics
import time
from datetime import timedelta

from aiohttp import ClientResponse

from handlers.misses import BURST
from handlers.verify import MISSES
from tests.cast import NOON
from tests.credentials.certificates import CODE, certificate
from tests.handlers.employer import employer

__all__ = ["employer"]

STRANGE = ["", "x", "A" * 21, "A" * 23, "A" * 500, "%00" * 22, "..%2f..%2fetc", "%3Cscript%3E", "甲" * 22, f"{CODE}.jwt",
           f"{CODE}/", "a/b/c", f"{CODE}.pdf", "status/x/revocation", "'%20OR%201=1--aaaaaaa"]  # fmt: skip


async def test_unknown_and_malformed_codes_look_alike(employer):
    unknown, page = await employer.ask(f"/v/{CODE}")
    assert unknown.status == 404
    assert "没有查到这张证书" in page
    for place, path in enumerate(STRANGE):
        answer, body = await employer.ask(f"/v/{path}", **{"X-Forwarded-For": f"10.0.0.{place}"})
        assert (answer.status, body, path) == (404, page, path)
        assert headers_but_date(answer) == headers_but_date(unknown)


async def test_unknown_and_malformed_codes_take_as_long(employer, monkeypatch):
    monkeypatch.setattr(employer.client.app[MISSES], "_burst", 10_000)
    takes: dict[str, list[float]] = {CODE: [], "x": []}
    for _ in range(60):
        for code, times in takes.items():
            begun = time.perf_counter()
            await employer.ask(f"/v/{code}")
            times.append(time.perf_counter() - begun)
    unknown, malformed = (statistics.median(times) for times in takes.values())
    assert 0.5 < unknown / malformed < 2


def headers_but_date(answer: ClientResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "Date"}


async def test_a_code_is_told_from_one_in_other_letters(employer, shop):
    row = await certificate(shop, code="AbCdEfGhIjKlMnOpQrStUv")
    assert (await employer.reads(f"/v/{row.code}"))[0] == 200
    assert (await employer.reads(f"/v/{row.code.lower()}"))[0] == 404


async def test_who_tries_codes_must_wait_and_is_told_how_long(employer, shop):
    row = await certificate(shop)
    for _ in range(BURST):
        assert (await employer.reads("/v/nothing"))[0] == 404
    answer, page = await employer.ask(f"/v/{row.code}")
    assert answer.status == 429
    assert "查询太频繁" in page
    seconds = int(answer.headers["Retry-After"])
    assert 0 < seconds <= 6
    assert (await employer.program_reads(f"/v/{row.code}.jwt"))[0] == 429
    employer.now = NOON + timedelta(seconds=seconds)
    assert (await employer.reads(f"/v/{row.code}"))[0] == 200


async def test_who_checks_certificates_that_exist_never_waits(employer, shop):
    row = await certificate(shop)
    assert {(await employer.reads(f"/v/{row.code}"))[0] for _ in range(BURST * 3)} == {200}


async def test_behind_a_trusted_proxy_each_client_waits_for_itself(employer):
    for _ in range(BURST + 1):
        answer, _ = await employer.ask("/v/x", **{"X-Forwarded-For": "1.2.3.4, 203.0.113.7, 10.1.1.1"})
    assert answer.status == 429
    other, _ = await employer.ask("/v/x", **{"X-Forwarded-For": "203.0.113.8"})
    assert other.status == 404
    # What the client itself put in front changes nothing.
    same, _ = await employer.ask("/v/x", **{"X-Forwarded-For": "9.9.9.9, 203.0.113.7"})
    assert same.status == 429


async def test_addresses_of_one_ipv6_network_are_one(employer):
    for place in range(BURST + 1):
        answer, _ = await employer.ask("/v/x", **{"X-Forwarded-For": f"2001:db8:1:2::{place:x}"})
    assert answer.status == 429
