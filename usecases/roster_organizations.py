"""Organizations, chains and plans of a roster."""

from collections.abc import Iterable, Sequence

from domain.audit import Event
from domain.organizations import OrganizationKind
from domain.roster_rows import OrganizationRow, PlanRow
from models.organizations import Organization, SkillChain
from models.training import PlanItem, TrainingPlan

from .pieces import pieces
from .roster_report import ORGANIZATION, PLAN, Ledger


async def import_organizations(rows: Sequence[OrganizationRow], ledger: Ledger) -> None:
    """Make those that are new; what the rows say of the others replaces what is on file."""
    chains: dict[str, SkillChain] = {}
    async for piece in pieces(rows):
        names = [row.name for row in piece]
        on_file = {
            found.name: found for found in await Organization.filter(name__in=names).prefetch_related("chain")
        }
        for row in piece:
            chain = await _chain(row.chain, chains)
            if row.name in on_file:
                await _change(on_file[row.name], row, chain, ledger)
            else:
                await _create(row, chain, ledger)


async def organization_ids(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    async for piece in pieces(sorted(set(names) - {""})):
        found |= dict(await Organization.filter(name__in=piece).values_list("name", "id"))
    return found


async def _chain(name: str, chains: dict[str, SkillChain]) -> SkillChain | None:
    if name and name not in chains:
        chains[name], _ = await SkillChain.get_or_create(name=name)
    return chains.get(name)


async def _create(row: OrganizationRow, chain: SkillChain | None, ledger: Ledger) -> None:
    if row.kind is None:
        raise LookupError(f"the kind of {row.name} was checked before")
    made = await Organization.create(name=row.name, kind=row.kind, chain=chain, credit_code=row.credit_code)
    ledger.created(ORGANIZATION, Event.ORGANIZATION_CREATED, made.id, {"name": row.name, "kind": row.kind})


async def _change(
    on_file: Organization, row: OrganizationRow, chain: SkillChain | None, ledger: Ledger
) -> None:
    said = {"kind": row.kind, "chain": row.chain, "credit_code": row.credit_code}
    before = {
        "kind": OrganizationKind(on_file.kind),
        "chain": on_file.chain.name if on_file.chain else "",
        "credit_code": on_file.credit_code,
    }
    fields = tuple(
        (name, before[name], value) for name, value in said.items() if value and value != before[name]
    )
    if fields:
        await Organization.filter(id=on_file.id).update(
            kind=row.kind or on_file.kind,
            chain_id=chain.id if chain else on_file.chain and on_file.chain.id,
            credit_code=row.credit_code or on_file.credit_code,
        )
        ledger.changed(ORGANIZATION, Event.ORGANIZATION_CHANGED, on_file.id, row.name, fields)
    else:
        ledger.unchanged(ORGANIZATION)


async def import_plans(rows: Sequence[PlanRow], ledger: Ledger) -> None:
    """A category that the roster doesn't name stays as it is."""
    for row in rows:
        plan, created = await TrainingPlan.get_or_create(name=row.name)
        minutes = {category: lessons * plan.lesson_minutes for category, lessons in row.lessons.items()}
        on_file = {item.category: item for item in await PlanItem.filter(plan=plan)}
        fields = tuple(
            (category, on_file[category].minutes if category in on_file else None, said)
            for category, said in minutes.items()
            if category not in on_file or on_file[category].minutes != said
        )
        for category, _, said in fields:
            await PlanItem.update_or_create(plan=plan, category=category, defaults={"minutes": said})
        if created:
            ledger.created(PLAN, Event.PLAN_CREATED, plan.id, {"name": row.name, **minutes})
        elif fields:
            ledger.changed(PLAN, Event.PLAN_CHANGED, plan.id, row.name, fields)
        else:
            ledger.unchanged(PLAN)


async def plan_ids(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    async for piece in pieces(sorted(set(names) - {""})):
        found |= dict(await TrainingPlan.filter(name__in=piece).values_list("name", "id"))
    return found
