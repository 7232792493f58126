"""trace: from a certificate to all it stands on."""

from pathlib import Path
from typing import Annotated

import typer

from texts import command_help, command_line, command_trace, links, trace

from .cli_support import load_settings, operate, say, say_json
from .control import Refused
from .settings import KeyedSettings

Certificate = Annotated[str, typer.Argument(help=command_trace.CERTIFICATE)]
By = Annotated[str, typer.Option(help=command_help.BY_OR_OPERATOR)]
AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]
Pdf = Annotated[Path | None, typer.Option("--pdf", help=command_trace.PDF)]


def trace_certificate(
    certificate: Certificate, pdf: Pdf = None, by: By = "", as_json: AsJson = False
) -> None:
    """The walk as text or JSON, and as a PDF beside it."""
    settings = load_settings(KeyedSettings)
    if pdf:
        _check(pdf)
    found = operate(settings, "trace", {"certificate": certificate, "by": by})
    # Where the service that answered is reached, which may not be what stands here.
    links.use(found.pop("site"))
    if pdf:
        _write(pdf, trace.pdf(found))
    if as_json:
        say_json(found)
    else:
        say(trace.text(found))
        if pdf:
            say(command_trace.written(str(pdf)))


def _check(file: Path) -> None:
    if file.exists():
        raise Refused(command_trace.file_exists(str(file)))
    if not file.absolute().parent.is_dir():
        raise Refused(command_line.no_such_folder(str(file.parent)))


def _write(file: Path, content: bytes) -> None:
    """It holds names, so it is for its owner's eyes."""
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(content)
    except OSError as error:
        raise Refused(command_line.unwritable(str(file), error.strerror or "")) from error
