"""The printed certificate: the same bytes every time, a code that phones read, and room for long names."""

import base64
import hashlib
import io
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from domain.certificate_states import CertificateState
from texts import certificate_page, links, typeset
from usecases.find_certificate import Document

SAYS: dict[str, Any] = {
    "number": "PX2026-0001-000017",
    "title": "学徒培训合格证书",
    "english": "CERTIFICATE OF APPRENTICESHIP TRAINING",
    "body": "于2026年7月1日至2027年6月30日在海晟智能装备参加数控车工岗位学徒培训，经终结性岗位胜任力评价合格。",
    "closing": "特发此证。",
    "name": "林子轩",
    "id_number": "4404**********0130",
    "occupation": "数控车工",
    "grade_name": "",
    "hours": [{"name": "理论", "minutes": 9000}, {"name": "实操", "minutes": 14400}],
    "lesson_minutes": 45,
    "assessment": {"kind": "final", "sat_on": "2026-11-18", "score": 8650},
    "assessors": [{"name": "赵磊", "employer": "云帆精密模具"}],
    "issuer": "海晟智能装备",
    "issued_on": "2026-11-20",
    "expires_on": None,
    "source": "《关于推动实施产业技能根基工程的通知》（粤人社规〔2022〕26号）二（一）6",
}
LONG = "粤港澳大湾区智能制造与高端装备产业技能生态链牵头单位珠海海晟智能装备集团股份有限公司" * 2
# What is issued is printed with its template for good; a new look is a new file with a line of its own here.
TEMPLATES = {
    "certificate-1": "d4755fbfc19117134effe899e853a8d6c00c23ac4beecad6cd5df4282b281e75",
    "certificate-2": "0f8250441f54ff7cb356b5ca0eeddfdb47924931de65dee0fba7fde9072fd8aa",
}


@pytest.fixture(autouse=True)
def _site(monkeypatch):
    monkeypatch.setattr(links, "_site", "https://jiangmiao.example")


def certificate(
    code: str = "Zm9vYmFyYmF6cXV4MTIzNA", template: str = "certificate-2", **says: Any
) -> Document:
    return Document(
        id=1,
        kind="training_completion",
        number=SAYS["number"],
        code=code,
        person_id=1,
        snapshot=SAYS | says,
        digest="",
        template=template,
        issued_on=date(2026, 11, 20),
        issued_at=datetime(2026, 11, 20, 4, tzinfo=UTC),
        expires_on=None,
        state=CertificateState.VALID,
        state_reason="",
        state_at=None,
        assessment_id=1,
        replaces="",
        replaced_by="",
        pdf_sha256="",
    )


def seen(picture: bytes) -> list[str]:
    """The texts of the codes that a phone sees."""
    with Image.open(io.BytesIO(picture)) as image:
        return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_certificate_gives_the_same_bytes(template):
    first = certificate_page.pdf(certificate(template=template))
    assert first.startswith(b"%PDF")
    certificate_page.pdf(certificate(template=template, name="黄雨桐"))
    assert certificate_page.pdf(certificate(template=template)) == first


def test_what_is_decided_later_is_not_printed():
    revoked = replace(certificate(), state=CertificateState.REVOKED, state_reason="冒用")
    assert certificate_page.pdf(revoked) == certificate_page.pdf(certificate())


def test_the_code_on_the_picture_leads_to_the_page_that_checks_it():
    picture = certificate_page.png(certificate())
    assert seen(picture) == ["https://jiangmiao.example/v/Zm9vYmFyYmF6cXV4MTIzNA"]


@pytest.mark.parametrize("seed", range(20))
def test_a_code_of_2_cm_is_read_at_96_dots_per_inch(seed):
    """The page is drawn so small that its code of 33 mm is 76 dots wide, less than two a module."""
    code = base64.urlsafe_b64encode(random.Random(seed).randbytes(16)).decode().rstrip("=")
    page = certificate_page.page(certificate(code))
    picture = typeset.png("certificate-2", page, dots_per_inch=96 * 20 / 33)
    assert seen(picture) == [f"https://jiangmiao.example/v/{code}"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_long_names_fit_the_page(template):
    """Whatever the length, it stays one page."""
    long = certificate(
        template=template,
        name="阿卜杜热合曼·买买提依明·" * 4,
        occupation=LONG[:50],
        body=f"在{LONG}参加{LONG[:50]}岗位学徒培训，完成培养方案规定的学时。" * 2,
        issuer=LONG,
        source=SAYS["source"] * 3,
        assessors=[{"name": "赵磊" * 5, "employer": LONG}] * 5,
        expires_on="2029-11-20",
    )
    assert PdfFileReader(io.BytesIO(certificate_page.pdf(long))).root["/Pages"]["/Count"] == 1
    assert seen(certificate_page.png(long)) == ["https://jiangmiao.example/v/Zm9vYmFyYmF6cXV4MTIzNA"]


def ink(document: Document, top: int, bottom: int) -> tuple[int, int, int, int]:
    """Where the dark signs stand between two heights of the page (millimetres): left, top, right, bottom."""
    with Image.open(io.BytesIO(certificate_page.png(document))) as page:
        dots = page.height / 210
        band = page.convert("L").crop((0, round(top * dots), page.width, round(bottom * dots)))
        found = band.crop((round(30 * dots), 0, band.width - round(30 * dots), band.height))
        box = found.point(lambda shade: 255 if shade < 100 else 0).getbbox()
    assert box
    left, upper, right, lower = (round(edge / dots) for edge in box)
    return left + 30, upper + top, right + 30, lower + top


@pytest.mark.parametrize("name", ["林子轩", "𠮷", "𠮷野䶮", "阿卜杜热合曼·买买提依明"])
def test_a_name_of_rare_characters_stands_in_the_middle(name):
    left, upper, right, lower = ink(certificate(name=name), 64, 80)
    assert abs((left + right) / 2 - 297 / 2) <= 1
    assert lower - upper >= 8


def test_a_short_text_stands_in_the_middle_between_name_and_hours():
    short = "经职业技能等级评价合格，具备数控车工中级工的职业技能水平。"
    left, upper, right, lower = ink(certificate(body=short), 89, 125)
    assert abs((left + right) / 2 - 297 / 2) <= 2
    assert abs((upper + lower) / 2 - 107) <= 1


def test_a_longer_text_keeps_its_distance_from_what_stands_around_it():
    _, upper, _, lower = ink(
        certificate(body=f"在{LONG}参加岗位学徒培训，完成培养方案规定的学时。" * 2), 88, 126
    )
    assert upper >= 89
    assert lower <= 125


def test_where_no_hours_are_listed_it_says_what_was_assessed():
    lines = certificate_page.page(certificate(hours=[], grade_name="中级工"))["lines"]
    assert [(line["name"], line["value"]) for line in lines] == [
        ("工种", "数控车工"),
        ("等级", "中级工"),
        ("评价日期", "2026年11月18日"),
    ]


def test_words_of_a_certificate_are_text_and_not_markup():
    odd = certificate(name="#panic()$*_`林`", body="[#sys] \\ $x$ <a> @b = 1 // 特发 /* */")
    assert certificate_page.pdf(odd).startswith(b"%PDF")


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_template_in_use_is_never_changed(template):
    text = Path(typeset.FOLDER, f"{template}.typ").read_bytes()
    assert hashlib.sha256(text).hexdigest() == TEMPLATES[template]
    assert {path.stem for path in typeset.FOLDER.glob("certificate-*.typ")} == TEMPLATES.keys()
