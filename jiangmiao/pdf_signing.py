"""How certificates are printed and kept, as the operator set it: signed where there is a key."""

from collections.abc import Callable

from texts import certificate_page
from usecases.certificate_files import CertificateFiles
from usecases.find_certificate import Document

from .settings import Settings


def certificate_files(settings: Settings) -> CertificateFiles:
    """In the folder of the settings."""
    path, password = settings.signing_file, settings.signing_password.get_secret_value()
    return CertificateFiles(settings.files, signed(path, password) if path else certificate_page.pdf)


def signed(path: str, password: str) -> Callable[[Document], bytes]:
    """Prints and signs."""

    def make(document: Document) -> bytes:
        # Every command imports this module, and few of them sign.
        from .pdf_signature import sign

        return sign(certificate_page.pdf(document), path, password)

    return make
