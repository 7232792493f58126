"""Where each of a class stands in what the school teaches: who is last shows only when all have been looked at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.progress import Line, Progress
from domain.roles import Actor
from domain.teaching import TAUGHT
from models.statement import Statement, as_day, to_json

from .class_intakes import Intake, schools_of
from .list_apprentices import LATE_PERCENT


@dataclass(frozen=True, slots=True)
class Standing:
    """One agreement: the confirmed part of what the school teaches, and how many `entries` of that wait.

    `plan` are the items of its plan.
    """

    training_id: int
    plan: Sequence[tuple[str, int]]
    taught: Progress
    behind: int
    entries: int

    @property
    def late(self) -> bool:
        return self.behind > LATE_PERCENT

    @property
    def key(self) -> tuple[int, int]:
        """In this order they are listed."""
        return -self.behind, self.training_id


# Each category by its own subqueries: the index that serves them holds only entries of that category.
_OF_CATEGORY = "FROM hours_entry e WHERE e.apprenticeship_id = a.id AND e.category = '{0}' AND e.status"
_SUMS = ", ".join(
    f"(SELECT coalesce(sum(e.minutes), 0) {_OF_CATEGORY} = 'confirmed') AS {{0}}, "
    f"(SELECT count(*) {_OF_CATEGORY} = 'submitted') AS {{0}}_waits".format(category)
    for category in sorted(TAUGHT)
)
_STANDINGS = Statement(
    f"""
    SELECT a.id, a.plan_id, a.ends_on, {_SUMS} FROM apprenticeship a
    WHERE a.school_id IN (SELECT value::bigint FROM json_array_elements_text($1::json)) AND a.status = 'active'
      AND a.starts_on = $2 AND a.occupation = $3
    """  # nosec B608
)
_ITEMS = Statement(
    """
    SELECT plan_id, category, minutes FROM plan_item
    WHERE plan_id IN (SELECT value::bigint FROM json_array_elements_text($1::json)) ORDER BY id
    """
)


async def standings_of(actor: Actor, intake: Intake, today: date) -> list[Standing]:
    """Everybody in the class, whoever is farthest behind first."""
    rows = await _STANDINGS.rows(to_json(schools_of(actor)), intake.starts_on, intake.occupation)
    plans = await _plans({row["plan_id"] for row in rows})
    found = (_standing(row, plans[row["plan_id"]], intake.starts_on, today) for row in rows)
    return sorted(found, key=lambda one: one.key)


async def _plans(ids: set[int]) -> Mapping[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in await _ITEMS.rows(to_json(sorted(ids))):
        found[row["plan_id"]].append((row["category"], row["minutes"]))
    return found


def _standing(
    row: Mapping[str, Any], plan: Sequence[tuple[str, int]], starts_on: date, today: date
) -> Standing:
    lines = tuple(
        Line(category, required, int(row[category]), 0) for category, required in plan if category in TAUGHT
    )
    taught = Progress(lines, starts_on, as_day(row["ends_on"]), today)
    # Of a plan without anything of the school nobody can be behind.
    behind = taught.expected_percent - taught.done_percent if taught.required else -100
    entries = sum(row[f"{category}_waits"] for category in TAUGHT)
    return Standing(row["id"], plan, taught, behind, entries)
