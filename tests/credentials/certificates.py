"""A certificate as issuing leaves it in the database, and the site that signs for it."""

import itertools
from datetime import timedelta
from typing import Any

from domain.certificates import code_of, digest_of
from models.certificates import Certificate
from tests.cast import NOON, TODAY, Shop

SITE = "https://xuetu.example.cn"
ISSUER = "did:web:xuetu.example.cn"
CODE = code_of(bytes(range(16)))
YESTERDAY = NOON - timedelta(days=1)
_numbers = itertools.count(1)


def snapshot(**facts: Any) -> dict[str, Any]:
    usual = {
        "kind": "training_completion",
        "template": "certificate-1",
        "version": 1,
        "number": "PX2026-0001-000001",
        "title": "学徒培训合格证书",
        "english": "CERTIFICATE OF APPRENTICESHIP TRAINING",
        "body": "于2026年7月1日至2027年6月30日在海晟智能装备参加数控车工岗位学徒培训，经终结性岗位胜任力评价合格，准予结业。",
        "closing": "特发此证。",
        "name": "林子轩",
        "id_number": "440402********0016",
        "occupation": "数控车工",
        "grade": 3,
        "grade_name": "中级工",
        "programme": "student_apprenticeship",
        "employer": "海晟智能装备",
        "school": "滨海技师学院",
        "starts_on": "2026-07-01",
        "ends_on": "2027-06-30",
        "hours": [
            {"category": "theory", "name": "理论", "minutes": 9000, "required": 9000},
            {"category": "practice", "name": "实操", "minutes": 14420, "required": 14400},
        ],
        "lesson_minutes": 45,
        "assessment": {"kind": "final", "sat_on": "2026-11-18", "score": 8550},
        "assessors": [{"name": "赵磊", "employer": "云帆精密模具"}],
        "issuer": "海晟智能装备",
        "issuer_code": "91440400MA00000000",
        "issued_on": "2026-11-20",
        "expires_on": None,
        "source": "粤人社规〔2022〕26号 二（一）6",
    }
    return {**usual, **facts}


async def certificate(shop: Shop, says: dict[str, Any] | None = None, **facts: Any) -> Certificate:
    """A row; `says` are facts of its snapshot."""
    place = next(_numbers)
    number = f"PX2026-0001-{place:06}"
    text = snapshot(number=number, **(says or {}))
    usual: dict[str, Any] = {
        "kind": text["kind"],
        "number": number,
        "code": code_of(place.to_bytes(16, "big")),
        "person_id": shop.lin.person_id,
        "issuer_id": shop.firm,
        "apprenticeship_id": shop.lin_training,
        "snapshot": text,
        "digest": digest_of(text),
        "template": "certificate-1",
        "issued_on": TODAY,
        "issued_at": YESTERDAY,
        "status_index": place,
        "ref": f"test:{number}",
    }
    return await Certificate.create(**{**usual, **facts})
