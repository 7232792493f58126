"""What one sandbox needs to know: the account's secrets, where to listen, how patient to be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SandboxSettings:
    """The account as the platform's console shows it. An empty `aes_key` means plaintext callbacks.

    `retry_seconds` lies between the starts of two deliveries of one callback, `timeout_seconds` ends one
    delivery, and `finish_seconds` lies between an accepted send and its result event.
    """

    app_id: str
    app_secret: str
    token: str
    aes_key: str = ""
    account: str = "gh_sandbox0001"
    callback_url: str = ""
    host: str = "127.0.0.1"
    port: int = 0
    retry_seconds: float = 5.0
    timeout_seconds: float = 5.0
    finish_seconds: float = 1.0
    title: str = "匠苗"
    mini_app_id: str = ""
    mini_app_secret: str = ""
