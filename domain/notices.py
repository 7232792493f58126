"""The states of a policy notice."""

from enum import StrEnum


class NoticeState(StrEnum):
    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"
