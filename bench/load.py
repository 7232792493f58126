"""A load generator lean enough to share the machine: prebuilt requests on kept connections."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Result:
    """Seconds; `latencies` in the order of completion."""

    elapsed: float
    latencies: list[float]
    failures: int

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.elapsed

    def percentile(self, percent: int) -> float:
        return quantiles(self.latencies, n=100, method="inclusive")[percent - 1]


def request(host: str, path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


# What a sealed answer of the callback holds.
SEALED = b"<Encrypt>"


async def saturate(port: int, requests: Sequence[bytes], connections: int) -> Result:
    """All requests as fast as the server takes them over so many connections."""
    waiting = iter(requests)
    latencies: list[float] = []
    failures = 0

    async def run() -> None:
        nonlocal failures
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for raw in waiting:
            begun = time.perf_counter()
            writer.write(raw)
            # Apart: `+=` would read the count before it waits, and lose what others count meanwhile.
            answered = await _answered(reader)
            failures += not answered
            latencies.append(time.perf_counter() - begun)
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(run() for _ in range(connections)))
    return Result(time.perf_counter() - begun, latencies, failures)


async def pace(
    port: int, requests: Sequence[bytes], per_second: int, connections: int, holds: bytes = SEALED
) -> Result:
    """Requests at fixed moments, whether or not earlier ones are answered; latency from that moment.

    An answer that does not hold these bytes has failed.
    """
    pool: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(connections):
        pool.put_nowait(await asyncio.open_connection("127.0.0.1", port))
    latencies: list[float] = []
    failures = 0
    begun = time.perf_counter()

    async def send(raw: bytes, moment: float) -> None:
        nonlocal failures
        reader, writer = await pool.get()
        writer.write(raw)
        answered = await _answered(reader, holds)
        failures += not answered
        latencies.append(time.perf_counter() - moment)
        pool.put_nowait((reader, writer))

    tasks = []
    for number, raw in enumerate(requests):
        moment = begun + number / per_second
        await asyncio.sleep(max(moment - time.perf_counter(), 0))
        tasks.append(asyncio.create_task(send(raw, moment)))
    await asyncio.gather(*tasks)
    while not pool.empty():
        pool.get_nowait()[1].close()
    return Result(time.perf_counter() - begun, latencies, failures)


async def _answered(reader: asyncio.StreamReader, holds: bytes = SEALED) -> bool:
    """Read one response; whether it was a 200 with what it should hold."""
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    start = lowered.index(b"content-length:") + 15
    body = await reader.readexactly(int(lowered[start : lowered.index(b"\r\n", start)]))
    return head.startswith(b"HTTP/1.1 200") and holds in body
