"""Where a child stands at school, told by the law's own days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rules import Examination, Paper, Stage, standing
from knowledge.rules.school import age, first_school_year, school_year

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("birth", "year"),
    [
        (date(2020, 9, 30), 2026),
        (date(2020, 10, 1), 2027),
        (date(2020, 1, 1), 2026),
        (date(2020, 12, 31), 2027),
        (date(2020, 2, 29), 2026),
    ],
)
def test_who_is_six_by_the_thirtieth_of_september_starts_that_year(birth, year):
    assert first_school_year(birth) == year


@pytest.mark.parametrize(
    ("birth", "stage", "compulsory"),
    [
        (date(2024, 5, 1), Stage.BEFORE_SCHOOL, False),
        (date(2020, 10, 1), Stage.BEFORE_SCHOOL, False),
        (date(2020, 9, 30), Stage.PRIMARY, True),
        (date(2016, 10, 1), Stage.PRIMARY, True),
        (date(2016, 9, 30), Stage.SECONDARY, True),
        (date(2010, 10, 1), Stage.SECONDARY, True),
        (date(2010, 9, 30), Stage.VOCATIONAL, True),
        # Eighteen in this school year: until it ends.
        (date(2008, 8, 1), Stage.VOCATIONAL, True),
        (date(2008, 7, 31), Stage.AFTER_SCHOOL, False),
        (date(1990, 1, 1), Stage.AFTER_SCHOOL, False),
    ],
)
def test_the_stage_follows_from_the_birth_date(birth, stage, compulsory):
    found = standing(birth, TODAY)
    assert (found.stage, found.compulsory) == (stage, compulsory)


def test_school_is_compulsory_from_the_first_of_august():
    birth = date(2020, 9, 30)
    assert not standing(birth, date(2026, 7, 31)).compulsory
    assert standing(birth, date(2026, 8, 1)).compulsory
    assert standing(birth, date(2026, 7, 31)).begins == date(2026, 8, 1)


def test_it_ends_with_the_school_year_of_the_eighteenth_birthday():
    birth = date(2009, 3, 1)
    assert standing(birth, date(2027, 7, 31)).compulsory
    assert not standing(birth, date(2027, 8, 1)).compulsory


def test_newcomers_are_examined_and_small_children_in_the_year_before_school():
    assert standing(date(2021, 5, 1), TODAY).examination is Examination.FIRST_CLASS
    assert standing(date(2022, 5, 1), TODAY).examination is Examination.NONE
    assert standing(date(2020, 5, 1), TODAY).examination is Examination.FIRST_CLASS
    assert standing(date(2014, 5, 1), TODAY).examination is Examination.NEWCOMER
    assert standing(date(2010, 1, 1), TODAY).examination is Examination.NEWCOMER
    assert standing(date(1990, 1, 1), TODAY).examination is Examination.NONE


def test_reports_are_asked_of_those_who_may_have_been_at_school():
    assert Paper.REPORTS not in standing(date(2022, 1, 1), TODAY).papers
    assert Paper.REPORTS in standing(date(2015, 1, 1), TODAY).papers
    assert Paper.MEASLES not in standing(date(1990, 1, 1), TODAY).papers


def test_nobody_is_born_in_the_future():
    with pytest.raises(ValueError, match="future"):
        standing(TODAY + timedelta(days=1), TODAY)


@given(birth=st.dates(date(1950, 1, 1), TODAY), days=st.integers(0, 20_000))
def test_a_child_never_goes_back_a_stage(birth, days):
    order = list(Stage)
    later = min(TODAY, birth + timedelta(days=days))
    assert order.index(standing(birth, later).stage) <= order.index(standing(birth, TODAY).stage)


@given(birth=st.dates(date(1950, 1, 1), TODAY))
def test_every_day_belongs_to_one_stage_and_compulsory_school_fits_the_age(birth):
    found = standing(birth, TODAY)
    years = age(birth, TODAY)
    assert not found.compulsory or 5 <= years <= 18
    assert found.compulsory or years <= 6 or years >= 18
    assert school_year(found.begins) == found.begins.year
