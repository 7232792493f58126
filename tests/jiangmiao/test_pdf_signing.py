"""Signed certificates: a reader sees who signed, and that something was changed since."""

import asyncio
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pydantic import ValidationError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jiangmiao.pdf_signing import certificate_files
from jiangmiao.settings import Settings
from jiangmiao.settings_errors import explain
from tests.conftest import SECRET
from tests.texts.test_certificate_page import certificate
from texts import certificate_page

PASSWORD = "a-password"


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "海晟智能装备")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(private, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("keys") / "seal.p12"
    sealed = pkcs12.serialize_key_and_certificates(
        b"seal", private, made, None, BestAvailableEncryption(PASSWORD.encode())
    )
    path.write_bytes(sealed)
    return path


def settings(file: Path | str, password: str = PASSWORD) -> Settings:
    return Settings(
        _env_file=None,
        environment="development",
        secret_key=SECRET,
        signing_file=str(file),
        signing_password=password,
    )


async def intact(pdf: bytes) -> bool:
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    trust = ValidationContext(trust_roots=[signature.signer_cert])
    status = await asyncio.to_thread(validate_pdf_signature, signature, trust)
    return bool(status.intact and status.valid)


async def test_a_signed_certificate_is_the_printed_one_with_a_signature_behind(key):
    printed = certificate_page.pdf(certificate())
    made = await asyncio.to_thread(certificate_files(settings(key)).make, certificate())
    assert made.startswith(printed)
    assert await intact(made)
    signature = PdfFileReader(io.BytesIO(made)).embedded_signatures[0]
    assert "海晟智能装备" in signature.signer_cert.subject.human_friendly


async def test_a_change_of_the_page_is_seen(key):
    made = bytearray(await asyncio.to_thread(certificate_files(settings(key)).make, certificate()))
    at = made.index(b"stream") + 40
    made[at] ^= 1
    assert not await intact(bytes(made))


def test_without_a_key_they_go_out_unsigned():
    assert certificate_files(settings("")).make(certificate()) == certificate_page.pdf(certificate())


def test_a_key_that_cannot_be_used_stops_the_start_with_a_sentence(key, tmp_path):
    junk = tmp_path / "junk.p12"
    junk.write_bytes(b"junk")
    assert told(tmp_path / "none.p12") == ["JIANGMIAO_SIGNING_FILE 打不开。请检查路径和权限；留空就不签名。"]
    assert "JIANGMIAO_SIGNING_PASSWORD 不对" in told(key, "another")[0]
    assert "不是带私钥的 PKCS#12" in told(junk)[0]


def told(file: Path, password: str = PASSWORD) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        settings(file, password)
    return explain(refused.value)
