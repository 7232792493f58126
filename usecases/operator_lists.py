"""What the operator of the machine looks at: the newest notices of everybody."""

from models.statement import Statement

from .notice_report import LINES, NoticeLine, line_of

_NOTICES = Statement(LINES.format("SELECT * FROM notice ORDER BY id DESC LIMIT $1"))


async def latest_notices(limit: int) -> tuple[NoticeLine, ...]:
    """Drafts included, the newest first."""
    return tuple(line_of(row) for row in await _NOTICES.rows(limit))
