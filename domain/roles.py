"""Who may do what: roles in organizations, and the person who acts through a door."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    APPRENTICE = "apprentice"
    MENTOR = "mentor"
    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"


class Door(StrEnum):
    CHAT = "chat"
    # Pages on the phone.
    PAGE = "page"
    MINI_PROGRAM = "mini_program"
    # What follows from showing a code in a lesson: whoever shows it vouches for those who scan it.
    LESSON = "lesson"
    COMMAND_LINE = "command_line"
    TIMETABLE = "timetable"
    # Anybody at a page that needs no account.
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Actor:
    """A known person at a door.

    `roles` holds pairs (role, organization id); `request` ties log lines and audit entries together.
    """

    person_id: int
    name: str
    roles: frozenset[tuple[Role, int]]
    door: Door
    request: str

    def is_a(self, role: Role) -> bool:
        return any(held is role for held, _ in self.roles)

    def organizations(self, role: Role) -> frozenset[int]:
        return frozenset(organization for held, organization in self.roles if held is role)
