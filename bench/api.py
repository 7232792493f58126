"""The mini-program's queue in a city: mentors ask for what waits, 50 a second on one core.

    python -m bench.api [--apprentices 100000] [--entries 5000000] [--seconds 20] [--postgres]

The bar: 99 of 100 answers within 100 ms. Each apprentice has four entries that wait, each mentor ten apprentices.
"""

import argparse
from datetime import UTC, datetime

from bench.callback import CONNECTIONS, prepare, server, show, store
from bench.load import pace
from bench.pages import MOST_MILLISECONDS, PER_SECOND, in_a_city, let_some_wait, spread
from jiangmiao import database as databases
from models.people import Identity
from usecases.api_sessions import begin_session

MENTORS = 200
PATH = "/api/v1/queue"


def ask(token: str) -> bytes:
    return f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


async def signed_in(url: str, mentors: range) -> list[bytes]:
    """The requests of as many mentors as ask, far apart among all."""
    now = datetime.now(UTC)
    async with databases.opened(url):
        chosen = sorted(set(spread(mentors, MENTORS)))
        accounts = await Identity.filter(person_id__in=chosen).values_list("id", "person_id")
        return [ask((await begin_session(*account, now=now)).access) for account in accounts]


async def measure(arguments: argparse.Namespace) -> None:
    with store(arguments.postgres) as url:
        people = await prepare(url, arguments.apprentices, arguments.entries)
        await let_some_wait(url, arguments.entries // arguments.apprentices)
        requests = await signed_in(url, range(1, people.start))
        async with server("service", url) as at:
            for seconds in (2, arguments.seconds):
                asked = [requests[n % len(requests)] for n in range(PER_SECOND * seconds)]
                result = await pace(at.port, asked, PER_SECOND, CONNECTIONS, b'"waiting_since"')
        show(f"{PATH} at {PER_SECOND}/s", result)
        late = result.percentile(99) * 1000 > MOST_MILLISECONDS
        print("above the bar" if late or result.failures else "within the bar")


if __name__ == "__main__":
    in_a_city(measure, __doc__)
