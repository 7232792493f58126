"""verify-credential and keys at the command line: with the own database, and with saved files alone."""

import asyncio
import json
from pathlib import Path

import pytest

from domain.certificate_states import CertificateState
from domain.issuer_keys import KeyPurpose
from jiangmiao import carry_out, cli
from jiangmiao.database import opened
from models import secrecy
from models.certificates import Certificate
from tests.cast import NOON
from tests.cast import shop as make_shop
from tests.conftest import SECRET
from tests.credentials.certificates import SITE, certificate
from tests.credentials.forging import Saved, altered, saved
from tests.jiangmiao.commanding import settle
from usecases.signing_keys import current_signer, read_claims, sign_claims


class Office:
    """An operator's folder with a certificate's files, and what is typed there."""

    def __init__(self, folder: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.url, self.capsys = folder, url, capsys

    def types(self, *words: str) -> tuple[int, str]:
        code = cli.run(words)
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def change(self, **facts: object) -> None:
        asyncio.run(self._change(facts))

    async def _change(self, facts: dict[str, object]) -> None:
        async with opened(self.url):
            await Certificate.all().update(**facts)

    def save(self) -> None:
        """Fetch anew all that the service publishes."""
        found = asyncio.run(_saved(self.url))
        (self.folder / "li.jwt").write_text(found.token + "\n")
        (self.folder / "did.json").write_text(json.dumps(found.did))
        for place, token in enumerate(found.lists):
            (self.folder / f"list-{place}").write_text(token)

    def offline(self, *words: str) -> tuple[int, str]:
        saved_files = ("--keys", "did.json", "--status", "list-0", "--status", "list-1")
        return self.types("verify-credential", "li.jwt", *saved_files, *words)


async def _saved(url: str) -> Saved:
    secrecy.use(SECRET)
    async with opened(url):
        return await saved(await Certificate.get())


async def _settle(url: str) -> None:
    secrecy.use(SECRET)
    async with opened(url):
        await certificate(await make_shop.__wrapped__(url))


@pytest.fixture
def office(tmp_path, monkeypatch, database_url, capsys) -> Office:
    settle(tmp_path, monkeypatch, database_url=database_url, public_url=SITE)
    monkeypatch.setattr(carry_out, "clock", lambda: NOON)
    asyncio.run(_settle(database_url))
    found = Office(tmp_path, database_url, capsys)
    found.save()
    return found


def test_a_credential_holds_by_the_own_database(office):
    code, said = office.types("verify-credential", "li.jwt")
    assert code == 0
    assert said.startswith("有效\n学徒培训合格证书 林子轩 PX2026-")
    assert "✓ 签发记录" in said


def test_a_credential_holds_by_saved_files_without_database_or_settings(office, monkeypatch):
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", "sqlite://nowhere/none.db")
    monkeypatch.setenv("JIANGMIAO_SECRET_KEY", "")
    monkeypatch.setenv("JIANGMIAO_ENVIRONMENT", "production")
    code, said = office.offline()
    assert (code, said.splitlines()[0]) == (0, "有效")


def test_as_json_it_names_every_check(office):
    code, said = office.types("verify-credential", "li.jwt", "--json")
    found = json.loads(said)
    assert (code, found["valid"]) == (0, True)
    assert [step["check"] for step in found["checks"] if step["passed"]] == [
        "format", "signature", "issuer", "content", "period", "revocation", "suspension", "record",
    ]  # fmt: skip
    assert found["credential"]["credentialSubject"]["licenseNumber"].startswith("PX2026-")


def test_a_revoked_one_does_not_hold_either_way(office):
    office.change(state=CertificateState.REVOKED)
    code, said = office.types("verify-credential", "li.jwt")
    assert (code, "✗ 是否撤销：证书已撤销或已换发" in said) == (1, True)
    assert office.offline()[0] == 0
    office.save()
    assert office.offline()[0] == 1


def test_an_altered_one_shows_nothing_of_what_it_claims(office):
    token = (office.folder / "li.jwt").read_text().strip()
    (office.folder / "li.jwt").write_text(next(altered(token)))
    for code, said in (office.types("verify-credential", "li.jwt"), office.offline()):
        assert code == 1
        assert said.startswith("无效：不能当作有效的证书\n  ✗ 签名：内容被改动过")
        assert "林子轩" not in said


def test_without_a_status_list_it_is_not_called_valid(office):
    code, said = office.types("verify-credential", "li.jwt", "--keys", "did.json")
    assert (code, said.count("没有核对：缺少它的状态列表")) == (1, 2)


def test_a_stolen_key_is_found_out_by_the_record(office):
    """What was signed properly but is not in the trail was not signed here."""
    asyncio.run(_steal(office))
    code, said = office.types("verify-credential", "li.jwt")
    assert (code, "✗ 签发记录：本系统没有签发过这份凭证" in said) == (1, True)
    assert office.offline()[0] == 0


async def _steal(office: Office) -> None:
    async with opened(office.url):
        signer = await current_signer(KeyPurpose.CREDENTIAL, now=NOON)
    path = office.folder / "li.jwt"
    says = read_claims(path.read_text().strip())
    says["credentialSubject"]["identifier"][0]["identityHash"] = "冒名者"
    path.write_text(sign_claims(signer, says, site=SITE))


def test_keys_are_listed_rotated_and_compromised(office):
    _, listed = office.types("keys", "list", "--json")
    (first,) = json.loads(listed)
    assert "private" not in first
    code, said = office.types("keys", "rotate")
    assert (code, "已换用新密钥" in said) == (0, True)
    assert office.types("verify-credential", "li.jwt")[0] == 0
    code, said = office.types("keys", "compromise", first["kid"], "--since", "2026-11-20")
    assert (code, "2026-11-20 00:00" in said) == (0, True)
    code, said = office.types("verify-credential", "li.jwt")
    assert (code, "✗ 签发记录：签发时密钥已经泄露" in said) == (1, True)
    office.save()
    assert office.types("verify-credential", "li.jwt")[0] == 0
    assert office.offline()[0] == 0
    _, table = office.types("keys", "list")
    assert table.splitlines()[0].split() == ["编号", "用途", "启用", "停用", "泄露"]


def test_what_a_compromised_key_signed_before_its_day_still_holds_by_the_record(office, monkeypatch):
    monkeypatch.setattr(carry_out, "clock", lambda: NOON.replace(day=23))
    _, listed = office.types("keys", "list", "--json")
    office.types("keys", "compromise", json.loads(listed)[0]["kid"], "--since", "2026-11-22")
    assert office.types("verify-credential", "li.jwt")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("verify-credential", "none.jwt"), "没有这个文件"),
        (("verify-credential", "li.jwt", "--keys", "li.jwt"), "不是 did.json 或 jwks.json"),
        (("verify-credential", "li.jwt", "--status", "list-0"), "要同时写 --keys"),
        (("keys", "compromise", "nobody", "--since", "2026-11-01"), "没有 nobody 这把密钥"),
        (("keys", "compromise", "nobody", "--since", "2027-11-01"), "还没有到"),
        (("keys", "compromise", "nobody", "--since", "昨天"), "看不懂日期"),
        (("keys", "rotate", "--purpose", "x"), "用途只能是"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(office, words, said):
    code, told = office.types(*words)
    assert (code, said in told) == (2, True)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a.b.c", "有效".encode(), b"{}", b"." * 5000])
def test_junk_is_invalid_and_not_an_error(office, content):
    (office.folder / "li.jwt").write_bytes(content)
    assert office.types("verify-credential", "li.jwt")[0] == 1
    assert office.offline()[0] == 1


def test_an_altered_pdf_is_found_out(office):
    (office.folder / "a.pdf").write_bytes(b"%PDF-1.7 printed")
    office.change(pdf_sha256="0" * 64)
    office.save()
    code, said = office.offline("--pdf", "a.pdf")
    assert (code, "✗ PDF：这份 PDF 与登记的不一致" in said) == (1, True)
