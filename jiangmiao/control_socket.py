"""Where the control socket stands: private, short enough, and freed of what a killed service left."""

import hashlib
import os
import socket
import stat
from pathlib import Path

# sun_path holds 104 bytes on macOS and 108 on Linux, with a zero at the end.
LONGEST_PATH = 100
PROBE_SECONDS = 1.0


class SocketTaken(Exception):
    """Another service listens there, or the path is something else than a socket."""


def address(path: Path) -> Path:
    """Where the socket named `path` stands: there, or in a private folder of /tmp where that name is too long.

    Both sides find the same place without talking to each other.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links and differ between sides
    if len(os.fsencode(whole)) <= LONGEST_PATH:
        return whole
    name = hashlib.sha256(os.fsencode(whole)).hexdigest()[:32]
    return _private_folder() / f"{name}.sock"


def listen(place: Path) -> socket.socket:
    """A bound socket that only this user can connect to. Raises `SocketTaken`."""
    if place.parent == _private_folder():
        _make_private(place.parent)
    _clear(place)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind(str(place))
        # Nobody can connect before the server listens, so the rights are in force from the first moment.
        place.chmod(0o600)
    except OSError:
        listener.close()
        raise
    return listener


def _private_folder() -> Path:
    # Whose it is, _make_private looks at.
    return Path(f"/tmp/jiangmiao-{os.geteuid()}")  # nosec B108


def _make_private(folder: Path) -> None:
    """A folder in /tmp must be ours alone. Raises `SocketTaken`."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise SocketTaken(str(folder))


def _clear(place: Path) -> None:
    """Remove what a killed service left behind, and nothing else."""
    try:
        kind = place.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(kind):
        raise SocketTaken(str(place))
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(PROBE_SECONDS)
        try:
            probe.connect(str(place))
        except ConnectionRefusedError:
            place.unlink()
            return
        except OSError as unclear:
            raise SocketTaken(str(place)) from unclear
    raise SocketTaken(str(place))
