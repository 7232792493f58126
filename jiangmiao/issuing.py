"""A page of certificates: the database issues the next while a thread still prints the last."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from domain.certificates import RequirementsMissing
from texts import command_certificates
from texts.refusals_certificates import missing
from usecases.issuable import Candidate
from usecases.issue_certificate import Issued

from .control import Report
from .operation_tools import Arguments

# Certificates that are issued and not yet printed; more would only pile up before the one printer.
AHEAD = 2
# How often progress is told.
EVERY = 10

Issue = Callable[[Candidate], Awaitable[Issued]]
Print = Callable[[Issued], Awaitable[Arguments]]


@dataclass
class Page:
    """One page of candidates; `done` of all `total` were dealt with before it."""

    candidates: Sequence[Candidate]
    done: int
    total: int
    skipped: list[Arguments] = field(default_factory=list)

    async def issue(self, issue: Issue, printed: Print, report: Report) -> list[Arguments]:
        """What `printed` says of each, in their order; whom a requirement fails stands in `skipped`."""
        printing: list[asyncio.Task[Arguments]] = []
        try:
            for number, candidate in enumerate(self.candidates, self.done + 1):
                issued = await self._issued(issue, candidate)
                if issued:
                    printing.append(asyncio.ensure_future(printed(issued)))
                if len(printing) > AHEAD:
                    await printing[-AHEAD - 1]
                if number % EVERY == 0 or number == self.total:
                    report(command_certificates.progress(number, self.total))
            return [await task for task in printing]
        finally:
            await asyncio.gather(*printing, return_exceptions=True)

    async def _issued(self, issue: Issue, candidate: Candidate) -> Issued | None:
        try:
            return await issue(candidate)
        except RequirementsMissing as refusal:
            why = missing(refusal.missing, refusal.lesson_minutes)
            self.skipped.append({"name": candidate.name, "missing": why})
            return None
