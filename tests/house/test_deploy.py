"""The examples of docs/deploy can be read by their programs, and name commands that exist."""

import configparser
import re
import shutil
import subprocess

import pytest

from bench.nginx import adapted, make_certificate
from handlers.api.routing import PREFIX
from handlers.api.table import API
from handlers.pages import table
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


def test_the_proxy_lets_every_form_with_a_file_pass():
    text = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    (place,) = re.findall(r"location ~ (\S+) \{[^}]*client_max_body_size 11m", text)
    forms = [PREFIX + route.path for route in API.routes if route.receives]
    forms += [page.path for page in table() if page.most]
    assert len(forms) == 2
    assert [path for path in forms if not re.search(place, re.sub(r"\{.*?\}(?=/|$)", "128", path))] == []


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_itself_takes_the_example_for_two_machines(tmp_path):
    make_certificate(tmp_path)
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(adapted([8081, 8082], 8443, tmp_path), encoding="utf-8")
    command = ["nginx", "-t", "-p", tmp_path, "-c", configuration, "-e", tmp_path / "error.log"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "test is successful" in tried.stderr, tried.stderr
    assert "[warn]" not in tried.stderr.replace('"user" directive', "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_itself_takes_the_units(tmp_path):
    for path in [*FOLDER.glob("*.service"), *FOLDER.glob("*.timer")]:
        text = path.read_text(encoding="utf-8").replace("/srv/jiangmiao/.venv/bin/jiangmiao", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", *sorted(tmp_path.iterdir())]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (tried.returncode, tried.stderr) == (0, "")
