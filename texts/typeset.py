"""Pages as PDF and pictures, set by Typst from the templates in texts/typst/.

A template reads its facts by `json(bytes(sys.inputs.facts))`. The same template and facts give the same bytes,
wherever and whenever: no font of the system is used, and the time written into a PDF is an argument.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import qrcode
import typst
from qrcode.constants import ERROR_CORRECT_M

FOLDER = Path(__file__).parent / "typst"
# Noto Sans CJK in wheels, so that Chinese type needs no package of the system.
FONT_PACKAGES = ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")
INCH_POINTS = 72
QUIET_MODULES = 4
# Readers take any of the eight masks; trying all of them for the fairest picture takes ten times as long.
QR_MASK = 0

# A compiler keeps the inputs of its last call, so two threads must not share it at the same moment.
_one_at_a_time = threading.Lock()


def pdf(template: str, facts: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF that texts/typst/{template}.typ makes of `facts` (JSON values); `at` is its creation time."""
    return _compiled(template, facts, format="pdf", timestamp=int(at.timestamp()))


def png(template: str, facts: Mapping[str, Any], *, dots_per_inch: float = 144) -> bytes:
    """The first page as a PNG; a template's lengths in points come out at `dots_per_inch` / 72 pixels."""
    return _compiled(template, facts, format="png", ppi=dots_per_inch)


def qr_svg(content: str) -> str:
    """A QR of level M with its quiet zone, as SVG for a template's `image(bytes(…), format: "svg")`."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES, mask_pattern=QR_MASK)
    code.add_data(content)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = "".join(_bars(row, y) for y, row in enumerate(rows))
    box = f'viewBox="0 0 {len(rows)} {len(rows)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{dark}"/></svg>'


def _bars(row: Sequence[bool], y: int) -> str:
    """The dark modules of a row as rectangles, neighbours in one."""
    x, path = 0, []
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            path.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(path)


def _compiled(template: str, facts: Mapping[str, Any], **options: Any) -> bytes:
    inputs = {"facts": json.dumps(facts, ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler().compile(FOLDER / f"{template}.typ", sys_inputs=inputs, **options)
    # Several pages come as a list; a picture is of the first.
    return bytes(made[0] if isinstance(made, list) else made or b"")


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=_font_folders())
    return typst.Compiler(root=FOLDER, font_paths=fonts, ignore_system_fonts=True)


def _font_folders() -> list[Path]:
    """Where the wheels keep their fonts; they are found without importing them."""
    found = [find_spec(package) for package in FONT_PACKAGES]
    return [Path(folder) for spec in found if spec for folder in spec.submodule_search_locations or ()]
