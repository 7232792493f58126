"""What operations are handed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Tools:
    """What operations need beside the database. `scene_url` asks the platform for a QR's content."""

    clock: Callable[[], datetime]
    scene_url: Callable[[str, int], Awaitable[str]]
