"""证书: the own certificates, with their state and link."""

from domain.clock import local_day
from texts import certificates
from usecases.list_certificates import list_certificates

from ..router import Answer, Router, Turn

router = Router()


@router.command("证书", "我的证书")
async def own(turn: Turn) -> Answer:
    """证书"""
    return certificates.own(await list_certificates(turn.actor), local_day(turn.now))
