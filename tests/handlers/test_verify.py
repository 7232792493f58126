"""GET /v/CODE: an employer checks a certificate with the camera of a phone."""

import base64
import hashlib
import re
from datetime import date, timedelta

import pytest

from domain.certificate_states import CertificateState
from tests.cast import NOON, TODAY
from tests.credentials.certificates import CODE, SITE, certificate
from tests.handlers.employer import employer, opened
from texts import certificate_page
from usecases.certificate_files import CertificateFiles
from usecases.signing_keys import read_claims

__all__ = ["employer"]


async def test_a_valid_certificate_shows_its_whole_content(employer, shop):
    row = await certificate(shop)
    status, page = await employer.reads(f"/v/{row.code}")
    assert status == 200
    for said in (
        "有效",
        "学徒培训合格证书",
        "林子轩",
        "440402********0016",
        "数控车工",
        "中级工",
        "学生学徒制",
        "滨海技师学院",
        "2026年7月1日至2027年6月30日",
        "85.5 分",
        "赵磊（云帆精密模具）",
        row.number,
        "2026年11月20日",
        "长期",
        "粤人社规〔2022〕26号 二（一）6",
        "320.4 学时",
        "520.4 学时",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"expires_on": date(2026, 11, 19)}, ["已过期", "有效期已于 2026年11月19日 截止"]),
        ({"state": CertificateState.SUSPENDED}, ["已暂停", "2026年11月20日起暂停使用", "原因：学时更正"]),
        ({"state": CertificateState.REVOKED}, ["已撤销", "2026年11月20日起已经撤销", "原因：学时更正"]),
        ({"state": CertificateState.REISSUED}, ["已换发", "请以新证书为准", "原因：学时更正"]),
    ],
)
async def test_a_certificate_that_does_not_hold_says_so_with_reason_and_day(employer, shop, facts, said):
    row = await certificate(shop, state_reason="学时更正", state_at=NOON, **facts)
    status, page = await employer.reads(f"/v/{row.code}")
    assert status == 200
    assert [each for each in said if each not in page] == []
    assert not re.search(r"^有效$", page, re.MULTILINE)


async def test_it_holds_through_its_last_day(employer, shop):
    row = await certificate(shop, expires_on=TODAY)
    assert (await employer.program_reads(f"/v/{row.code}"))[1]["state"] == "valid"
    employer.now = NOON + timedelta(days=1)
    assert (await employer.program_reads(f"/v/{row.code}"))[1]["state"] == "expired"


async def test_what_was_decided_comes_before_what_ran_out(employer, shop):
    row = await certificate(
        shop, expires_on=date(2026, 1, 1), state=CertificateState.REVOKED, state_at=NOON, state_reason="冒名"
    )
    assert (await employer.program_reads(f"/v/{row.code}"))[1]["state"] == "revoked"


async def test_the_reason_of_a_suspension_that_was_lifted_is_not_shown(employer, shop):
    row = await certificate(shop, state_reason="核对学时", state_at=NOON)
    _, page = await employer.reads(f"/v/{row.code}")
    assert "核对学时" not in page


async def test_old_and_new_lead_to_each_other(employer, shop):
    old = await certificate(shop, state=CertificateState.REISSUED, state_at=NOON, state_reason="改名")
    new = await certificate(shop, replaces=old)
    _, page = await employer.ask(f"/v/{old.code}")
    assert f'href="/v/{new.code}"' in page
    _, page = await employer.ask(f"/v/{new.code}")
    assert f'href="/v/{old.code}"' in page
    _, told = await employer.program_reads(f"/v/{old.code}")
    assert told["replaced_by"] == {"number": new.number, "url": f"{SITE}/v/{new.code}"}


async def test_programs_read_the_same_as_json(employer, shop):
    row = await certificate(shop)
    status, told = await employer.program_reads(f"/v/{row.code}")
    assert status == 200
    assert (told["state"], told["number"], told["sha256"]) == ("valid", row.number, row.digest)
    assert told["certificate"] == row.snapshot
    assert told["credential"] == f"{SITE}/v/{row.code}.jwt"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("application/json;q=high", "text/html"),
        ("application/json, text/html;q=0.5", "application/json"),
    ],
)
async def test_a_browser_is_given_the_page(employer, shop, accept, kind):
    row = await certificate(shop)
    answer, _ = await employer.ask(f"/v/{row.code}", Accept=accept)
    assert answer.content_type == kind


async def test_head_is_get_without_the_body(employer, shop):
    row = await certificate(shop)
    got, _ = await employer.ask(f"/v/{row.code}")
    head, body = await employer.ask(f"/v/{row.code}", method="HEAD")
    assert (head.status, body) == (200, "")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    assert (await employer.ask(f"/v/{CODE}", method="HEAD"))[0].status == 404


@pytest.mark.parametrize("path", ["{code}", "{code}.jwt", "nothing"])
async def test_nothing_is_kept_framed_guessed_or_indexed(employer, shop, path):
    row = await certificate(shop)
    answer, _ = await employer.ask(f"/v/{path.format(code=row.code)}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Frame-Options"] == "DENY"


async def test_the_page_has_no_script_and_only_its_own_style(employer, shop):
    row = await certificate(shop, says={"name": "<script>alert(1)</script>"}, state_reason="<b>")
    answer, page = await employer.ask(f"/v/{row.code}")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "<script" not in page
    assert "style=" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


async def test_the_credential_can_be_kept_as_a_file(employer, shop):
    row = await certificate(shop)
    answer, token = await employer.ask(f"/v/{row.code}.jwt")
    assert (answer.status, answer.content_type) == (200, "application/vc+jwt")
    assert f'filename="{row.number}.jwt"' in answer.headers["Content-Disposition"]
    assert token.count(".") == 2


async def test_the_pdf_is_linked_and_can_be_printed(employer, shop):
    row = await certificate(shop)
    _, page = await employer.ask(f"/v/{row.code}")
    assert f'href="/v/{row.code}.pdf"' in page
    async with employer.client.get(f"/v/{row.code}.pdf") as answer:
        printed = await answer.read()
    assert (answer.status, answer.content_type, printed[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["Cache-Control"] == "no-store"
    assert (await employer.reads(f"/v/{CODE}.pdf"))[0] == 404


async def test_the_credential_names_the_pdf_by_its_digest(employer, shop):
    row = await certificate(shop)
    _, token = await employer.ask(f"/v/{row.code}.jwt")
    async with employer.client.get(f"/v/{row.code}.pdf") as answer:
        digest = base64.b64encode(hashlib.sha256(await answer.read()).digest()).decode()
    (named,) = read_claims(token)["relatedResource"]
    assert named["id"] == f"{SITE}/v/{row.code}.pdf"
    assert named["digestSRI"] == f"sha256-{digest}"


async def test_without_a_printer_no_pdf_is_offered(shop):
    row = await certificate(shop)
    async with opened(None) as employer:
        _, page = await employer.ask(f"/v/{row.code}")
        assert ".pdf" not in page
        assert (await employer.reads(f"/v/{row.code}.pdf"))[0] == 404


async def test_where_nothing_can_be_printed_the_credential_is_given_all_the_same(shop, tmp_path):
    row = await certificate(shop)
    (tmp_path / "certificates").write_text("no folder")
    async with opened(CertificateFiles(tmp_path, certificate_page.pdf)) as employer:
        answer, token = await employer.ask(f"/v/{row.code}.jwt")
    assert (answer.status, "relatedResource" in read_claims(token)) == (200, False)
