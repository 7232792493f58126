"""What the repository says of itself: its settings, its lock, and nothing of the machine it was written on."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from pydantic import SecretStr

from jiangmiao.settings import PREFIX, Settings
from tests.house.source import ROOT, files

HERE = Path(__file__).resolve()
FOREIGN = re.compile(
    # A host of a package index, an address of a mirror, a path of one machine, what is left to do.
    r"py[p]i\.[a-z]|python[h]osted|npm[j]s|mirrors?\.[a-z]+\.|/r[o]ot/|/w[o]rk/|/t[m]p/v/|/home/[a-z]|\.\./sh[a]red"
    r"|\b(?:TODO|FIXME|XXX)\b|raise NotImplementedError|\bissues? #?\d",
)


def example() -> list[tuple[str, str, str]]:
    """The settings of .env.example: the comment's last line, the name and the value."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = [
        (before, line) for before, line in zip(["", *lines], lines, strict=False) if line.startswith(PREFIX)
    ]
    return [(before, *line.split("=", 1)) for before, line in pairs]


def shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.get_secret_value() if isinstance(value, SecretStr) else value)


def test_the_example_equals_the_settings():
    defaults = {
        f"{PREFIX}{name.upper()}": shown(field.default) for name, field in Settings.model_fields.items()
    }
    assert {name: value for _, name, value in example()} == defaults


def test_the_example_says_of_each_setting_why():
    assert [name for why, name, _ in example() if not why.startswith("# ")] == []


def test_the_example_can_be_read_as_it_is(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    read = Settings(_env_file=ROOT / ".env.example", environment="development")
    assert read == Settings(_env_file=None, environment="development")


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return {re.split(r"[^A-Za-z0-9.-]", name)[0].lower() for name in wanted}


def locked() -> dict[str, int]:
    """Each package of the lock with the number of its hashes."""
    parts = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    return {part.split("==")[0]: part.count("--hash=sha256:") for part in parts}


def test_the_lock_holds_every_declared_package_with_hashes():
    assert declared() - locked().keys() == set()
    assert [name for name, hashes in locked().items() if not hashes] == []


def test_nothing_is_left_undone_and_no_machine_or_registry_is_named():
    found = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()}"
        for path in files()
        if path.resolve() != HERE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FOREIGN.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_the_scripts_can_be_started_and_read_by_their_shells(script):
    path = ROOT / script
    shell = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("#!").split()[-1].rsplit("/")[-1]
    assert path.stat().st_mode & 0o111
    subprocess.run([shell, "-n", path], check=True)
