"""What the message about a notice says: kept once with the notice, not in a million rows of the outbox."""

from collections.abc import Mapping
from typing import Any

from domain.clock import local_day
from models.statement import Statement, as_instant

# A message holds this much of the body.
EXCERPT_LENGTH = 300

_NOTICE = Statement(
    """
    SELECT n.title, n.body, n.needs_acknowledgement, n.created_at, n.sent_at, n.corrects_id, first.title AS corrected
    FROM notice n LEFT JOIN notice first ON first.id = n.corrects_id WHERE n.id = $1
    """
)


async def words_of(number: int) -> dict[str, Any]:
    """The facts that texts/notices_policy.py words. Raises LookupError for no such notice."""
    row = await _NOTICE.row(number)
    if row is None:
        raise LookupError(f"no notice {number}")
    at = as_instant(row["sent_at"] or row["created_at"])
    body = row["body"]
    return {
        "notice": number,
        "title": row["title"],
        "body": body[:EXCERPT_LENGTH],
        "whole": len(body) <= EXCERPT_LENGTH,
        "acknowledge": bool(row["needs_acknowledgement"]),
        "day": local_day(at).isoformat() if at else "",
        "corrects": row["corrects_id"] or 0,
        "corrected": row["corrected"] or "",
    }


class NoticeWords:
    """`words_of`, asked once for each notice: a notice that goes out doesn't change."""

    def __init__(self) -> None:
        self._known: dict[int, Mapping[str, Any]] = {}

    async def complete(self, kind: str, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """The facts of a delivery, with those of its notice where it is about one."""
        if kind not in KINDS:
            return facts
        number = int(facts["notice"])
        if number not in self._known:
            self._known[number] = await words_of(number)
        known = self._known[number]
        # The very same facts for everybody, so that they need be worded only once.
        return known if len(facts) == 1 else {**known, **facts}


KINDS = frozenset({"notice", "notice_unacknowledged"})
