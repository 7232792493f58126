"""Sealed callbacks for hostile tests, made by the sandbox's independent cryptography."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count

from sandbox.sealing import Seal, signature
from tests.cast import APP, NOON

TOKEN = "testtoken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OTHER_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
ACCOUNT = "gh_0123456789ab"
_ids = count(10**15)


def text_xml(content: str, openid: str = "openid-1", msg_id: int | None = None) -> str:
    return message_xml("text", f"<Content><![CDATA[{content}]]></Content>", openid, msg_id)


def message_xml(kind: str, body: str, openid: str = "openid-1", msg_id: int | None = None) -> str:
    return _xml(kind, f"{body}<MsgId>{msg_id or next(_ids)}</MsgId>", openid, next(_ids) // 10**6)


def event_xml(event: str, body: str = "", openid: str = "openid-1", created: int | None = None) -> str:
    return _xml("event", f"<Event><![CDATA[{event}]]></Event>{body}", openid, created or next(_ids))


def _xml(kind: str, body: str, openid: str, created: int) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{body}</xml>"
    )


def sealed(
    xml: str,
    *,
    app: str = APP,
    key: str = AES_KEY,
    token: str = TOKEN,
    at: datetime = NOON,
    nonce: str = "486452656",
) -> tuple[dict[str, str], bytes]:
    """The query and body of a callback in safe mode."""
    seal = Seal(token, key, app)
    return signed(seal.close(xml), token=token, at=at, nonce=nonce)


def signed(
    encrypted: str, *, token: str = TOKEN, at: datetime = NOON, nonce: str = "486452656"
) -> tuple[dict[str, str], bytes]:
    """A callback around any sealed text, rightly signed."""
    timestamp = str(int(at.timestamp()))
    query = {
        "timestamp": timestamp,
        "nonce": nonce,
        "signature": signature(token, timestamp, nonce),
        "encrypt_type": "aes",
        "msg_signature": signature(token, timestamp, nonce, encrypted),
    }
    body = (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    )
    return query, body.encode()


def opened_answer(body: str, query: Mapping[str, str]) -> str:
    """The plain XML of a sealed answer, its signature checked as the platform does."""
    encrypted = body.split("<Encrypt><![CDATA[")[1].split("]]>")[0]
    stamp = body.split("<TimeStamp>")[1].split("<")[0]
    claimed = body.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
    return Seal(TOKEN, AES_KEY, APP).open_signed(encrypted, stamp, query["nonce"], claimed)
