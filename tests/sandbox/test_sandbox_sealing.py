"""Sealing against the platform's published numbers."""

import pytest
from wechatpy.crypto import WeChatCrypto

from sandbox.sealing import Broken, Seal, signature
from sandbox.xmltext import parse

APP, KEY = "wxba5fad812f8e6fb9", "A" * 43
SEALED = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsX"
    "UnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajA"
    "sjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04="
)
REPLY = "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="


@pytest.fixture
def seal() -> Seal:
    return Seal("AAAAA", KEY, APP)


def test_the_published_verification_signs_alike():
    assert signature("AAAAA", "1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696"


def test_the_published_message_opens(seal):
    signed = "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"
    assert '"debug_str":"hello world"' in seal.open_signed(SEALED, "1714112445", "415670741", signed)


def test_the_published_reply_is_made_byte_for_byte(seal):
    assert seal.close('{"demo_resp":"good luck"}', salt=b"707722b803182950") == REPLY
    assert seal.sign("1713424427", "415670741", REPLY) == "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"


@pytest.mark.parametrize("text", ["", "绑定 8K2Q😀", "x" * 100_000])
def test_what_is_closed_opens_again(seal, text):
    assert seal.open(seal.close(text)) == text


@pytest.mark.parametrize("sealed", ["", "not base64", "AAAA", REPLY[:-8], "A" * 64])
def test_what_was_not_sealed_here_does_not_open(seal, sealed):
    with pytest.raises(Broken):
        seal.open(sealed)


def test_a_text_for_another_account_does_not_open(seal):
    with pytest.raises(Broken):
        seal.open(Seal("AAAAA", KEY, "wxother").close("hello"))


def test_a_wrong_signature_does_not_open(seal):
    with pytest.raises(Broken):
        seal.open_signed(SEALED, "1714112445", "415670741", "0" * 40)


def test_another_implementation_opens_what_is_closed_here_and_the_other_way(seal):
    other = WeChatCrypto("AAAAA", KEY, APP)
    sealed = seal.close("<xml>学时 4小时</xml>")
    envelope = {"Encrypt": sealed}
    assert other.decrypt_message(envelope, seal.sign("1", "n", sealed), "1", "n") == "<xml>学时 4小时</xml>"
    answer = parse(other.encrypt_message("<xml>已记录</xml>", "n", "1"))
    opened = seal.open_signed(answer["Encrypt"], answer["TimeStamp"], answer["Nonce"], answer["MsgSignature"])
    assert opened == "<xml>已记录</xml>"
