"""The three ways into a trade (粤人社规〔2022〕26号, 二; 珠府办函〔2023〕100号)."""

from enum import StrEnum


class Programme(StrEnum):
    STUDENT_APPRENTICESHIP = "student_apprenticeship"
    TRAINEE_HIRE = "trainee_hire"
    NEW_APPRENTICESHIP = "new_apprenticeship"


class ApprenticeshipStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    FINISHED = "finished"
