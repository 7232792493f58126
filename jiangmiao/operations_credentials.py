"""verify-credential by the own database, keys list, keys rotate and keys compromise."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.credential_checks import Verdict
from domain.issuer_keys import KeyPurpose
from domain.roles import Door
from texts import links
from usecases.check_credential import check_credential
from usecases.rotate_keys import KnownKey, compromise_key, list_keys, rotate_keys

from .control import Report
from .operation_tools import Arguments, Tools


async def verify(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `token` and `pdf_sha256`, which may be empty."""
    pdf = arguments["pdf_sha256"]
    return shown(
        await check_credential(arguments["token"], site=links.to(""), now=tools.clock(), pdf_sha256=pdf)
    )


async def keys(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes nothing."""
    return {"keys": [_known(key) for key in await list_keys()]}


async def rotate(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `purpose`."""
    return _known(await rotate_keys(Door.COMMAND_LINE, KeyPurpose(arguments["purpose"]), now=tools.clock()))


async def compromise(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `kid` and `since`, an ISO instant."""
    since = datetime.fromisoformat(arguments["since"])
    return _known(await compromise_key(Door.COMMAND_LINE, arguments["kid"], since, now=tools.clock()))


def shown(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON; of what was not signed by a known key nothing is shown."""
    return {
        "valid": verdict.valid,
        "checks": [
            {"check": str(step.check), "passed": step.passed, "why": str(step.why or "")}
            for step in verdict.findings
        ],
        "credential": verdict.says,
    }


def _known(key: KnownKey) -> Arguments:
    moments = ("created_at", "retired_at", "compromised_at")
    facts = asdict(key)
    return facts | {name: facts[name].isoformat() if facts[name] else None for name in moments}
