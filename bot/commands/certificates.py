"""证书: the own certificates, with their state and link, and the picture of one."""

import re

from domain.clock import local_day
from domain.numerals import plain
from domain.roles import Role
from texts import certificates
from usecases.chat_pictures import Shows, send_picture
from usecases.find_certificate import Document
from usecases.list_certificates import list_certificates
from usecases.present_certificate import Validity, validity

from ..router import Answer, Router, Turn

router = Router()

_PLACE = re.compile(r"第?\s*([0-9]{1,3})\s*张?[。.!]?")


@router.command("证书", "我的证书")
async def own(turn: Turn) -> Answer:
    """证书 2"""
    found, today = await list_certificates(turn.actor), local_day(turn.now)
    if not found and not turn.actor.is_a(Role.APPRENTICE):
        return certificates.none_to_earn()
    chosen = _PLACE.fullmatch(plain(turn.text).strip())
    place = int(chosen[1]) if chosen else 1
    if not 1 <= place <= len(found):
        return certificates.no_such(place, len(found)) if found else certificates.own(found, today)
    await _show(found[place - 1], turn)
    return certificates.one(place, found[place - 1], today) if chosen else certificates.own(found, today)


async def _show(document: Document, turn: Turn) -> None:
    """Its picture behind the answer; what does not hold is told in words alone."""
    if validity(document.state, document.expires_on, local_day(turn.now)) is Validity.VALID:
        person = turn.actor.person_id
        await send_picture(person, Shows.CERTIFICATE, ref=turn.ref, now=turn.now, code=document.code)
