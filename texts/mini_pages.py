"""Which page of the mini-program shows what a phone page shows."""

import re

# Whatever has no page of its own there is read in the messages.
INBOX = "pages/inbox/index"
PAGES = {
    r"/m/queue": "pages/queue/index",
    r"/m/progress": "pages/progress/index",
    r"/m/today": "pages/log/index",
    r"/m/entries/([0-9]+)": r"pages/entry/index?number=\1",
    r"/m/notices/([0-9]+)": r"pages/notice/index?number=\1",
    r"/v/.+": "pages/certificates/index",
}


def mini_page(path: str) -> str:
    """The page with its parameters, as a subscription message names it; `path` is a `Wording`'s."""
    pages = (found.expand(page) for known, page in PAGES.items() if (found := re.fullmatch(known, path)))
    return next(pages, INBOX)
