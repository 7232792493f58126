"""Invitations to hand out: a table of codes, and a QR picture for each."""

import asyncio
import csv
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M

from domain.invitations import SCENE
from texts import roster as texts
from usecases.invitation_codes import CodeRow

# What a scan of this content says, for so many seconds.
SceneUrl = Callable[[str, int], Awaitable[str]]

AT_ONCE = 8
QUIET_MODULES = 4
MODULE_PIXELS = 10
CAPTION_PIXELS = 28
# A cell that begins so is a formula to a table program.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\s.]+')
# Where systems keep a font with Chinese; without one, pictures go without a caption.
_FONTS = (
    "NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Medium.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "msyh.ttc",
    "simhei.ttf",
)


def write_codes(path: Path, rows: Sequence[CodeRow]) -> None:
    """姓名,手机,角色,邀请码 in UTF-8 with a mark by which Excel knows it; readable by its owner only."""
    with _replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(texts.CODES_HEADER)
        for row in rows:
            cells = (row.name, row.phone, texts.roles(row.roles), row.code or texts.no_code(row))
            table.writerow([_harmless(cell) for cell in cells])


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A new file that only its owner can read, and that takes the place of `path` once it is whole.

    What isn't a file, such as a pipe, is written to as it is.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        yield path
        return
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


async def scene_urls(rows: Sequence[CodeRow], scene_url: SceneUrl, *, now: datetime) -> dict[int, str]:
    """What the picture of each live code holds, by person; the platform is asked for a few at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(row: CodeRow) -> tuple[int, str]:
        seconds = int((row.expires_at - now).total_seconds()) if row.expires_at else 0
        async with gate:
            return row.person_id, await scene_url(f"{SCENE}{row.code}", seconds)

    return dict(await asyncio.gather(*(ask(row) for row in rows if row.code)))


def write_pictures(folder: Path, rows: Sequence[CodeRow], urls: dict[int, str]) -> int:
    """One PNG for each row with a URL, such as 林子轩_0017.png; how many."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    wanted = [row for row in rows if row.person_id in urls]
    for row, name in zip(wanted, _names(wanted), strict=True):
        with _replacing(folder / f"{name}.png") as part:
            picture(urls[row.person_id], f"{row.name}  {row.code}").save(part, format="PNG")
    return len(wanted)


def _names(rows: Sequence[CodeRow]) -> Iterator[str]:
    """By name and the end of the phone; whoever shares both is numbered."""
    taken: dict[str, int] = {}
    for row in rows:
        name = f"{_NOT_IN_NAMES.sub('_', row.name)}_{row.phone[-4:]}"
        taken[name] = taken.get(name, 0) + 1
        yield name if taken[name] == 1 else f"{name}_{taken[name]}"


def picture(content: str, caption: str) -> Image.Image:
    """A QR of level M with its quiet zone, and the caption below if the system can write it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=MODULE_PIXELS, border=QUIET_MODULES)
    code.add_data(content)
    code.make(fit=True)
    drawn = code.make_image().get_image().convert("L")
    font = _font()
    return _captioned(drawn, caption, font) if font else drawn


def _captioned(drawn: Image.Image, caption: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    whole = Image.new("L", (drawn.width, drawn.height + 2 * CAPTION_PIXELS), 255)
    whole.paste(drawn, (0, 0))
    middle = (drawn.width // 2, drawn.height + CAPTION_PIXELS // 2)
    ImageDraw.Draw(whole).text(middle, caption, fill=0, font=font, anchor="mm")
    return whole


@cache
def _font() -> ImageFont.FreeTypeFont | None:
    for path in _FONTS:
        try:
            return ImageFont.truetype(path, CAPTION_PIXELS)
        except OSError:
            continue
    return None
