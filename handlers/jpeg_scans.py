"""How a JPEG is stored: in one scan, or in several of which each takes as long to read as the whole picture."""

import re

# A marker (ITU-T T.81, B.1.1.2); FF 00 is a byte of the picture, FF D0 to D7 stand within a scan. Other ways to write
# the pattern take thirty times as long.
_MARKER = re.compile(rb"\xff[\x02-\xcf\xd8-\xfe]")
END, START_OF_SCAN = 0xD9, 0xDA


def count_scans(content: bytes) -> int:
    """Those of the picture itself, not of a smaller one or a film that was packed with it; 0 in what is no JPEG."""
    scans, at = 0, 2
    while marker := _MARKER.search(content, at):
        if marker[0][1] == END:
            break
        scans += marker[0][1] == START_OF_SCAN
        # The segment's length counts itself.
        at = marker.end() + int.from_bytes(content[marker.end() : marker.end() + 2], "big")
    return scans
