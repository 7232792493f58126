"""One JSON line an event, in UTC; secrets, openids, phones and identity numbers never reach it."""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any, TextIO

import structlog
from aiohttp.http_exceptions import HttpProcessingError
from structlog.typing import EventDict, Processor, WrappedLogger

MASK = "***"

SECRET_NAME = re.compile(
    r"secret|token|password|passwd|authorization|cookie|aes_?key|session_?key|ticket|openid|unionid|from_?user|to_?user"
    r"|phone|mobile|id_?number|id_?card|invitation|pin$",
    re.IGNORECASE,
)

# Each pattern masks its group; what stands around it stays, so that a line can still be read.
PATTERNS = (
    # Identity numbers: region, a possible birthday, order and check digit.
    re.compile(r"(?<!\d)(\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx])(?!\d)"),
    re.compile(r"(?<!\d)((?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)"),
    # Openids and unionids: 28 characters that begin with o, not all of them plain letters.
    re.compile(r"(?<![A-Za-z0-9_-])(o(?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{27})(?![A-Za-z0-9_-])"),
    re.compile(
        r"(?:secret(?:_key)?|aes_key|session_key|token|ticket|openid|unionid|js_code|\bcode|password)"
        r"[\"']?\s*[=:]\s*[\"']?([^\s&\"',;)}]+)",
        re.IGNORECASE,
    ),
    re.compile(r"://[^\s:/@]*:([^\s/@]+)@"),
    re.compile(r"<(?:FromUserName|ToUserName|Encrypt|Ticket)>(.*?)</", re.DOTALL),
)


def mask_text(text: str) -> str:
    """`text` without what identifies a person or opens a door."""
    for pattern in PATTERNS:
        text = pattern.sub(_hide_group, text)
    return text


def _hide_group(found: re.Match[str]) -> str:
    start, end = found.start(1) - found.start(), found.end(1) - found.start()
    return found[0][:start] + MASK + found[0][end:]


def mask(value: Any) -> Any:
    """The same for values within values; what is no text, number or container is shown as masked text."""
    match value:
        case str():
            return mask_text(value)
        case None | bool() | int() | float():
            return value
        case Mapping():
            return {str(name): MASK if _is_secret(name, held) else mask(held) for name, held in value.items()}
        case list() | tuple() | set() | frozenset():
            return [mask(item) for item in value]
        case _:
            return mask_text(str(value))


def _is_secret(name: object, held: object) -> bool:
    return held not in (None, "") and bool(SECRET_NAME.search(str(name)))


def mask_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    masked: EventDict = mask(event)
    return masked


SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    structlog.processors.format_exc_info,
)


def shorten(record: logging.LogRecord) -> bool:
    """A request that isn't HTTP is no defect of ours: one line, not a traceback for whoever wants many."""
    if record.exc_info and isinstance(record.exc_info[1], HttpProcessingError):
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.args, record.exc_info = "broken request", (), None
    return True


def configure(level: str = "INFO", *, json: bool = True, stream: TextIO | None = None) -> None:
    """Route structlog and the standard library's logging (aiohttp, apscheduler, tortoise) to one place.

    `json=False` writes the same events for a person at a terminal. Without `stream`, standard error.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=SHARED, processors=[*_endings(json)])
    )
    handler.addFilter(shorten)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(True)
    # It tells of every tick, each second; what a tick brought about has events of its own.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _endings(json: bool) -> tuple[Processor, ...]:
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=False)
        if json
        else structlog.dev.ConsoleRenderer(colors=False, sort_keys=False)
    )
    return structlog.stdlib.ProcessorFormatter.remove_processors_meta, mask_event, renderer
