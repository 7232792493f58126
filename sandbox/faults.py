"""Faults on demand: what the platform does on its bad days, for one API path or for all."""

from collections.abc import Callable
from dataclasses import dataclass

KINDS = {
    "errcode": "返回错误码",
    "http500": "返回 HTTP 500",
    "html": "返回网页而不是 JSON",
    "slow": "很慢（秒）",
    "silent": "一直不回答",
    "lost": "已执行，但回答丢失",
    "half": "回答只到一半",
    "callback_twice": "回调：同时投递两次",
    "callback_delay": "回调：推迟投递（秒）",
}


@dataclass(eq=False)
class Fault:
    """`path` is an API path or `*`; `left` counts the calls it still hits, None means until switched off."""

    kind: str
    path: str = "*"
    errcode: int = -1
    seconds: float = 0.0
    left: int | None = None


class Faults:
    """The faults now switched on, oldest first; each call meets the first that fits."""

    def __init__(self) -> None:
        self.active: list[Fault] = []

    def add(
        self, kind: str, path: str = "*", *, errcode: int = -1, seconds: float = 0.0, times: int | None = None
    ) -> Fault:
        """Switch a fault on; `kind` is a key of KINDS."""
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}")
        fault = Fault(kind, path, errcode, seconds, times)
        self.active.append(fault)
        return fault

    def errcode(self, code: int, path: str = "*", times: int | None = None) -> Fault:
        """Answer with this error code without executing the call."""
        return self.add("errcode", path, errcode=code, times=times)

    def remove(self, fault: Fault) -> None:
        self.active = [one for one in self.active if one is not fault]

    def clear(self) -> None:
        self.active.clear()

    def take(self, path: str) -> Fault | None:
        """The fault this API call meets, counted down."""
        return self._use(lambda fault: not fault.kind.startswith("callback") and fault.path in ("*", path))

    def callback_twice(self) -> bool:
        return self._use(lambda fault: fault.kind == "callback_twice") is not None

    def callback_delay(self) -> float:
        """Seconds the next callback is held back."""
        fault = self._use(lambda fault: fault.kind == "callback_delay")
        return fault.seconds if fault else 0.0

    def _use(self, fits: Callable[[Fault], bool]) -> Fault | None:
        fault = next((one for one in self.active if fits(one)), None)
        if fault and fault.left is not None:
            fault.left -= 1
            if fault.left <= 0:
                self.remove(fault)
        return fault
