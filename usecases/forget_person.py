"""删除个人信息: what no law asks to keep is erased, the rest keeps standing without the person's name.

个人信息保护法 第四十七条. Hours, signatures, assessments, certificates and the trail stay as docs/privacy.md says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.audit import Event
from domain.clock import local_day
from domain.errors import Refusal
from domain.roles import Actor, Door
from models.audit import AuditEntry, Change
from models.statement import Statement, as_day, to_json
from models.transaction import atomic

from .manages import check_manages
from .unbind_person import free_accounts

MOST_REASON = 200
# What stands where the name stood.
MARK = "***"


@dataclass(eq=False)
class ForgetReason(Refusal):
    """Erasing needs a reason of 1 to `most` characters."""

    code = "people.forget_reason"
    most: int


@dataclass(eq=False)
class StillInTraining(Refusal):
    """An agreement of the person's own, or of one that they train, runs until this day."""

    code = "people.still_in_training"
    until: date


@dataclass(eq=False)
class ForgottenAlready(Refusal):
    code = "people.forgotten_already"


@dataclass(frozen=True, slots=True)
class Holding:
    """How much there is: first what is kept, then what is erased."""

    agreements: int
    entries: int
    signatures: int
    assessments: int
    grades: int
    certificates: int
    trail: int
    accounts: int
    pictures: int
    messages: int


_HOLD = Statement("UPDATE person SET grade = grade WHERE id = $1 AND erased_at IS NULL RETURNING name")
_RUNS = Statement(
    """
    SELECT max(a.ends_on) AS until FROM apprenticeship a
    WHERE a.status <> 'finished' AND a.ends_on >= $2 AND (a.person_id = $1 OR EXISTS (
        SELECT 1 FROM mentorship m
        WHERE m.apprenticeship_id = a.id AND m.mentor_id = $1 AND (m.until IS NULL OR m.until >= $2)
    ))
    """
)
_OWN_ENTRIES = "SELECT id FROM hours_entry WHERE person_id = $1"
_HOLDING = Statement(
    f"""
    SELECT (SELECT count(*) FROM apprenticeship WHERE person_id = $1) AS agreements,
           (SELECT count(*) FROM hours_entry WHERE person_id = $1) AS entries,
           (SELECT count(*) FROM confirmation WHERE signer_id = $1) AS signatures,
           (SELECT count(*) FROM assessment s JOIN apprenticeship a ON a.id = s.apprenticeship_id
            WHERE a.person_id = $1) AS assessments,
           (SELECT count(*) FROM grade_record WHERE person_id = $1) AS grades,
           (SELECT count(*) FROM certificate WHERE person_id = $1) AS certificates,
           (SELECT count(*) FROM audit_entry WHERE subject = $2) AS trail,
           (SELECT count(*) FROM identity WHERE person_id = $1) AS accounts,
           (SELECT count(*) FROM evidence WHERE entry_id IN ({_OWN_ENTRIES})) AS pictures,
           (SELECT count(*) FROM delivery WHERE person_id = $1) AS messages
    """  # nosec B608
)
_BLANK = Statement(
    """
    UPDATE person SET name = $3, phone = '', phone_index = $4, id_number = NULL, id_number_index = NULL,
        born_on = NULL, grade = NULL, guardian = '', guardian_consented_at = NULL, reminders_on = FALSE,
        reminders_paused_until = NULL, erased_at = $2
    WHERE id = $1
    """
)
_PICTURES = Statement(f"SELECT id, file FROM evidence WHERE entry_id IN ({_OWN_ENTRIES}) ORDER BY id")  # nosec B608
_LOSE_PICTURES = Statement(
    f"""
    UPDATE evidence SET file = '', media_id = 'erased:' || id, next_try_at = NULL
    WHERE entry_id IN ({_OWN_ENTRIES})
    """  # nosec B608
)
_CANCEL = Statement(
    """
    UPDATE delivery SET state = 'cancelled', outcome = 'erased', ended_at = $2
    WHERE person_id = $1 AND state IN ('waiting', 'sending')
    """
)
_EMPTY_INBOX = Statement("UPDATE delivery SET facts = '{}' WHERE person_id = $1")
_ACCOUNTS = Statement("SELECT id, openid FROM identity WHERE person_id = $1")
_OPENIDS = "SELECT value FROM json_array_elements_text($1::json)"
_IDS = "SELECT value::bigint FROM json_array_elements_text($1::json)"
_LOSE_INBOUND = Statement(f"DELETE FROM inbound_message WHERE openid IN ({_OPENIDS})")  # nosec B608
_LOSE_CONSENTS = Statement(f"DELETE FROM consent WHERE identity_id IN ({_IDS})")  # nosec B608
_BLANK_ACCOUNTS = Statement(
    f"""
    UPDATE identity SET unionid = NULL, consented_version = NULL, consented_at = NULL WHERE id IN ({_IDS})
    """  # nosec B608
)
_LOSE_CODES = Statement("UPDATE invitation SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL")
_LOSE_SIGN_INS = Statement("DELETE FROM api_session WHERE person_id = $1")
_LOSE_ANSWERS = Statement("DELETE FROM api_answer WHERE person_id = $1")
_LOSE_QR = Statement("DELETE FROM mentor_code WHERE mentor_id = $1")


