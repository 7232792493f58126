"""A local WeChat for development and tests: the platform's API, its callbacks, and phones in a browser.

It imports nothing of the service it talks to, so the two cannot share a mistake.
"""

from sandbox.bubbles import Bubble, Received
from sandbox.phone import Phone
from sandbox.server import Sandbox
from sandbox.settings import SandboxSettings

__all__ = ["Bubble", "Phone", "Received", "Sandbox", "SandboxSettings"]
