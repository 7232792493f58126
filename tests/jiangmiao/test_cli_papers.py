"""papers: what is in policies/, and what is wrong there, before anything starts."""

import json

import pytest

from jiangmiao import cli, cli_papers
from tests.cast import NOON
from tests.jiangmiao.commanding import settle
from usecases import policies


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Other papers than the service's own, for one test."""
    settle(tmp_path, monkeypatch)
    monkeypatch.setattr(policies, "FOLDER", tmp_path)
    monkeypatch.setattr(cli_papers, "clock", lambda: NOON)
    policies.paper_files.cache_clear()
    yield tmp_path
    policies.paper_files.cache_clear()


def paper(folder, name: str, **facts: str) -> None:
    said = {"title": '"通知"', "number": f'"{name}号"', "in_force_from": "2022-10-31", **facts}
    text = "".join(f"{key} = {value}\n" for key, value in said.items())
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_papers_are_listed_with_their_standing(folder, capsys):
    paper(folder, "a")
    paper(folder, "b", in_force_until="2025-12-31")
    paper(folder, "c", in_force_from="2027-01-01")
    assert cli.run(["papers", "--json"]) == 0
    found = {line["file"]: line["state"] for line in json.loads(capsys.readouterr().out)}
    assert found == {"a.toml": "in_force", "b.toml": "lapsed", "c.toml": "to_come"}
    assert cli.run(["papers"]) == 0
    assert "已失效" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["papers", "serve"])
def test_a_slip_in_a_file_stops_the_start_with_its_place(folder, capsys, command):
    paper(folder, "a", in_force_til="2026-12-31")
    assert cli.run([command]) == 2
    assert capsys.readouterr().err.strip() == (
        "政策文件 policies/a.toml 不能用：不认识“in_force_til”这一项，请检查拼写。"
    )
