"""How far the training has come, and where its grade stands."""

from datetime import date

import pytest

from domain.organizations import OrganizationKind
from models.organizations import Organization
from models.people import Person
from models.training import Apprenticeship
from tests.cast import LESSONS, NOON, TODAY
from tests.usecases.claims import second_training
from usecases.policies import ladder_on
from usecases.show_grades import show_grades
from usecases.show_progress import show_progress
from usecases.training_of import NotInTraining


async def test_only_confirmed_hours_count_and_waiting_ones_stand_apart(shop):
    await shop.entry(shop.lin, minutes=450, status="confirmed")
    await shop.entry(shop.lin, minutes=90)
    await shop.entry(shop.lin, minutes=60, status="returned")
    await shop.entry(shop.lin, minutes=60, status="withdrawn")
    [training] = await show_progress(shop.lin, now=NOON)
    figures = {
        line.category: (line.required, line.confirmed, line.waiting) for line in training.progress.lines
    }
    assert figures.pop("practice") == (320 * 45, 450, 90)
    assert figures == {name: (lessons * 45, 0, 0) for name, lessons in LESSONS.items() if name != "practice"}


async def test_a_training_is_described(shop):
    [training] = await show_progress(shop.lin, now=NOON)
    assert (training.occupation, training.target_grade, training.employer) == ("数控车工", 3, "海晟智能装备")
    assert (training.progress.today, training.lesson_minutes) == (TODAY, 45)


async def test_hours_of_another_agreement_do_not_count_here(shop):
    other = await second_training(shop.huang)
    await shop.entry(shop.huang, apprenticeship_id=other.id, category="welding", status="confirmed")
    progress = {
        training.occupation: training.progress.confirmed
        for training in await show_progress(shop.huang, now=NOON)
    }
    assert progress == {"数控车工": 0, "焊工": 240}


async def test_the_newest_agreement_comes_first(shop):
    later = await second_training(shop.huang)
    await Apprenticeship.filter(id=later.id).update(starts_on=date(2026, 9, 1))
    assert [training.occupation for training in await show_progress(shop.huang, now=NOON)] == [
        "焊工",
        "数控车工",
    ]


async def test_without_an_agreement_there_is_no_progress(shop):
    with pytest.raises(NotInTraining):
        await show_progress(shop.wang, now=NOON)


async def test_the_grade_on_file_and_the_ladder_of_the_paper_in_force(shop):
    await Person.filter(id=shop.lin.person_id).update(grade=2)
    grades = await show_grades(shop.lin, now=NOON)
    assert (grades.held, grades.ladder.name(grades.nexts[0].grade)) == (2, "中级工")
    assert "粤人社规〔2022〕26号" in grades.ladder.source


@pytest.mark.parametrize(
    ("day", "names"),
    [(date(2022, 10, 30), 0), (date(2022, 10, 31), 8), (date(2026, 12, 31), 8), (date(2027, 1, 1), 0)],
)
def test_a_paper_that_lapsed_names_no_grades(day, names):
    ladder = ladder_on(day)
    assert len(ladder.names if ladder else ()) == names


async def test_a_firm_of_another_kind_is_an_employer_too(shop):
    park = await Organization.create(name="产业园", kind=OrganizationKind.PARK)
    await Apprenticeship.filter(id=shop.lin_training).update(employer_id=park.id)
    assert (await show_progress(shop.lin, now=NOON))[0].employer == "产业园"
