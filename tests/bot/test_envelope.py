"""Only what the platform itself sealed, just now, for our app, is opened."""

import base64
import os
from datetime import UTC, datetime, timedelta

import pytest
import xmltodict
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from bot.envelope import MOST_REPLY_BYTES, Envelope, Forged, fit
from bot.message import Malformed
from tests.cast import APP, NOON
from tests.envelopes import (
    AES_KEY,
    OTHER_KEY,
    TOKEN,
    event_xml,
    message_xml,
    opened_answer,
    sealed,
    signed,
    text_xml,
)

ENVELOPE = Envelope(APP, TOKEN, (AES_KEY,))


def test_a_sealed_message_is_opened():
    opened = ENVELOPE.open(*sealed(text_xml("学时 4小时 实操 😀𠮷", "o-li", 42)), NOON)
    assert opened.message.openid == "o-li"
    assert opened.message.kind == "text"
    assert opened.message.field("Content") == "学时 4小时 实操 😀𠮷"
    assert opened.message.key == f"{APP}:o-li:42"


def test_the_platforms_own_example_is_opened():
    envelope = Envelope("wxba5fad812f8e6fb9", "AAAAA", ("A" * 43,))
    encrypted = (
        "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6Js"
        "XUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8Eaj"
        "AsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04="
    )
    query = {
        "timestamp": "1714112445",
        "nonce": "415670741",
        "encrypt_type": "aes",
        "msg_signature": "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
    }
    body = f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()
    # It verifies and opens; its content is JSON, which an account set to XML never gets.
    with pytest.raises(Malformed):
        envelope.open(query, body, datetime.fromtimestamp(1714112445, UTC))


def test_the_platforms_address_check_is_answered():
    envelope = Envelope("wxba5fad812f8e6fb9", "AAAAA", ("A" * 43,))
    query = {
        "timestamp": "1714036504",
        "nonce": "1514711492",
        "echostr": "4375120948345356249",
        "signature": "f464b24fc39322e44b38aa78f5edd27bd1441696",
    }
    assert envelope.echo(query, datetime.fromtimestamp(1714036504, UTC)) == "4375120948345356249"
    with pytest.raises(Forged):
        envelope.echo(query | {"signature": "0" * 40}, datetime.fromtimestamp(1714036504, UTC))


@pytest.mark.parametrize(
    "late", [timedelta(seconds=301), timedelta(seconds=-301), timedelta(days=20000), timedelta(days=-9000)]
)
def test_a_message_older_or_newer_than_five_minutes_is_refused(late):
    with pytest.raises(Forged):
        ENVELOPE.open(*sealed(text_xml("学时"), at=NOON - late), NOON)


def test_a_message_within_five_minutes_is_taken():
    assert ENVELOPE.open(*sealed(text_xml("学时"), at=NOON - timedelta(seconds=299)), NOON)


def test_a_message_for_another_app_is_refused():
    with pytest.raises(Forged):
        ENVELOPE.open(*sealed(text_xml("学时"), app="wxffffffffffffffff"), NOON)


def test_a_message_under_another_key_or_token_is_refused():
    with pytest.raises(Forged):
        ENVELOPE.open(*sealed(text_xml("学时"), key=OTHER_KEY), NOON)
    with pytest.raises(Forged):
        ENVELOPE.open(*sealed(text_xml("学时"), token="othertoken"), NOON)


def test_the_plain_signature_does_not_open_a_sealed_account():
    query, body = sealed(text_xml("学时"))
    plain = query | {"msg_signature": query["signature"]}
    with pytest.raises(Forged):
        ENVELOPE.open(plain, body, NOON)
    del plain["msg_signature"], plain["encrypt_type"]
    with pytest.raises((Forged, Malformed)):
        ENVELOPE.open(plain, text_xml("学时").encode(), NOON)


def test_while_the_key_changes_both_are_taken_and_the_answer_goes_back_under_the_same():
    envelope = Envelope(APP, TOKEN, (OTHER_KEY, AES_KEY))
    query, body = sealed(text_xml("学时"), key=AES_KEY)
    opened = envelope.open(query, body, NOON)
    assert "好的" in opened_answer(envelope.seal(opened, "好的", NOON), query)


@pytest.mark.parametrize("padding", [b"\x00", b"\x21", b"\x03\x02\x03"])
def test_wrong_padding_is_refused(padding):
    plain = os.urandom(16) + (3).to_bytes(4, "big") + b"<a>" + APP.encode()
    plain = plain.ljust(64 - len(padding), b"x") + padding
    key = base64.b64decode(AES_KEY + "=")
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    encrypted = base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()
    with pytest.raises(Forged):
        ENVELOPE.open(*signed(encrypted), NOON)


