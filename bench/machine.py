"""One machine of a measurement: `python -m bench.machine serve SECONDS`, its clock so far ahead of the real one.

Everything else is `jiangmiao serve` or `jiangmiao work` as an operator runs it, set by its environment.
"""

import sys
from datetime import UTC, datetime, timedelta

from jiangmiao import carry_out


def run(command: str, seconds: float) -> int:
    ahead = timedelta(seconds=seconds)
    carry_out.clock = lambda: datetime.now(UTC) + ahead
    # Only now, because what is imported takes the clock with it.
    from jiangmiao import cli

    return cli.run([command])


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], float(sys.argv[2])))
