"""Everything on one machine: the service, a local WeChat, and 57 people with some weeks of training.

The people live in `.demo/` in the working folder; deleting that folder starts anew.
"""

import asyncio
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from domain.clock import local_day
from domain.roles import Door, Role
from models.people import Identity, Invitation, Person, RoleHeld
from models.training import Apprenticeship, Mentorship
from sandbox import Sandbox
from texts import demo as texts
from texts import links
from texts.replies import ROLE_NAMES
from texts.wording import LABELS, TITLES
from usecases.begin_trail import begin_anew
from usecases.import_roster import check_roster, import_roster
from usecases.invitation_codes import invitation_codes
from usecases.invite_people import resend

from . import app, logs
from .carry_out import clock, database
from .control import Refused
from .database import DatabaseInUse
from .demo_accounts import APP_ID, FOLDER, PORT, SERVICE_PORT, local_account, port_or_any, service_settings
from .demo_certificate import begin_earlier_training, finish_earlier_training
from .demo_hints import HINTS, first_sentence, hints, lesson_step
from .demo_past import tell_the_past
from .roster_file import read_roster
from .settings import Settings

ROSTER = Path(__file__).parent / "demo_roster.xlsx"
# The roster's dates were written for this day; a later demo moves them along.
ROSTER_DAY = date(2026, 11, 21)
NEWCOMERS = 3


@dataclass(frozen=True)
class Account:
    """One bound person of the demo."""

    openid: str
    name: str
    role: Role
    note: str


async def run() -> None:
    """Show the address and what to try, and go on until Ctrl-C. Raises `Refused` where it runs already."""
    await asyncio.to_thread(FOLDER.mkdir, exist_ok=True)
    logs.configure("WARNING", json=False)
    box = Sandbox(local_account())
    for name, title in TITLES.items():
        box.add_template(f"SANDBOX_{name}", title, LABELS[name])
    box.suggestions = hints(clock())
    try:
        await _start(box)
        await _with_people(box, service_settings(box))
    except DatabaseInUse as used:
        raise Refused(texts.runs_already(_folder())) from used
    finally:
        await box.stop()


async def _with_people(box: Sandbox, settings: Settings) -> None:
    async with database(settings):
        accounts = await people(clock())
        # Each sandbox is a new platform, which knows nobody's menu yet.
        await Identity.exclude(person=None).update(menu="", menu_due_at=clock())
        codes = await unused_codes(clock())
    for account in accounts:
        box.phone(account.openid, name=account.name, note=account.note, group=ROLE_NAMES[account.role])
    for number in range(1, NEWCOMERS + 1):
        box.phone(f"oDemoNew{number}", name=f"新朋友{number}", group=texts.NEWCOMERS, follows=False)
    await _serve(box, settings, codes)


async def _serve(box: Sandbox, settings: Settings, codes: list[tuple[str, str, str]]) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    # Asked for now: the people took seconds, in which another program may have taken the port.
    port = port_or_any(settings.port)
    async with app.running(settings.model_copy(update={"port": port})) as service:
        box.callback_url = f"{service.url}/wechat"
        links.use(service.url)
        await app.offer_menu(service.client)
        for _, _, code in codes:
            await service.client.scene_url(f"bind:{code}", 2_592_000)
        _show(
            texts.ready(
                texts.Addresses(box.url, service.url, PORT, SERVICE_PORT),
                codes,
                _folder(),
                first_sentence(clock()),
                lesson_step(clock()),
            )
        )
        await stopped.wait()


def _folder() -> str:
    return str(FOLDER.absolute())


async def _start(box: Sandbox) -> None:
    """On the usual port, or any free one where that is taken."""
    with suppress(OSError):
        await box.start()
        return
    box.use_port(0)
    await box.start()


async def people(now: datetime) -> list[Account]:
    """The roster's people, made on the first run, each bound to an account but the newcomers."""
    if not await Person.exists():
        _show(texts.preparing())
        roster = await check_roster(await asyncio.to_thread(read_roster, ROSTER), now=now)
        if isinstance(roster, tuple):
            raise ValueError(f"the demo's roster: {roster}")
        await import_roster(roster, Door.COMMAND_LINE, now=now)
        await _move_dates(local_day(now))
        await _bind_all(now)
        await begin_earlier_training()
        await begin_anew(now=now)
        await finish_earlier_training()
        await tell_the_past(now)
    held = await RoleHeld.all().prefetch_related("person", "organization").order_by("id")
    bound = await Identity.exclude(person=None).prefetch_related("person")
    openids = {identity.person.id: identity.openid for identity in bound if identity.person}
    first = await _first_mentor()
    order = list(HINTS)
    held.sort(key=lambda row: (order.index(ROLE_NAMES[row.role]), row.person.id != first, row.id))
    return [
        Account(openids[row.person.id], row.person.name, row.role, row.organization.name)
        for row in held
        if row.person.id in openids
    ]


async def _first_mentor() -> int:
    """The first phones belong together: an apprentice, and the mentor of this one."""
    bond = await Mentorship.all().prefetch_related("mentor").order_by("apprenticeship_id").first()
    return bond.mentor.id if bond else 0


async def unused_codes(now: datetime) -> list[tuple[str, str, str]]:
    """Name, phone and code of those still to be bound; whoever has been unbound gets a new code."""
    bound = {found for (found,) in await Identity.exclude(person=None).values_list("person_id")}
    everybody = await Person.all().order_by("id").values_list("id")
    rows = await invitation_codes([found for (found,) in everybody if found not in bound], now=now)
    live = [row if row.code else await resend(Door.COMMAND_LINE, row.person_id, now=now) for row in rows]
    return [(row.name, row.phone, row.code) for row in live]


async def _move_dates(today: date) -> None:
    moved = today - ROSTER_DAY
    for training in await Apprenticeship.all():
        training.starts_on += moved
        training.ends_on += moved
        await training.save(update_fields=["starts_on", "ends_on"])
    for bond in await Mentorship.all():
        bond.since += moved
        await bond.save(update_fields=["since"])


async def _bind_all(now: datetime) -> None:
    """All but the last apprentices, who are left for trying out the binding."""
    persons = await Person.all().order_by("id")
    for person in persons[:-NEWCOMERS]:
        await Identity.create(app=APP_ID, openid=f"oDemo{person.id:04}", person=person, bound_at=now)
        await Invitation.filter(person=person).update(used_at=now)


def _show(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
