"""证书: the own certificates, with their state and link, and the picture of one."""

import re
from collections.abc import Sequence

from domain.clock import local_day
from domain.numerals import BLANKS, WHOLE, plain, read_whole
from domain.roles import Role
from texts import certificates
from usecases.chat_pictures import Shows, send_picture
from usecases.find_certificate import LONGEST_NUMBER, Document
from usecases.list_certificates import list_certificates
from usecases.present_certificate import Validity, validity

from ..router import Answer, Router, Turn

router = Router()

_PLACE = re.compile(rf"第?\s?({WHOLE})\s?[张張]?")
# As policies/certificates/*.toml number them: PX2026-0001-000017.
_NUMBER = re.compile(rf"[A-Z0-9]+-[A-Z0-9-]{{1,{LONGEST_NUMBER}}}")
_AROUND = f"{BLANKS}。.!?"


@router.command("证书", "我的证书")
async def own(turn: Turn) -> Answer:
    """证书 2"""
    found, today = await list_certificates(turn.actor), local_day(turn.now)
    if not found and not turn.actor.is_a(Role.APPRENTICE):
        return certificates.none_to_earn()
    wanted = plain(turn.text).strip(_AROUND).upper()
    if found and wanted:
        return await _one(turn, found, wanted)
    if found:
        await _show(found[0], turn)
    return certificates.own(found, today)


async def _one(turn: Turn, found: Sequence[Document], wanted: str) -> Answer:
    """By its place in the list, or by its number; anything else is no wish that could be guessed."""
    place = _place(wanted, found)
    if place is None:
        return certificates.unreadable(turn.text, found[0].number)
    if not 1 <= place <= len(found):
        return certificates.no_such(turn.text, len(found))
    await _show(found[place - 1], turn)
    return certificates.one(place, found[place - 1], local_day(turn.now))


def _place(wanted: str, found: Sequence[Document]) -> int | None:
    """From 1; 0 for a number of none of them, None for what is neither a place nor a number."""
    if match := _PLACE.fullmatch(wanted):
        return read_whole(match[1])
    if not _NUMBER.fullmatch(wanted):
        return None
    return next((place for place, each in enumerate(found, 1) if each.number == wanted), 0)


async def _show(document: Document, turn: Turn) -> None:
    """Its picture behind the answer; what does not hold is told in words alone."""
    if validity(document.state, document.expires_on, local_day(turn.now)) is Validity.VALID:
        person = turn.actor.person_id
        await send_picture(person, Shows.CERTIFICATE, ref=turn.ref, now=turn.now, code=document.code)
