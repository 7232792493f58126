"""Deputies and apprentices of a mentor; progress, grades and certificates of an apprentice."""

from domain.grade_rules import Judged
from texts import links
from texts.findings import requirement, short_source
from usecases.appoint_deputy import appoint_deputy
from usecases.deputies import find_deputies, show_deputies
from usecases.end_deputy import end_deputy
from usecases.find_certificate import Document
from usecases.list_apprentices import list_apprentices
from usecases.list_certificates import list_certificates
from usecases.show_grades import Grades as GradesFound
from usecases.show_grades import Next, show_grades
from usecases.show_progress import show_progress

from .routing import Api, Call
from .schema import Asked
from .training_models import (
    AllProgress,
    Appointed,
    Appointment,
    ApprenticeLine,
    ApprenticePage,
    Called,
    Candidate,
    Candidates,
    CertificateLine,
    Certificates,
    Condition,
    Deputies,
    DeputyEnded,
    Grades,
    HeldLine,
    NextGrade,
    PageOf,
    TrainingLine,
    Way,
)

api = Api()


@api.read("/deputy", Deputies)
async def deputies(call: Call, _: Asked) -> object:
    """Who stands in today and later, and for whom one stands in."""
    return await show_deputies(call.actor, now=call.now)


@api.read("/deputy/candidates", Candidates, asks=Called)
async def candidates(call: Call, asked: Called) -> Candidates:
    """Colleagues of that name who may stand in."""
    found = await find_deputies(call.actor, asked.name, now=call.now)
    return Candidates(candidates=[Candidate.model_validate(one) for one in found])


@api.write("PUT", "/deputy", Appointed, asks=Appointment)
async def appoint(call: Call, asked: Appointment) -> object:
    """Let a colleague confirm from a day until a day."""
    return await appoint_deputy(
        call.actor, asked.person_id, asked.until, since=asked.since, ref=call.ref, now=call.now
    )


@api.write("DELETE", "/deputy", DeputyEnded)
async def end(call: Call, _: Asked) -> DeputyEnded:
    """Confirm alone again; where nobody stands in today, the next term is called off."""
    return DeputyEnded(name=(await end_deputy(call.actor, now=call.now)).term.name)


@api.read("/apprentices", ApprenticePage, asks=PageOf)
async def apprentices(call: Call, asked: PageOf) -> ApprenticePage:
    """A mentor's apprentices, or the students of a teacher's school."""
    found = await list_apprentices(call.actor, name=asked.name, page=asked.cursor, now=call.now)
    lines = [ApprenticeLine.model_validate(line) for line in found.lines]
    return ApprenticePage(apprentices=lines, next=asked.cursor + 1 if found.more else None, total=found.total)


@api.read("/progress", AllProgress)
async def progress(call: Call, _: Asked) -> AllProgress:
    """How far each own agreement has come, newest first."""
    found = await show_progress(call.actor, now=call.now)
    return AllProgress(trainings=[TrainingLine.model_validate(one) for one in found])


@api.read("/grades", Grades)
async def grades(call: Call, _: Asked) -> Grades:
    """Where one stands on the ladder, what comes next and what is missing for it."""
    return _grades(await show_grades(call.actor, now=call.now))


@api.read("/certificates", Certificates)
async def certificates(call: Call, _: Asked) -> Certificates:
    """The own certificates, newest first."""
    return Certificates(certificates=[_certificate(one) for one in await list_certificates(call.actor)])


def _grades(found: GradesFound) -> Grades:
    return Grades(
        held=found.held,
        ladder=list(found.ladder.names) if found.ladder else [],
        records=[HeldLine.model_validate(one) for one in found.records],
        nexts=[_next(one) for one in found.nexts],
    )


def _next(one: Next) -> NextGrade:
    return NextGrade(
        occupation=one.training.occupation,
        grade=one.grade,
        name=one.name,
        levels=list(one.levels),
        ways=[_way(way) for way in one.ways],
    )


def _way(judged: Judged) -> Way:
    conditions = [
        Condition(condition=one.condition, passed=one.passed, words=requirement(one), clause=one.clause)
        for one in judged.findings
    ]
    source = short_source(judged.rule.source)
    return Way(way=judged.rule.way, source=source, met=judged.met, conditions=conditions)


def _certificate(found: Document) -> CertificateLine:
    return CertificateLine(
        number=found.number,
        kind=found.kind,
        title=str(found.snapshot["title"]),
        state=found.state,
        state_reason=found.state_reason,
        issued_on=found.issued_on,
        expires_on=found.expires_on,
        replaced_by=found.replaced_by,
        url=links.to(f"/v/{found.code}"),
    )
