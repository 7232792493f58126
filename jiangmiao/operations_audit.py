"""checkpoint, by the operator of the service."""

from usecases.checkpoint_trail import checkpoint_trail

from .control import Report
from .operation_tools import Arguments, Tools


async def checkpoint(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes nothing; writes one though nothing has happened since the last. `size` is 0 for an empty trail."""
    found = await checkpoint_trail(tools.checkpoints, now=tools.clock(), always=True)
    folders = [str(folder) for folder in tools.checkpoints]
    if found is None:
        return {"size": 0, "folders": folders}
    return {"size": found.size, "root": found.root, "at": found.at, "key": found.kid, "folders": folders}
