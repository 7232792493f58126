"""import-roster: check, import, and bring back the codes to hand out."""

from collections.abc import Sequence

from bot.answers import PlatformError, Unanswered, Unreached
from domain.roles import Door
from domain.roster_rows import Roster
from texts import command_line
from texts import roster as texts
from usecases.import_roster import check_roster, import_roster
from usecases.invitation_codes import CodeRow, invitation_codes

from .control import Refused, Report
from .invitation_files import scene_urls
from .operation_tools import Arguments, Tools
from .roster_json import code_to_json, sheets_from_json


async def import_sheets(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `sheets`, `dry_run`, and whether `codes` and `pictures` are wanted.

    Raises `Refused` with every problem of the roster, and the refusals of the use case.
    """
    dry_run = bool(arguments["dry_run"])
    if arguments["pictures"] and not dry_run and tools.scene_url is None:
        raise Refused(command_line.no_app_for_pictures())
    roster = await _checked(tools, arguments, report)
    report(command_line.importing(len(roster.people)))
    done = await import_roster(roster, Door.COMMAND_LINE, now=tools.clock(), dry_run=dry_run)
    said = texts.report(done, dry_run=dry_run)
    result: Arguments = {"report": said, "codes": [], "urls": {}, "problem": ""}
    if dry_run or not (arguments["codes"] or arguments["pictures"]):
        return result
    codes = await invitation_codes(done.people, now=tools.clock())
    result["codes"] = [code_to_json(row) for row in codes]
    return {**result, **(await _urls(tools, codes, report) if arguments["pictures"] else {})}


async def _checked(tools: Tools, arguments: Arguments, report: Report) -> Roster:
    found = await check_roster(sheets_from_json(arguments["sheets"]), now=tools.clock())
    if isinstance(found, tuple):
        raise Refused("\n".join([texts.refused(found), *map(texts.problem, found)]))
    if found.warnings:
        report("\n".join([texts.warned(found.warnings), *map(texts.problem, found.warnings)]))
    return found


async def _urls(tools: Tools, codes: Sequence[CodeRow], report: Report) -> Arguments:
    """What the pictures hold, by person. The import stands even if the platform gives none."""
    report(command_line.asking_for_pictures(sum(bool(row.code) for row in codes)))
    failures: list[Exception] = []

    async def ask(scene: str, seconds: int) -> str:
        """Empty after the first failure, so that those under way end before the database is closed."""
        try:
            return "" if failures or tools.scene_url is None else await tools.scene_url(scene, seconds)
        except (PlatformError, Unanswered, Unreached) as error:
            failures.append(error)
            return ""

    urls = await scene_urls(codes, ask, now=tools.clock())
    return {
        "urls": {str(person_id): url for person_id, url in urls.items() if url},
        "problem": command_line.no_pictures(str(failures[0])) if failures else "",
    }