async def look_before_forgetting(by: Actor | Door, person_id: int, *, now: datetime) -> Holding:
    """What would be kept and erased. Refusals: those of `check_manages`, `StillInTraining`."""
    await check_manages(by, person_id)
    await _check_over(person_id, now)
    return await _holding(person_id)


async def forget_person(
    by: Actor | Door,
    person_id: int,
    reason: str,
    *,
    lose: Callable[[Sequence[str]], None],
    now: datetime,
) -> Holding:
    """Once and for good; what there was. `lose` deletes pictures by their names in the evidence folder.

    They go before the rows are committed: cut short, the person is still there and the command can be given again.
    Refusals: those of `check_manages`, `ForgetReason`, `StillInTraining`, `ForgottenAlready`.
    """
    words = reason.strip()
    if not 0 < len(words) <= MOST_REASON:
        raise ForgetReason(MOST_REASON)
    async with atomic():
        held = await _HOLD.row(person_id)
        await check_manages(by, person_id)
        if held is None:
            raise ForgottenAlready
        await _check_over(person_id, now)
        holding = await _holding(person_id)
        await _lose_accounts(by, person_id, words, now)
        await _lose_words(person_id, now)
        pictures = await _PICTURES.rows(person_id)
        await _LOSE_PICTURES.run(person_id)
        await _BLANK.run(person_id, now, MARK, f"erased:{person_id}")
        await AuditEntry.record_all(by, _changes(person_id, words, pictures), now=now)
        lose([row["file"] for row in pictures if row["file"]])
    return holding


async def _check_over(person_id: int, now: datetime) -> None:
    row = await _RUNS.row(person_id, local_day(now))
    if row and row["until"]:
        raise StillInTraining(as_day(row["until"]))


async def _holding(person_id: int) -> Holding:
    return Holding(**(await _HOLDING.row(person_id, f"person:{person_id}") or {}))


async def _lose_accounts(by: Actor | Door, person_id: int, reason: str, now: datetime) -> None:
    accounts = await _ACCOUNTS.rows(person_id)
    ids = to_json([row["id"] for row in accounts])
    await free_accounts(by, person_id, reason, now=now)
    await _LOSE_INBOUND.run(to_json([row["openid"] for row in accounts]))
    await _LOSE_CONSENTS.run(ids)
    await _BLANK_ACCOUNTS.run(ids)


async def _lose_words(person_id: int, now: datetime) -> None:
    """What still waits is not sent, and what was sent says nothing any more."""
    await _CANCEL.run(person_id, now)
    await _EMPTY_INBOX.run(person_id)
    await _LOSE_CODES.run(person_id, now)
    await _LOSE_QR.run(person_id)
    await _LOSE_SIGN_INS.run(person_id)
    await _LOSE_ANSWERS.run(person_id)


def _changes(person_id: int, reason: str, pictures: Sequence[dict[str, Any]]) -> list[Change]:
    """Each row that a witness covers has its own, so that the trail agrees with what is left."""
    lost = [Change(Event.PERSON_FORGOTTEN, f"evidence:{row['id']}") for row in pictures]
    return [Change(Event.PERSON_FORGOTTEN, f"person:{person_id}", after={"reason": reason}), *lost]
