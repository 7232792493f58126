"""Failures of the database that pass by themselves: whoever asked may ask again."""

import sqlite3

import asyncpg
from tortoise.exceptions import DBConnectionError, OperationalError

# The server is away, goes or comes, or has no room for one more.
_AWAY = (
    OSError,
    DBConnectionError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InternalClientError,
)
_SQLITE_WORDS = ("locked", "busy", "disk is full", "disk I/O error", "unable to open")


def passes(failure: BaseException) -> bool:
    """Whether the same call may succeed in a while, without anybody mending a program.

    What is raised while another failure is being undone doesn't hide that one.
    """
    context = failure.__context__
    return _passes(failure) or (context is not None and passes(context))


def _passes(failure: BaseException) -> bool:
    if isinstance(failure, _AWAY):
        return True
    if not isinstance(failure, OperationalError | sqlite3.OperationalError):
        return False
    return any(word in str(failure) for word in _SQLITE_WORDS)
