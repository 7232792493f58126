"""What is kept about the one who asks (个人信息保护法 第四十五条)."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from usecases.consent_to_privacy import consent_to_privacy, show_consent
from usecases.export_person import export_person, own_summary

from .limits import Heavy
from .problems import check_privacy
from .routing import Api, Call
from .schema import Answer, Asked, Text

api = Api()


class OwnData(Answer):
    """Masked; how many agreements, entries and messages there are."""

    name: str
    phone: str
    id_number: str
    consented_version: str
    consented_at: datetime | None
    agreements: int
    entries: int
    messages: int


class Export(Answer):
    """All of it, nothing masked, by the names of its parts."""

    data: dict[str, Any]


class Consent(Answer):
    """To which version of the privacy text this account agreed, and when; `current` holds now.

    `guardian` consented for a person under 14; `guardian_missing`: nobody has yet. `asked`: a consent to the current
    version is wanted.
    """

    version: str
    at: datetime | None
    current: str
    guardian: str
    guardian_missing: bool
    asked: bool


class Consenting(Asked):
    """The person has read and accepted this version of the privacy text (`GET /privacy`)."""

    privacy_version: Annotated[Text, Field(max_length=20)]


@api.read("/me/data", OwnData)
async def own_data(call: Call, _: Asked) -> object:
    """What is kept, in figures."""
    return await own_summary(call.actor)


@api.read("/me/export", Export, heavy=Heavy.EXPORT)
async def export(call: Call, _: Asked) -> Export:
    """Everything that is kept, for the person alone; the trail remembers that it was taken. A few times an hour."""
    return Export(data=await export_person(call.actor, call.actor.person_id, now=call.now))


@api.read("/me/consent", Consent)
async def consent(call: Call, _: Asked) -> object:
    """What this account agreed to."""
    held = call.signed_in
    return await show_consent(call.actor, held.app, held.openid, now=call.now)


@api.write("POST", "/me/consent", Consent, asks=Consenting)
async def agree(call: Call, asked: Consenting) -> object:
    """Agree to the privacy text as it stands now; twice is once."""
    check_privacy(asked.privacy_version)
    held = call.signed_in
    await consent_to_privacy(call.actor, held.app, held.openid, now=call.now)
    return await show_consent(call.actor, held.app, held.openid, now=call.now)
