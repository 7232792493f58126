"""A signature on a PDF, by the key in a PKCS#12 file. Importing this takes a second; only who signs does."""

import io
from functools import cache
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from texts import command_certificates

from .control import Refused

FIELD = "Issuer"


def sign(pdf: bytes, path: str, password: str) -> bytes:
    """The signature is appended, so what was printed stays as it was; readers show who signed, and any change.

    Raises `Refused` where the key can't be read.
    """
    signer = _signer(path, password)
    out = io.BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=FIELD)
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer, output=out)
    return out.getvalue()


@cache
def _signer(path: str, password: str) -> signers.SimpleSigner:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise Refused(command_certificates.signing_file_unreadable(path, error.strerror or "")) from error
    try:
        signer: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(
            content, (), password.encode() or None
        )
    except (ValueError, AttributeError) as error:  # a file without a key, too
        raise Refused(command_certificates.signing_key_unreadable(path)) from error
    return signer
