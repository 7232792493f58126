"""The floors: each imports only those below it."""

import ast
import sys

from importlinter import configuration
from importlinter.application.use_cases import lint_imports

from tests.house.source import ROOT, Source, sources

SANDBOX_STANDS_ON = {"sandbox", "aiohttp", "cryptography", "multidict", "yarl", "qrcode", "PIL", "zxingcpp"}


def imported(source: Source) -> set[str]:
    """The top-level packages that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def test_the_contracts_of_the_floors_are_kept():
    # Its command line would do the same, and silence the loggers of every other test.
    configuration.configure()
    assert lint_imports(str(ROOT / "pyproject.toml"), cache_dir=None, no_logo=True)


def test_rules_stand_on_the_standard_library_alone():
    strangers = {
        source.name: found
        for source in sources("domain")
        if (found := imported(source) - sys.stdlib_module_names - {"domain"})
    }
    assert strangers == {}


def test_the_sandbox_shares_no_library_of_wechat_with_the_service():
    strangers = {
        source.name: found
        for source in sources("sandbox")
        if (found := imported(source) - sys.stdlib_module_names - SANDBOX_STANDS_ON)
    }
    assert strangers == {}
