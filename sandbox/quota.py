"""Daily quotas for each API path; the day turns at midnight in China."""

from collections import Counter
from collections.abc import Callable

DEFAULT = 100_000
STABLE = "/cgi-bin/stable_token"
DAILY = {
    "/cgi-bin/token": 2000,
    STABLE: 500_000,
    "/cgi-bin/menu/create": 1000,
    "/cgi-bin/menu/get": 10_000,
    "/cgi-bin/menu/delete": 1000,
    "/cgi-bin/media/upload": 100_000,
    "/cgi-bin/media/get": 200_000,
    "/cgi-bin/message/custom/send": 500_000,
    "/cgi-bin/message/template/send": 100_000,
    "/cgi-bin/message/mass/sendall": 100,
    "/cgi-bin/message/mass/send": 100,
    "/cgi-bin/qrcode/create": 100_000,
    "/cgi-bin/user/get": 500,
    "/cgi-bin/user/info": 5_000_000,
}
FREE = {"/cgi-bin/clear_quota", "/cgi-bin/openapi/quota/get"}
CLEARS_A_MONTH = 10
CHINA = 8 * 3600


class Quota:
    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.limits = dict(DAILY)
        self.used: Counter[str] = Counter()
        self.day = self._today()
        self.clears: list[float] = []

    def limit(self, path: str) -> int:
        return self.limits.get(path, DEFAULT)

    def spend(self, path: str) -> bool:
        """Count one call; False when the day's quota is used up."""
        if self._today() != self.day:
            self.day = self._today()
            self.used.clear()
        if path in FREE or path.startswith("/sns/"):
            return True
        if self.used[path] >= self.limit(path):
            return False
        self.used[path] += 1
        return True

    def exhaust(self, path: str) -> None:
        """As though the day's last call of this path had just been made."""
        self.used[path] = self.limit(path)

    def clear(self) -> bool:
        """Start the day anew; False after ten times in thirty days."""
        now = self.clock()
        self.clears = [at for at in self.clears if at > now - 30 * 86400]
        if len(self.clears) >= CLEARS_A_MONTH:
            return False
        self.clears.append(now)
        self.used.clear()
        return True

    def _today(self) -> int:
        return int(self.clock() + CHINA) // 86400
