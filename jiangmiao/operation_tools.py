"""What operations are handed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from bot.client import Client
from texts import certificate_page
from usecases.certificate_files import CertificateFiles

from .pdf_signing import certificate_files
from .settings import Settings
from .trail_folders import checkpoint_folders

Arguments = dict[str, Any]
UNSIGNED = CertificateFiles(Path("files"), certificate_page.pdf)


@dataclass(frozen=True)
class Tools:
    """What operations need beside the database.

    `scene_url` asks the platform for a QR's content; None where nobody can ask, for want of an AppID.
    """

    clock: Callable[[], datetime]
    scene_url: Callable[[str, int], Awaitable[str]] | None
    certificates: CertificateFiles = UNSIGNED
    checkpoints: tuple[Path, ...] = (Path("checkpoints"),)

    @classmethod
    def of(cls, settings: Settings, client: Client, clock: Callable[[], datetime]) -> Self:
        """Those of a process that has these settings."""
        named = settings.wechat_app_id and settings.wechat_app_secret.get_secret_value()
        scene_url = client.scene_url if named else None
        return cls(clock, scene_url, certificate_files(settings), checkpoint_folders(settings))
