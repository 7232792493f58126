"""Printed files: made once, kept, made anew where lost, and named in the row by their digest."""

import asyncio
import hashlib
import itertools
from pathlib import Path

from domain.roles import Door
from models.certificates import Certificate
from tests.cast import NOON
from tests.certified import TRAINING, decided
from usecases.certificate_files import CertificateFiles, certificate_pdf
from usecases.find_certificate import Document, find_certificate
from usecases.issue_certificate import issue_certificate


async def issued(shop) -> Document:
    made = await issue_certificate(Door.COMMAND_LINE, await decided(shop, shop.lin), TRAINING, now=NOON)
    return made.document


async def digest_in_row() -> str:
    return (await Certificate.get()).pdf_sha256


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Press:
    """A printer whose every print differs, as a signature makes it."""

    def __init__(self) -> None:
        self.printed = itertools.count(1)

    def __call__(self, document: Document) -> bytes:
        return f"%PDF {document.number} print {next(self.printed)}".encode()


async def test_what_is_kept_is_printed_once_and_named_in_the_row(shop, tmp_path):
    document, press = await issued(shop), Press()
    files = CertificateFiles(tmp_path, press)
    path = await certificate_pdf(document, files)
    assert await digest_in_row() == digest(path)
    again = await find_certificate(Door.COMMAND_LINE, document.number)
    assert await certificate_pdf(again, files) == path
    assert next(press.printed) == 2
    assert path.stat().st_mode & 0o077 == 0


async def test_a_file_that_was_made_before_the_row_knew_it_is_taken_as_it_is(shop, tmp_path):
    """As a kill between the two leaves it."""
    document, press = await issued(shop), Press()
    path = await certificate_pdf(document, CertificateFiles(tmp_path, press))
    await Certificate.all().update(pdf_sha256="")
    assert await certificate_pdf(document, CertificateFiles(tmp_path, press)) == path
    assert await digest_in_row() == digest(path)
    assert next(press.printed) == 2


async def test_a_lost_file_is_printed_anew_and_the_row_names_the_new_one(shop, tmp_path):
    document, press = await issued(shop), Press()
    path = await certificate_pdf(document, CertificateFiles(tmp_path, press))
    first = digest(path)
    path.unlink()
    known = await find_certificate(Door.COMMAND_LINE, document.number)
    await certificate_pdf(known, CertificateFiles(tmp_path, press))
    assert await digest_in_row() == digest(path) != first


async def test_an_altered_file_is_never_handed_out(shop, tmp_path):
    document, press = await issued(shop), Press()
    files = CertificateFiles(tmp_path, press)
    path = await certificate_pdf(document, files)
    path.write_bytes(b"%PDF altered")
    known = await find_certificate(Door.COMMAND_LINE, document.number)
    await certificate_pdf(known, files)
    assert path.read_bytes() != b"%PDF altered"
    assert await digest_in_row() == digest(path)


async def test_two_who_want_it_at_once_get_the_same_file(shop, tmp_path):
    document, press = await issued(shop), Press()
    files = CertificateFiles(tmp_path, press)
    paths = await asyncio.gather(*(certificate_pdf(document, files) for _ in range(6)))
    assert len(set(paths)) == 1
    assert await digest_in_row() == digest(paths[0])
    assert [path.name for path in paths[0].parent.iterdir()] == [f"{document.number}.pdf"]
