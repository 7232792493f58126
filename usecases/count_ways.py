"""How many of an audience a notice would reach on which way, as domain/channels.py would choose at this moment."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.channels import MASSES_A_MONTH
from domain.deliveries import Channel
from models.statement import Statement

from .audience import LAST_ID, PEOPLE, SAME_PEOPLE, Addressees
from .mass_reach import MASSES, month_began
from .ways import Ways, in_use

# mass: of a notice that goes out by tag. customer: now, without a template. inbox: bound, and can read it there.
# unbound: once they have bound.
WAYS = ("mass", "customer", "template", "subscribe", "inbox", "unbound")
# Ids of persons in a piece, so that others go in between on SQLite.
PIECE = 20_000

_BARRED = "EXISTS (SELECT 1 FROM channel_bar b WHERE b.identity_id = {0} AND b.channel = '{1}')"
_WINDOW = """
    (SELECT max(m.received_at) FROM inbound_message m WHERE m.openid = i.openid AND m.received_at > ${since}
     AND m.opens_window = '{window}')
"""
_LEFT = """
    (SELECT count(*) FROM delivery d WHERE d.person_id = p.id AND d.channel = 'customer'
     AND d.ended_at >= {window}) < ${count}
"""
_CONSENT = "EXISTS (SELECT 1 FROM consent c WHERE c.identity_id = {0} AND (c.remaining > 0 OR c.long_term))"


def _counted(people: str, first: int) -> Statement:
    """`first` is the first free number of a blank."""
    app, mini, open_, message_since, message_count, event_since, event_count, mass, month = range(
        first, first + 9
    )
    masses = MASSES.format(person="p.id", notice="0", since=f"${month}")
    message = _WINDOW.format(since=message_since, window="message")
    event = _WINDOW.format(since=event_since, window="event")
    is_open = f"${open_}::text LIKE '%{{}}%'"
    return Statement(
        f"""
        SELECT way, count(*) AS people FROM (SELECT CASE
            WHEN i.id IS NULL THEN 'unbound'
            WHEN ${mass}::boolean AND i.follows AND NOT {_BARRED.format("i.id", "mass")}
                 AND {masses} < {MASSES_A_MONTH} THEN 'mass'
            WHEN i.follows AND NOT {_BARRED.format("i.id", "customer")} AND (
                 {message} IS NOT NULL AND {_LEFT.format(window=message, count=message_count)}
                 OR {event} IS NOT NULL AND {_LEFT.format(window=event, count=event_count)}) THEN 'customer'
            WHEN i.follows AND {is_open.format("template")} AND NOT {_BARRED.format("i.id", "template")} THEN 'template'
            WHEN {is_open.format("subscribe")} AND {_CONSENT.format("i.id")}
                 AND NOT {_BARRED.format("i.id", "subscribe")} THEN 'subscribe'
            WHEN {is_open.format("mini")} AND {_CONSENT.format("mini.id")}
                 AND NOT {_BARRED.format("mini.id", "mini")} THEN 'subscribe'
            ELSE 'inbox' END AS way
        FROM ({people}) AS p LEFT JOIN identity i ON i.person_id = p.id AND (i.app = ${app} OR ${app}::text = '')
        LEFT JOIN identity mini ON mini.person_id = p.id AND mini.app = ${mini} AND mini.app <> '') AS found
        GROUP BY way
        """  # nosec B608
    )


_COUNT = _counted(PEOPLE, 10)
_COUNT_SAME = _counted(SAME_PEOPLE, 4)
_LAST = Statement("SELECT coalesce(max(id), 0) AS last FROM person")


async def count_ways(addressees: Addressees, *, by_mass: bool = False, now: datetime) -> dict[str, int]:
    """People by `WAYS`, each in it; together they are the audience. `by_mass`: of a notice that goes out by tag."""
    tally: Counter[str] = Counter()
    row = await _LAST.row()
    for first in range(0, (row["last"] if row else 0) + 1, PIECE):
        for found in await _rows(addressees, first, min(first + PIECE - 1, LAST_ID), by_mass, now):
            tally[found["way"]] += found["people"]
        await asyncio.sleep(0)
    return {way: tally[way] for way in WAYS}


async def _rows(
    addressees: Addressees, first: int, last: int, by_mass: bool, now: datetime
) -> list[dict[str, Any]]:
    count = _COUNT_SAME if addressees.corrects else _COUNT
    return await count.rows(*addressees.values(first, last), *_facts(in_use(), by_mass, now).values())


def _facts(ways: Ways, by_mass: bool, now: datetime) -> Mapping[str, Any]:
    message, event = ways.limits.after_message, ways.limits.after_event
    return {
        "app": ways.app,
        "mini_app": ways.mini_app,
        "open": " ".join(sorted(ways.channels - {Channel.CUSTOMER})),
        "message_since": now - message.lasts,
        "message_count": message.count,
        "event_since": now - event.lasts,
        "event_count": event.count,
        "by_mass": by_mass,
        "month_began": month_began(now),
    }
