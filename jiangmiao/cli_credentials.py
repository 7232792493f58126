"""verify-credential, and keys list, rotate, compromise."""

import hashlib
import json
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any

import typer

from domain.clock import instant
from domain.credential_checks import Trusted, read_trusted
from domain.issuer_keys import KeyPurpose
from texts import command_credentials, command_help, command_line
from usecases.read_token import LONGEST
from usecases.verify_credential import Against, verify_credential

from . import carry_out
from .cli_help import Commands
from .cli_support import load_settings, operate, say, say_json, say_table
from .control import Refused
from .operations_credentials import shown
from .settings import KeyedSettings

INVALID = 1

AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]
Purpose = Annotated[str, typer.Option(help=command_credentials.PURPOSE)]

keys = Commands(help=command_credentials.KEYS)


def verify(
    file: Annotated[Path, typer.Argument(help=command_credentials.FILE)],
    keys: Annotated[Path | None, typer.Option(help=command_credentials.KEYS_FILE)] = None,
    status: Annotated[list[Path] | None, typer.Option(help=command_credentials.STATUS_FILE)] = None,
    pdf: Annotated[Path | None, typer.Option(help=command_credentials.PDF)] = None,
    as_json: AsJson = False,
) -> int:
    """Whether a credential holds; the exit code says it too."""
    token, sha256 = _text(file), _sha256(pdf)
    if status and not keys:
        raise Refused(command_credentials.keys_first())
    if keys:
        against = Against(_trusted(keys), tuple(_text(each) for each in status or ()), sha256)
        found = shown(verify_credential(token, against, now=carry_out.clock()))
    else:
        wish = {"token": token, "pdf_sha256": sha256}
        found = operate(load_settings(KeyedSettings), "verify-credential", wish)
    if as_json:
        steps = [step | {"reason": command_credentials.reason(step["why"])} for step in found["checks"]]
        say_json(found | {"checks": steps})
    else:
        say(command_credentials.checked(found))
    return 0 if found["valid"] else INVALID


@keys.command("list", help=command_credentials.LIST)
def list_keys(as_json: AsJson = False) -> None:
    """All keys without their secret halves."""
    found = operate(load_settings(KeyedSettings), "keys", {})["keys"]
    if as_json:
        say_json(found)
    elif found:
        say_table(command_credentials.COLUMNS, [command_credentials.row(line) for line in found])
    else:
        say(command_credentials.none())


@keys.command("rotate", help=command_credentials.ROTATE)
def rotate(purpose: Purpose = str(KeyPurpose.CREDENTIAL), as_json: AsJson = False) -> None:
    """Sign with a new key."""
    if purpose not in set(KeyPurpose):
        raise Refused(command_credentials.no_such_purpose())
    done = operate(load_settings(KeyedSettings), "keys-rotate", {"purpose": purpose})
    say_json(done) if as_json else say(command_credentials.rotated(done))


@keys.command("compromise", help=command_credentials.COMPROMISE)
def compromise(
    kid: Annotated[str, typer.Argument(help=command_credentials.KID)],
    since: Annotated[str, typer.Option(help=command_credentials.SINCE)],
    as_json: AsJson = False,
) -> None:
    """A key is in wrong hands from the beginning of a day in China."""
    wish = {"kid": kid, "since": _day(since)}
    done = operate(load_settings(KeyedSettings), "keys-compromise", wish)
    say_json(done) if as_json else say(command_credentials.compromised(done))


def _day(text: str) -> str:
    try:
        return instant(date.fromisoformat(text), time()).isoformat()
    except ValueError:
        raise Refused(command_credentials.day_unreadable(text)) from None


def _text(path: Path) -> str:
    """A token as it was saved; what is no text is no token either."""
    return _bytes(path, LONGEST).decode("ascii", "replace").strip()


def _sha256(path: Path | None) -> str:
    return hashlib.sha256(_bytes(path)).hexdigest() if path else ""


def _trusted(path: Path) -> Trusted:
    try:
        document: Any = json.loads(_bytes(path, LONGEST))
        return read_trusted(document)
    except (ValueError, RecursionError):
        raise Refused(command_credentials.not_keys(str(path))) from None


def _bytes(path: Path, most: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise Refused(command_line.no_such_file(str(path))) from None
    except OSError as error:
        raise Refused(command_line.unreadable_file(str(path), error.strerror or "")) from error
