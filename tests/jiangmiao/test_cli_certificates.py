"""issue, and certificate list, show, suspend, restore, revoke, reissue, at the command line."""

import asyncio
import hashlib
import json
from pathlib import Path

import pytest

from jiangmiao import carry_out, cli
from jiangmiao.database import opened
from models import secrecy
from models.grading import Assessment
from models.people import Person
from tests.cast import NOON
from tests.cast import shop as make_shop
from tests.certified import decided
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle

KIND = ("--kind", "学徒培训合格证书")


@pytest.fixture
def phones(tmp_path, monkeypatch, database_url) -> dict[str, str]:
    """林子轩 passed with all hours, 黄雨桐 lacks theory; phones by name."""
    settle(
        tmp_path,
        monkeypatch,
        database_url=database_url,
        files=str(tmp_path / "kept"),
        public_url="https://jm.example",
    )
    monkeypatch.setattr(carry_out, "clock", lambda: NOON)
    return asyncio.run(_settle(database_url))


async def _settle(url: str) -> dict[str, str]:
    secrecy.use(SECRET)
    async with opened(url):
        shop = await make_shop.__wrapped__(url)
        await decided(shop, shop.lin)
        await decided(shop, shop.huang, minutes={"practice": 14400})
        return {person.name: person.phone for person in await Person.all()}


def typed(capsys, *words: str) -> tuple[int, str, str]:
    code = cli.run(words)
    said = capsys.readouterr()
    return code, said.out.strip(), said.err.strip()


def issue(capsys, *words: str) -> list[dict[str, str]]:
    code, out, _ = typed(capsys, "issue", *KIND, "--out", "out", "--json", *words)
    assert code == 0
    return json.loads(out)


def digest(line: dict[str, str]) -> str:
    return hashlib.sha256(Path(line["pdf"]).read_bytes()).hexdigest()


def test_all_who_passed_get_theirs_and_the_others_are_named(phones, capsys):
    code, out, err = typed(capsys, "issue", *KIND, "--all-passed", "--out", "out")
    assert code == 0
    assert "颁发了 1 张证书。PDF 在 out。" in out
    assert "https://jm.example/v/" in out
    assert (
        "没有颁发给黄雨桐：学时不足：理论差 200学时、岗位差 800学时、公共实训差 60学时、安全差 20学时。"
        in err
    )
    assert [path.name for path in Path("out").iterdir()] == [f"{out.split()[6]}.pdf"]


def test_issuing_again_issues_nothing_new_and_gives_the_same_files(phones, capsys):
    first = issue(capsys, "--all-passed")
    again = issue(capsys, "--phone", phones["林子轩"])
    assert [line["new"] for line in (*first, *again)] == [True, False]
    assert first[0]["url"] == f"https://jm.example/v/{first[0]['code']}"
    assert {digest(first[0]), digest(again[0])} == {digest(first[0])}


def test_a_lost_file_comes_back_with_the_same_bytes(phones, capsys):
    before = issue(capsys, "--all-passed")[0]
    whole = digest(before)
    for kept in Path("kept").rglob("*.pdf"):
        kept.unlink()
    assert digest(issue(capsys, "--all-passed")[0]) == whole
    next(Path("kept").rglob("*.pdf")).write_bytes(b"%PDF altered")
    assert digest(issue(capsys, "--all-passed")[0]) == whole


