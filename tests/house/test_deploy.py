"""The examples of docs/deploy can be read by their programs, and name commands that exist."""

import configparser
import re

import pytest

from jiangmiao import cli
from tests.house.source import ROOT

FOLDER = ROOT / "docs" / "deploy"
KNOWN = {command.name for command in cli.app.registered_commands}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.service")), ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists(path):
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str
    unit.read(path, encoding="utf-8")
    assert set(re.findall(r"bin/jiangmiao (\w+)", unit["Service"]["ExecStart"])) <= KNOWN
    assert "bin/jiangmiao" in unit["Service"]["ExecStart"]


def test_the_compose_file_names_commands_that_exist():
    named = re.findall(
        r"command: \[jiangmiao, (\w+)\]", (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    )
    assert sorted(named) == ["migrate", "serve", "work"]
    assert set(named) <= KNOWN


def test_the_braces_of_the_proxy_close():
    text = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    assert all(
        line.rstrip().endswith((";", "{", "}")) for line in text.splitlines() if line.split("#")[0].strip()
    )
