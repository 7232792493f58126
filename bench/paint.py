"""When a slow phone shows something: the first contentful paint of the pages that people open most.

    python -m bench.paint [--rounds 9] [--slower 4]

The bar: 1 s on what Lighthouse calls slow 4G (150 ms a round trip, 1.6 Mbit/s) with a processor four times slower
than this one, on a phone that keeps nothing yet and whose connection must still be opened (TCP and TLS). The clock
starts when the signed-in person opens the page; what WeChat itself does before that is not in it. The fastest round is
printed beside the middle one, since other programs on the machine can only delay. Needs Chromium.
"""

import argparse
import asyncio
import shutil
from datetime import UTC, datetime
from statistics import median

from playwright.async_api import Browser, async_playwright

from bench.callback import prepare, server, store
from bench.pages import MONTH, PROGRESS, QUEUE, TODAY, cookie, let_some_wait
from bench.slow_line import slow_line

MOST_MILLISECONDS = 1000
APPRENTICES, ENTRIES = 1000, 40_000
PHONE = {"width": 375, "height": 667}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (one.name === "first-contentful-paint") done(one.startTime);
}).observe({ type: "paint", buffered: true }))"""


async def measure(arguments: argparse.Namespace) -> None:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    with store(postgres=False) as url:
        people = await prepare(url, APPRENTICES, ENTRIES)
        await let_some_wait(url, ENTRIES // APPRENTICES)
        async with server("service", url) as at, slow_line(at.port) as port, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            for path, person in ((TODAY, people[0]), (MONTH, people[0]), (QUEUE, 1), (PROGRESS, people[0])):
                await _paint(browser, f"http://127.0.0.1:{port}{path}", person, arguments)
            await browser.close()


async def _paint(browser: Browser, address: str, person: int, arguments: argparse.Namespace) -> None:
    rounds = [await _visit(browser, address, person, arguments.slower) for _ in range(arguments.rounds)]
    verdict = "within the bar" if median(rounds) <= MOST_MILLISECONDS else "above the bar"
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    print(f"/{path:12} {median(rounds):5.0f} ms, fastest {min(rounds):5.0f} ms  {verdict}", flush=True)


async def _visit(browser: Browser, address: str, person: int, slower: float) -> float:
    """Milliseconds to the first paint on a phone that was never here."""
    context = await browser.new_context(viewport=PHONE, device_scale_factor=2, locale="zh-CN")
    name, _, value = cookie(person).partition("=")
    await context.add_cookies([{"name": name, "value": value, "url": address}])
    page = await context.new_page()
    line = await context.new_cdp_session(page)
    await line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    await page.goto(address)
    painted = float(await page.evaluate(PAINTED))
    await context.close()
    return painted


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--slower", type=float, default=4)
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    asyncio.run(measure(parser.parse_args()))
