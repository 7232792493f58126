"""A signature on a PDF, by the key in a PKCS#12 file. Importing this takes a second; only who signs does."""

import io
from functools import cache
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

FIELD = "Issuer"


def sign(pdf: bytes, path: str, password: str) -> bytes:
    """The signature is appended, so what was printed stays as it was; readers show who signed, and any change.

    The settings have seen that the key can be read; raises OSError or ValueError where that has changed.
    """
    signer = _signer(path, password)
    out = io.BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=FIELD)
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer, output=out)
    return out.getvalue()


@cache
def _signer(path: str, password: str) -> signers.SimpleSigner:
    signer: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(
        Path(path).read_bytes(), (), password.encode() or None
    )
    return signer
