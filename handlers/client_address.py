"""Who asks: the address that a request came from, behind proxies that are trusted to say so."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp import web

from domain.networks import Network

# One household or phone has a whole network of this size to choose addresses from.
IPV6_PREFIX = 64


def client_address(request: web.Request, trusted: Sequence[Network]) -> str:
    """The last address that no trusted proxy stands for; what a client writes itself stands further left."""
    found = _read(request.remote or "")
    passed = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
    for text in reversed(passed):
        if found is None or not any(found in network for network in trusted):
            break
        before = _read(text)
        if before is None:
            break
        found = before
    return _grouped(found)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _grouped(address: IPv4Address | IPv6Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, IPV6_PREFIX), strict=False))
    return str(address or "")
