"""issue, and certificate list, show, suspend, restore, revoke, reissue."""

import shutil
from pathlib import Path
from typing import Annotated, Any

import typer

from texts import command_certificates, command_help, command_line

from .cli_help import Commands
from .cli_support import ProgressLine, load_settings, operate, say, say_json, say_table, tell
from .control import Refused
from .settings import Settings

# Certificates that are asked for at once, so that memory doesn't grow with all who passed.
PAGE = 500

Number = Annotated[str, typer.Argument(help=command_certificates.NUMBER)]
Reason = Annotated[str, typer.Option(help=command_certificates.REASON)]
By = Annotated[str, typer.Option(help=command_help.BY_OR_OPERATOR)]
AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]

certificate = Commands(help=command_certificates.CERTIFICATE)


def issue(
    kind: Annotated[str, typer.Option(help=command_certificates.KIND)],
    out: Annotated[Path, typer.Option(help=command_certificates.OUT)],
    phone: Annotated[str, typer.Option(help=command_certificates.OF)] = "",
    all_passed: Annotated[bool, typer.Option("--all-passed", help=command_certificates.ALL_PASSED)] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Certificates, each once, and their files."""
    if bool(phone) == all_passed:
        raise Refused(command_certificates.choose())
    made, skipped = _issue_all(load_settings(), {"kind": kind, "phone": phone, "by": by}, out)
    for line in skipped:
        tell(command_certificates.skipped(line))
    if as_json:
        say_json(made)
    elif made:
        say_table(command_certificates.COLUMNS, [command_certificates.row(line) for line in made])
        say(command_certificates.issued(made, str(out)))
    else:
        say(command_certificates.nobody(kind, skipped=len(skipped)))


def _issue_all(
    settings: Settings, wish: dict[str, Any], out: Path
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Page by page; the files of a page are in the folder before the next one begins."""
    line = ProgressLine()
    made: list[dict[str, Any]] = []
    skipped: list[dict[str, Any]] = []
    after = -1
    while after:
        done = len(made) + len(skipped)
        asked = {**wish, "after": max(after, 0), "most": PAGE, "done": done}
        found = operate(settings, "issue", asked, line)
        made += [_handed_out(each, out) for each in found["certificates"]]
        skipped += found["skipped"]
        after = found["next"]
    line.end()
    return made, skipped


def _handed_out(line: dict[str, Any], out: Path) -> dict[str, Any]:
    """With its copy, unless it was revoked or suspended: nobody should print and give out such a one."""
    if not line["void"]:
        return {**line, "pdf": _copied(line["pdf"], out)}
    tell(command_certificates.void(line))
    return {**line, "pdf": ""}


def _copied(pdf: str, out: Path) -> str:
    """A copy, so that whoever changes it changes nothing of what is kept."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        return str(shutil.copyfile(pdf, (out / Path(pdf).name).resolve()))
    except OSError as error:
        raise Refused(command_line.unwritable(str(out), error.strerror or "")) from error


@certificate.command("list", help=command_certificates.LIST)
def list_all(
    phone: Annotated[str, typer.Argument(help=command_help.PHONE)], by: By = "", as_json: AsJson = False
) -> None:
    """A person's certificates."""
    found = operate(load_settings(), "certificates-of", {"phone": phone, "by": by})["certificates"]
    if as_json:
        say_json(found)
    elif found:
        say_table(command_certificates.COLUMNS, [command_certificates.row(line) for line in found])
    else:
        say(command_certificates.none_of(phone))


@certificate.command("show", help=command_certificates.SHOW)
def show(number: Number, by: By = "", as_json: AsJson = False) -> None:
    """The whole certificate."""
    found = operate(load_settings(), "certificate-show", {"number": number, "by": by})
    if as_json:
        say_json(found)
    else:
        say(command_certificates.whole(found))


@certificate.command("suspend", help=command_certificates.SUSPEND)
def suspend(number: Number, reason: Reason, by: By = "", as_json: AsJson = False) -> None:
    """It doesn't hold for the time being."""
    _say_decided(_decide("certificate-suspend", number, reason, by), as_json)


@certificate.command("restore", help=command_certificates.RESTORE)
def restore(number: Number, reason: Reason, by: By = "", as_json: AsJson = False) -> None:
    """It holds again."""
    _say_decided(_decide("certificate-restore", number, reason, by), as_json)


@certificate.command("revoke", help=command_certificates.REVOKE)
def revoke(number: Number, reason: Reason, by: By = "", as_json: AsJson = False) -> None:
    """It holds no longer."""
    _say_decided(_decide("certificate-revoke", number, reason, by), as_json)


@certificate.command("reissue", help=command_certificates.REISSUE)
def reissue(
    number: Number,
    reason: Reason,
    out: Annotated[Path | None, typer.Option(help=command_certificates.OUT)] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """A new one takes its place; with `out` its file is handed out as by `issue`."""
    line = _decide("certificate-reissue", number, reason, by)
    new = _handed_out(line, out) if out else line
    if as_json:
        say_json(new)
    else:
        say(command_certificates.reissued(new))


def _say_decided(line: dict[str, Any], as_json: bool) -> None:
    if as_json:
        say_json(line)
    else:
        say(command_certificates.decided(line))


def _decide(operation: str, number: str, reason: str, by: str) -> dict[str, Any]:
    return operate(load_settings(), operation, {"number": number, "reason": reason, "by": by})