@pytest.mark.parametrize("encrypted", ["", "不是密文", "AAAA", "====", "A" * 1000])
def test_what_is_not_sealed_text_is_refused_even_when_signed(encrypted):
    with pytest.raises((Forged, Malformed)):
        ENVELOPE.open(*signed(encrypted), NOON)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "x",
        "<xml/>",
        "<xml></xml>",
        "<other/>",
        "<xml><MsgType>text</MsgType></xml>",
        "{}",
        "<xml><ToUserName>a",
        f"{LAUGHS}]><xml><ToUserName>&j;</ToUserName></xml>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><ToUserName>&e;</ToUserName></xml>',
        "<xml><FromUserName>a</FromUserName><ToUserName>b</ToUserName><MsgType>text</MsgType></xml>",
        "<xml><FromUserName>a</FromUserName><ToUserName>b</ToUserName><MsgType>t</MsgType><MsgType>t</MsgType></xml>",
        "<xml><FromUserName><a>1</a></FromUserName><ToUserName>b</ToUserName><MsgType>text</MsgType></xml>",
        text_xml("学时").replace("openid-1", "o" * 65),
        text_xml("a\x00b"),
        "<a>" * 10000,
    ],
)
def test_a_sealed_body_that_is_no_message_is_malformed(xml):
    with pytest.raises(Malformed):
        ENVELOPE.open(*sealed(xml), NOON)


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"<xml/>", b"<xml><Encrypt/></xml>", LAUGHS.encode(), b"<" * 60000]
)
def test_an_outer_body_that_is_no_callback_is_malformed(body):
    query, _ = sealed(text_xml("学时"))
    with pytest.raises((Malformed, Forged)):
        ENVELOPE.open(query, body, NOON)


@given(st.text(), st.dictionaries(st.sampled_from(["timestamp", "nonce", "msg_signature"]), st.text()))
def test_whatever_comes_is_opened_or_refused_and_never_fails_otherwise(body, query):
    with pytest.raises((Forged, Malformed)):
        ENVELOPE.open(
            {"timestamp": str(int(NOON.timestamp())), "nonce": "1"} | query,
            body.encode("utf-8", "replace"),
            NOON,
        )


@given(st.text(max_size=200))
def test_any_words_go_back_as_one_well_formed_text_that_adds_no_elements(words):
    query, body = sealed(text_xml("学时", "o-li"))
    opened = ENVELOPE.open(query, body, NOON)
    answer = ENVELOPE.seal(opened, words, NOON)
    if not words:
        assert answer == "success"
        return
    data = xmltodict.parse(opened_answer(answer, query))["xml"]
    assert set(data) == {"ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"}
    assert data["ToUserName"] == "o-li"


def test_an_answer_cannot_smuggle_elements():
    query, body = sealed(text_xml("学时", "o-li"))
    opened = ENVELOPE.open(query, body, NOON)
    words = "]]></Content><MsgType><![CDATA[image]]></MsgType>"
    data = xmltodict.parse(opened_answer(ENVELOPE.seal(opened, words, NOON), query))["xml"]
    assert data["MsgType"] == "text"
    assert data["Content"] == words


@given(st.text(st.characters(exclude_characters="<"), max_size=3000))
def test_an_answer_fits_the_platforms_limit(words):
    kept = fit(words)
    assert len(kept.encode("utf-8", "replace")) <= MOST_REPLY_BYTES
    assert kept == words or kept.endswith("…")


def test_two_people_with_the_same_message_number_are_told_apart():
    one = ENVELOPE.open(*sealed(text_xml("学时", "o-1", 7)), NOON).message.key
    other = ENVELOPE.open(*sealed(text_xml("学时", "o-2", 7)), NOON).message.key
    assert one != other


def test_two_events_of_one_second_are_told_apart_and_a_retry_is_not():
    def key(body: str) -> str:
        return ENVELOPE.open(*sealed(event_xml("CLICK", body, created=5)), NOON).message.key

    one, other = "<EventKey>进度</EventKey>", "<EventKey>学时</EventKey>"
    assert key(one) == key(one)
    assert key(one) != key(other)


def test_a_very_long_event_key_still_makes_a_short_key():
    opened = ENVELOPE.open(*sealed(event_xml("VIEW", f"<EventKey>{'u' * 1000}</EventKey>")), NOON)
    assert len(opened.message.key) <= 300


def test_a_voice_message_keeps_what_was_recognized():
    opened = ENVELOPE.open(*sealed(message_xml("voice", "<Recognition>学时四小时</Recognition>")), NOON)
    assert opened.message.kind == "voice"
    assert opened.message.field("Recognition") == "学时四小时"


def test_without_a_key_plain_messages_are_taken_if_their_signature_holds():
    plain = Envelope(APP, TOKEN, ())
    query, _ = sealed(text_xml("x"))
    assert plain.open(query, text_xml("学时").encode(), NOON).message.field("Content") == "学时"
    with pytest.raises(Forged):
        plain.open(query | {"signature": "0" * 40}, text_xml("学时").encode(), NOON)
