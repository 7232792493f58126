"""What changes or reads the database at the command line, written once.

Plain JSON in, lines of progress, JSON out: the command runs an operation itself, or the running
service does so for it (jiangmiao/control.py).
"""

import os
from collections.abc import Awaitable, Callable
from functools import partial

from domain.errors import Refusal
from texts.refusals import sentence

from . import (
    operations_assess,
    operations_audit,
    operations_deadlines,
    operations_grades,
    operations_notices,
    operations_people,
    operations_secrets,
    operations_trace,
)
from . import operations_certificates as certificates
from . import operations_credentials as credentials
from .control import Operation, Refused, Report
from .database import missing_migrations
from .operation_tools import Arguments, Tools
from .operations_roster import import_sheets


def operations(tools: Tools) -> dict[str, Operation]:
    """Every operation by the name that goes over the socket."""
    return {name: _worded(partial(operation, tools)) for name, operation in _OPERATIONS.items()}


def _worded(operation: Operation) -> Operation:
    """Rules and use cases refuse with a code; whoever typed the command reads the sentence."""

    async def run(arguments: Arguments, report: Report) -> Arguments:
        try:
            return await operation(arguments, report)
        except Refusal as refusal:
            raise Refused(sentence(refusal)) from refusal

    return run


async def _status(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    return {"pid": os.getpid(), "missing_migrations": await missing_migrations()}


_OPERATIONS: dict[str, Callable[[Tools, Arguments, Report], Awaitable[Arguments]]] = {
    "status": _status,
    "checkpoint": operations_audit.checkpoint,
    "trace": operations_trace.trace,
    "import-roster": import_sheets,
    "assess": operations_assess.enter,
    "assessments-due": operations_assess.due,
    "assessments": operations_assess.show,
    "assess-plan": operations_assess.plan,
    "assess-cancel": operations_assess.cancel,
    "assess-void": operations_assess.void,
    "reverse-hours": operations_assess.reverse,
    "preview-notice": operations_notices.preview,
    "send-notice": operations_notices.send,
    "notices": operations_notices.notices,
    "notice-pause": operations_notices.pause,
    "notice-resume": operations_notices.resume,
    "notice-cancel": operations_notices.cancel,
    "notice-remind": operations_notices.remind,
    "notice-report": operations_notices.show,
    "deliveries": operations_notices.deliveries,
    "retry-dead": operations_notices.retry,
    "deadlines": operations_deadlines.show,
    "deadline-add": operations_deadlines.add,
    "deadline-move": operations_deadlines.move,
    "deadline-cancel": operations_deadlines.cancel,
    "issue": certificates.issue,
    "certificates-of": certificates.of_person,
    "certificate-show": certificates.show,
    "certificate-suspend": certificates.suspend,
    "certificate-restore": certificates.restore,
    "certificate-revoke": certificates.revoke,
    "certificate-reissue": certificates.reissue,
    "grades": operations_grades.show,
    "grade-record": operations_grades.record,
    "grade-withdraw": operations_grades.withdraw,
    "grade-names": operations_grades.names,
    "grade-name": operations_grades.name,
    "verify-credential": credentials.verify,
    "rotate-secrets": operations_secrets.rotate,
    "keys": credentials.keys,
    "keys-rotate": credentials.rotate,
    "keys-compromise": credentials.compromise,
    "find-people": operations_people.find,
    "export-person": operations_people.export,
    "forget-look": operations_people.look_before_forgetting,
    "forget-person": operations_people.forget,
    "invite": operations_people.invite,
    "revoke": operations_people.take_back,
    "unbind": operations_people.unbind,
}
