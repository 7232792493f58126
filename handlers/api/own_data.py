"""What is kept about the one who asks (个人信息保护法 第四十五条)."""

from datetime import datetime
from typing import Any

from usecases.export_person import export_person, own_summary

from .routing import Api, Call
from .schema import Answer, Asked

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


@api.read("/me/data", OwnData)
async def own_data(call: Call, _: Asked) -> object:
    """What is kept, in figures."""
    return await own_summary(call.actor)


@api.read("/me/export", Export, rare=True)
async def export(call: Call, _: Asked) -> Export:
    """Everything that is kept, for the person alone; the trail remembers that it was taken. A few times an hour."""
    return Export(data=await export_person(call.actor, call.actor.person_id, now=call.now))
