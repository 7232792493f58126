"""A bound person agrees to the privacy text as it stands now (个人信息保护法 第十四条: anew when it changes)."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.clock import local_day
from domain.errors import Refusal
from domain.invitations import PRIVACY_VERSION, needs_guardian
from domain.roles import Actor
from models.audit import AuditEntry
from models.people import Person
from models.statement import Statement, as_instant
from models.transaction import atomic


@dataclass(frozen=True, slots=True)
class Consent:
    """To which version this account agreed, and when; `current` is the version that holds now.

    `guardian` is who consented for a person under 14, "" where that isn't needed; `guardian_missing`: it is, and
    nobody has.
    """

    version: str
    at: datetime | None
    current: str
    guardian: str
    guardian_missing: bool

    @property
    def asked(self) -> bool:
        """Whether a consent to the current version is still wanted, and possible."""
        return self.version != self.current and not self.guardian_missing


class GuardianMissing(Refusal):
    """个人信息保护法 第三十一条: under 14 the guardian consents, on paper that an administrator records."""

    code = "people.guardian_missing"


_CONSENT = Statement(
    "SELECT consented_version, consented_at FROM identity WHERE app = $1 AND openid = $2 AND person_id = $3"
)
_AGREE = Statement(
    """
    UPDATE identity SET consented_version = $4, consented_at = $5
    WHERE app = $1 AND openid = $2 AND person_id = $3 AND (consented_version IS NULL OR consented_version <> $4)
    RETURNING id
    """
)


async def show_consent(actor: Actor, app: str, openid: str, *, now: datetime) -> Consent:
    """Of the account with which the person looks."""
    row = await _CONSENT.row(app, openid, actor.person_id) or {}
    person = await Person.get(id=actor.person_id)
    guarded = needs_guardian(person.born_on, local_day(now))
    return Consent(
        row.get("consented_version") or "",
        as_instant(row.get("consented_at")),
        PRIVACY_VERSION,
        person.guardian if guarded else "",
        guarded and not person.guardian,
    )


async def consent_to_privacy(actor: Actor, app: str, openid: str, *, now: datetime) -> None:
    """Twice is once. Refusal: `GuardianMissing`."""
    async with atomic():
        row = await _AGREE.row(app, openid, actor.person_id, PRIVACY_VERSION, now)
        if (await show_consent(actor, app, openid, now=now)).guardian_missing:
            raise GuardianMissing
        if row:
            await AuditEntry.record(
                actor,
                Event.PRIVACY_CONSENTED,
                f"identity:{row['id']}",
                now=now,
                after={"privacy": PRIVACY_VERSION},
            )
