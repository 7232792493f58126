"""issue, certificate list, show, suspend, restore, revoke and reissue."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.certificate_kinds import Kind
from domain.certificate_states import CertificateState
from domain.clock import local_day
from domain.roles import Actor, Door
from texts import certificates
from usecases.certificate_files import certificate_pdf
from usecases.certificate_kinds import kind_named
from usecases.find_administrator import find_administrator
from usecases.find_certificate import Document, find_certificate
from usecases.issuable import Candidate, count_issuable, issuable, issuable_of
from usecases.issue_certificate import Issued, issue_certificate
from usecases.list_certificates import list_certificates_of
from usecases.manages import person_by_phone
from usecases.reissue_certificate import reissue_certificate
from usecases.revoke_certificate import revoke_certificate
from usecases.suspend_certificates import restore_certificate, suspend_certificate

from .control import Report
from .issuing import Issue, Page, Print
from .operation_tools import Arguments, Tools

Decide = Callable[..., Awaitable[Document]]


async def issue(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `kind`, `by`, and `phone` or, for a page of all who passed, `after`, `most` and how many are `done`.

    A refusal for one of all is told in `skipped` and keeps nobody else waiting.
    """
    by, kind = await _by(arguments), kind_named(arguments["kind"])
    issue_one, printed = _steps(tools, by, kind)
    if arguments["phone"]:
        only = await issuable_of(by, kind, await person_by_phone(arguments["phone"]))
        return {"certificates": [await printed(await issue_one(only))], "skipped": [], "next": 0}
    found = await issuable(by, kind, after=arguments["after"], most=arguments["most"])
    page = Page(found, arguments["done"], await count_issuable(by, kind))
    made = await page.issue(issue_one, printed, report)
    after = found[-1].assessment_id if len(found) == arguments["most"] else 0
    return {"certificates": made, "skipped": page.skipped, "next": after}


def _steps(tools: Tools, by: Actor | Door, kind: Kind) -> tuple[Issue, Print]:
    async def issue_one(candidate: Candidate) -> Issued:
        issued = await issue_certificate(by, candidate.assessment_id, kind, now=tools.clock())
        return replace(issued, document=await _newest(by, issued.document))

    async def printed(issued: Issued) -> Arguments:
        return {**await _printed(tools, issued.document, tools.clock()), "new": issued.new}

    return issue_one, printed


async def _newest(by: Actor | Door, document: Document) -> Document:
    """The one that took its place, if any did: what was reissued is not handed out again."""
    while document.replaced_by:
        document = await find_certificate(by, document.replaced_by)
    return document


async def show(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `number` and `by`; the whole certificate."""
    found = await find_certificate(await _by(arguments), arguments["number"])
    return {**await _printed(tools, found, tools.clock()), "snapshot": found.snapshot}


async def of_person(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone` and `by`."""
    by, person_id = await _by(arguments), await person_by_phone(arguments["phone"])
    found = await list_certificates_of(by, person_id)
    return {"certificates": [_line(each, tools.clock()) for each in found]}


def decision(decide: Decide) -> Callable[[Tools, Arguments, Report], Awaitable[Arguments]]:
    """An operation that takes `number`, `reason` and `by`; what the certificate is afterwards."""

    async def run(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
        now = tools.clock()
        by = await _by(arguments)
        return _line(await decide(by, arguments["number"], arguments["reason"], now=now), now)

    return run


async def reissue(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `number`, `reason` and `by`; the new certificate, printed."""
    now = tools.clock()
    new = await reissue_certificate(await _by(arguments), arguments["number"], arguments["reason"], now=now)
    return await _printed(tools, new, now)


suspend = decision(suspend_certificate)
restore = decision(restore_certificate)
revoke = decision(revoke_certificate)


async def _printed(tools: Tools, document: Document, now: datetime) -> Arguments:
    return {**_line(document, now), "pdf": str(await certificate_pdf(document, tools.certificates))}


def _line(document: Document, now: datetime) -> dict[str, Any]:
    taken = ("number", "code", "kind", "digest", "state_reason", "replaces", "replaced_by")
    return {
        **{name: getattr(document, name) for name in taken},
        "name": document.snapshot["name"],
        "title": document.snapshot["title"],
        "url": certificates.link(document.code),
        "issued_on": document.issued_on.isoformat(),
        "expires_on": document.expires_on.isoformat() if document.expires_on else None,
        "void": document.state is not CertificateState.VALID,
        "state": certificates.state(document.state, document.expires_on, local_day(now)),
    }


async def _by(arguments: Arguments) -> Actor | Door:
    """The administrator with the phone `by`, within whose reach this stays; without one, the operator."""
    if not arguments["by"]:
        return Door.COMMAND_LINE
    return await find_administrator(arguments["by"], "", request=secrets.token_hex(5))
