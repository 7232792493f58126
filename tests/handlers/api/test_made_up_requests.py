"""Requests made up from the published document: whatever comes, the answer is one that the document names.

The suite sends a few to every route; `API_CASES=5000` sends about so many to each database.
"""

import asyncio
import itertools
import os
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from handlers.api.docs import published
from tests.handlers.api.miniapp import MiniApp, mini

__all__ = ["mini"]

FEW = 160
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# After these the sign-in would see nothing more.
LEAVING = {"/logout", "/unbind"}
# After this an entry takes nothing more.
WITHDRAWING = "/withdraw"
MENTORS = ("/queue", "/deputy", "/apprentices")
_keys = itertools.count(1)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
async def test_no_request_is_answered_otherwise_than_documented(mini: MiniApp, shop: Any, mode: Any) -> None:
    cases = int(os.environ.get("API_CASES", FEW))
    for minutes in range(1, 4):
        await shop.entry(shop.lin, minutes=minutes, content=f"第{minutes}件")
    tokens = {name: (await mini.tokens(getattr(shop, name)))["access_token"] for name in ("lin", "wang")}
    url = str(mini.client.make_url("/api/v1"))
    mini.now += timedelta(minutes=1)
    await asyncio.to_thread(ask_all, url, tokens, cases, mode)


def ask_all(url: str, tokens: dict[str, str], cases: int, mode: Any) -> None:
    """Blocks: the service answers on the loop of the test."""
    operations = made_up_operations()
    with requests.Session() as session:
        for operation in operations:
            token = tokens["wang" if operation.path.startswith(MENTORS) else "lin"]
            ask(operation, session, url, token, max(cases // (2 * len(operations)), 1), mode)


def made_up_operations() -> list[Any]:
    schema = schemathesis.openapi.from_dict(published())
    found = (result.ok() for result in schema.get_all_operations())
    kept = (operation for operation in found if operation.path not in LEAVING)
    return sorted(kept, key=lambda operation: operation.path.endswith(WITHDRAWING))


def ask(operation: Any, session: requests.Session, url: str, token: str, cases: int, mode: Any) -> None:
    def check(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            # Or made-up keys would be used again for other requests.
            case.headers = {**(case.headers or {}), "Idempotency-Key": f"made-up-{next(_keys):08}"}
        sent = {"Authorization": f"Bearer {token}"}
        answer = case.call(base_url=url, session=session, headers=sent, timeout=30)
        case.validate_response(answer, checks=CHECKS)

    made = settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    # A route that asks for nothing can't be asked wrongly.
    with suppress(Unsatisfiable):
        made(given(case=operation.as_strategy(generation_mode=mode))(check))()
