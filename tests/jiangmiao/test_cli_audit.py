"""verify-audit, checkpoint and prove-entry: what the operator and an auditor do with the trail."""

import asyncio
import json

import pytest
from tortoise.connection import get_connection

from domain.merkle import is_included, leaf_hash
from domain.organizations import OrganizationKind
from jiangmiao import carry_out, cli
from jiangmiao.database import known_migrations, opened
from models import secrecy
from models.audit import AuditEntry
from models.organizations import Organization
from tests.cast import NOON
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle
from tests.trails import tamper
from usecases.begin_trail import begin_anew
from usecases.seal_trail import seal_trail

DEADLINE = ("deadline", "add", "--day", "2026-12-31", "--title", "设备年检")


@pytest.fixture
def firm(tmp_path, monkeypatch, database_url):
    settle(tmp_path, monkeypatch, database_url=database_url, checkpoints="here", checkpoints_copy="there")
    monkeypatch.setattr(carry_out, "clock", lambda: NOON)
    in_database(database_url, _settle)
    assert cli.run(DEADLINE) == 0
    return database_url


async def _settle():
    await Organization.create(name="海晟智能装备", kind=OrganizationKind.ENTERPRISE)
    await begin_anew(now=NOON)


def in_database(url, work):
    async def run():
        secrecy.use(SECRET)
        async with opened(url):
            return await work()

    return asyncio.run(run())


def said(capsys, *words):
    """Exit code, and what was said."""
    capsys.readouterr()
    code = cli.run(words)
    return code, capsys.readouterr().out


RENAME = "UPDATE tortoise_migrations SET name = '{1}' WHERE name = '{0}'"


def test_a_database_of_an_older_version_is_to_be_migrated_first(firm, capsys):
    newest = known_migrations()[-1]

    async def rename(before, after):
        await get_connection("default").execute_query(RENAME.format(before, after))

    in_database(firm, lambda: rename(newest, "unknown"))
    try:
        for words in (("verify-audit",), ("prove-entry", "1")):
            assert cli.run(words) == 2
            assert "还差 1 步更新" in capsys.readouterr().err
    finally:
        in_database(firm, lambda: rename("unknown", newest))


def test_a_whole_trail_says_so_and_names_the_key(firm, capsys):
    code, text = said(capsys, "checkpoint")
    assert code == 0
    assert "已写检查点：3 条留痕" in text
    code, text = said(capsys, "verify-audit")
    assert code == 0
    assert "没有发现绕过程序的改动。签名密钥：" in text


def test_nothing_new_since_the_checkpoint_is_no_all_clear(firm, capsys):
    said(capsys, "checkpoint")
    code, text = said(capsys, "verify-audit", "--since-checkpoint")
    assert code == 0
    assert "没有发现" not in text
    assert "更早的这次没有检查" in text


def test_a_checkpoint_stands_in_both_folders(firm, capsys, tmp_path):
    said(capsys, "checkpoint")
    (here,), (there,) = (tmp_path / "here").iterdir(), (tmp_path / "there").iterdir()
    assert here.read_text() == there.read_text()
    assert json.loads(here.read_text())["size"] == 3


def test_a_changed_row_is_named_and_the_exit_code_says_so(firm, capsys):
    said(capsys, "checkpoint")
    in_database(firm, lambda: tamper(firm, "UPDATE deadline SET day = '2027-12-31'"))
    code, text = said(capsys, "verify-audit")
    assert code == 1
    assert "期限（deadline）第 1 号：被改过" in text
    code, text = said(capsys, "verify-audit", "--since-checkpoint", "--json")
    assert (code, json.loads(text)["found"]) == (0, 0)
    code, text = said(capsys, "verify-audit", "--json")
    assert code == 1
    assert json.loads(text)["tamperings"] == [{"table": "deadline", "row_id": 1, "deed": "edited", "upto": 0}]


def test_what_an_older_backup_looks_like_is_told_with_the_folders_to_look_into(firm, capsys):
    """Cut off behind the checkpoint's back, as the rows are that a restore puts in their place."""
    said(capsys, "checkpoint")
    in_database(firm, lambda: tamper(firm, "DELETE FROM audit_seal WHERE id = 3"))
    code, told = said(capsys, "verify-audit")
    assert code == 1
    assert "如果刚恢复过备份：here、there 中 3 条及以上的检查点比备份新" in told


def test_without_a_checkpoint_it_says_what_cannot_be_known(firm, capsys):
    code, text = said(capsys, "verify-audit")
    assert code == 0
    assert "还没有检查点" in text


def test_an_entry_is_proved_to_whoever_has_the_checkpoint(firm, capsys):
    said(capsys, "checkpoint")
    number = in_database(firm, lambda: AuditEntry.get(event="deadline.set")).id
    code, text = said(capsys, "prove-entry", str(number), "--json")
    proof = json.loads(text)
    path = [bytes.fromhex(step) for step in proof["path"]]
    leaf = leaf_hash(proof["text"].encode())
    assert code == 0
    assert "deadline.set" in proof["text"]
    assert leaf.hex() == proof["leaf"]
    root = bytes.fromhex(proof["checkpoint"]["root"])
    assert is_included(leaf, proof["index"], proof["size"], path, root)
    assert proof["size"] == proof["checkpoint"]["size"]


def test_an_entry_is_proved_without_a_checkpoint_too(firm, capsys):
    in_database(firm, seal_trail)
    code, text = said(capsys, "prove-entry", "1")
    assert code == 0
    assert "还没有检查点包括它" in text


def test_an_unknown_entry_is_refused_in_a_sentence(firm, capsys):
    assert cli.run(("prove-entry", "99")) == 2
    assert "没有编号为 99 的留痕" in capsys.readouterr().err


def test_no_checkpoint_is_put_on_top_of_a_rewritten_trail(firm, capsys):
    said(capsys, "checkpoint")
    in_database(firm, lambda: tamper(firm, "UPDATE audit_seal SET chain = leaf WHERE id = 3"))
    assert cli.run(("checkpoint",)) == 2
    assert "数据库里的留痕与第 3 条的检查点对不上" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(firm, capsys, tmp_path):
    (tmp_path / "there").write_text("a file, not a folder")
    assert cli.run(("checkpoint",)) == 2
    assert "检查点写不到 there" in capsys.readouterr().err
