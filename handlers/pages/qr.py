"""QR codes on pages."""

import base64
import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_MODULES = 4
MODULE_PIXELS = 8


def qr_picture(content: str) -> str:
    """A PNG as a data address, so that the page is whole in one answer and the picture can be kept."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=MODULE_PIXELS, border=QUIET_MODULES)
    code.add_data(content)
    code.make(fit=True)
    file = io.BytesIO()
    code.make_image().get_image().convert("1").save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