def test_one_who_lacks_something_reads_what(phones, capsys):
    code, _, err = typed(capsys, "issue", *KIND, "--phone", phones["黄雨桐"], "--out", "out")
    assert (code, err.startswith("没有颁发黄雨桐的学徒培训合格证书：学时不足：理论差 200学时")) == (2, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((*KIND, "--out", "out"), "请写 --phone 手机号，或者 --all-passed，二选一。"),
        (("--kind", "奖状", "--all-passed", "--out", "out"), "没有“奖状”这种证书。"),
        ((*KIND, "--phone", "13900000000", "--out", "out"), "没有找到这个人"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told_in_a_sentence(phones, capsys, words, sentence):
    code, out, err = typed(capsys, "issue", *words)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)


def test_nobody_has_passed(phones, capsys):
    code, out, _ = typed(capsys, "issue", "--kind", "职业技能等级证书", "--all-passed", "--out", "out")
    assert (code, out) == (0, "没有可以颁发职业技能等级证书的人：还没有合格的评价结果。")


def test_when_all_who_passed_lack_something_it_is_not_said_that_nobody_passed(phones, database_url, capsys):
    async def lin_did_not_pass() -> None:
        async with opened(database_url):
            await Assessment.filter(apprenticeship__person__name="林子轩").delete()

    asyncio.run(lin_did_not_pass())
    code, out, err = typed(capsys, "issue", *KIND, "--all-passed", "--out", "out")
    assert (code, out) == (0, "没有可以颁发学徒培训合格证书的人：评价合格的 1 人条件还不齐。")
    assert "没有颁发给黄雨桐" in err


def test_a_certificate_goes_through_its_states_in_the_name_of_an_administrator(phones, capsys):
    number = issue(capsys, "--all-passed")[0]["number"]
    because = ("--reason", "姓名有误", "--by", phones["周敏"])

    def said(*words: str) -> str:
        code, out, err = typed(capsys, "certificate", *words)
        assert (code, err) == (0, "")
        return out

    assert said("suspend", number, *because) == f"林子轩的学徒培训合格证书（{number}）现在是“已暂停”。"
    assert said("restore", number, *because) == f"林子轩的学徒培训合格证书（{number}）现在是“有效”。"
    new = f"{number[:-1]}2"
    assert said("reissue", number, *because).startswith(f"已换发：林子轩的学徒培训合格证书，新编号 {new}")
    assert f"换发为：{new}" in said("show", number)
    assert said("revoke", new, *because).endswith("现在是“已撤销”。")
    listed = json.loads(said("list", phones["林子轩"], "--json"))
    assert [(line["number"], line["state"]) for line in listed] == [(new, "已撤销"), (number, "已换发")]
    shown = json.loads(said("show", new, "--json"))
    assert (shown["replaces"], shown["snapshot"]["name"]) == (number, "林子轩")


def test_a_reissued_one_is_handed_out_as_an_issued_one(phones, capsys):
    number = issue(capsys, "--all-passed")[0]["number"]
    words = ("certificate", "reissue", number, "--reason", "姓名有误", "--out", "anew")
    code, out, _ = typed(capsys, *words, "--json")
    line = json.loads(out)
    assert (code, line["replaces"], Path(line["pdf"]).parent.name) == (0, number, "anew")
    kept = next(Path("kept").rglob(f"{line['number']}.pdf"))
    assert kept.read_bytes() == Path(line["pdf"]).read_bytes()
    assert f"PDF 在 {line['pdf']}。" in typed(capsys, *words)[1]
    assert typed(capsys, "certificate", "revoke", line["number"], "--reason", "冒用", "--json")[0] == 0
    Path(line["pdf"]).unlink()
    _, out, err = typed(capsys, *words)
    assert "PDF" not in out
    assert "没有写出林子轩的 PDF" in err
    assert not Path(line["pdf"]).exists()


def test_issuing_again_hands_out_what_took_the_place_and_nothing_that_was_revoked(phones, capsys):
    number = issue(capsys, "--all-passed")[0]["number"]
    because = ("--reason", "姓名有误")
    new = f"{number[:-1]}2"
    assert typed(capsys, "certificate", "reissue", number, *because)[0] == 0
    assert [Path(line["pdf"]).name for line in issue(capsys, "--all-passed")] == [f"{new}.pdf"]
    assert typed(capsys, "certificate", "revoke", new, *because)[0] == 0
    code, out, err = typed(capsys, "issue", *KIND, "--all-passed", "--out", "later")
    assert (code, "已撤销" in out, Path("later").exists()) == (0, True, False)
    assert f"没有写出林子轩的 PDF：{new} 已撤销。" in err


def test_a_folder_that_is_a_file_is_told(phones, capsys):
    Path("out").write_text("x")
    code, _, err = typed(capsys, "issue", *KIND, "--all-passed", "--out", "out")
    assert code == 2
    assert "out" in err
