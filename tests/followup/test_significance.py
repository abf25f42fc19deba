"""Whether a difference is told: the tests against SciPy's, what many tests do, and the report's rule for the sexes."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from typer.testing import CliRunner

from handlag.cli_significance import app
from handlag.core.errors import HandlagError
from handlag.followup.domain.indicators import Text
from handlag.followup.significance.compare import Method, compare, fisher, welch
from handlag.followup.significance.estimates import Share, mean, mean_of_sums
from handlag.followup.significance.files import read_points
from handlag.followup.significance.points import Between, Point, families
from handlag.followup.significance.several import Several, adjusted, benjamini_hochberg, holm
from handlag.followup.significance.sexes import Verdict, judge
from handlag.followup.significance.words import by_sex, sentences

HEAD = "metric,benefit,sex,year,other_dimension,"
grades = st.lists(st.integers(1, 5), min_size=2, max_size=60)


def test_a_mean_of_sums_is_the_mean_of_what_was_summed() -> None:
    """From the sum and the sum of squares alone, as large as a national year's: 30,000,000 days of 1,000,000 cases."""
    days = [3, 14, 15, 92, 65]
    made, same = mean_of_sums(sum(days), sum(each * each for each in days), 5, Text("dagar", "days")), mean(days)
    assert (made.value, made.variance, made.worth) == pytest.approx((same.value, same.variance, same.worth))
    assert made.interval[0] < 0 < same.interval[0]  # days have no scale to stay on
    close = mean_of_sums(30_000_000, 900_000_001, 1_000_000, Text("dagar", "days"))
    assert close.variance == pytest.approx(1e-12, rel=1e-3)


@pytest.mark.filterwarnings("ignore:Precision loss")
@given(grades, grades)
def test_unweighted_answers_give_scipys_welch_and_its_interval(first, second):
    made = welch(mean(first), mean(second))
    if made.p is None:
        assert len(set(first)) == len(set(second)) == 1
        return
    right = stats.ttest_ind(first, second, equal_var=False)
    ends = right.confidence_interval(0.95)
    assert made.p == pytest.approx(right.pvalue, rel=1e-9)
    assert made.interval == pytest.approx((ends.low, ends.high))


@given(grades, st.floats(0.01, 100))
def test_only_the_proportions_of_weights_matter(scores, weight):
    plain, weighted = mean(scores), mean(scores, [weight] * len(scores))
    assert (weighted.value, weighted.variance) == pytest.approx((plain.value, plain.variance), abs=1e-9)
    assert weighted.worth == pytest.approx(len(scores))


def test_unequal_weights_make_answers_worth_less():
    """Kish: weights 1, 1 and 4 make three answers worth 36/18 = 2; the mean of 1, 3 and 5 is 24/6 = 4."""
    found = mean([1, 3, 5], [1, 1, 4])
    assert (found.value, found.worth) == (4.0, 2.0)
    assert found.variance == pytest.approx((1 * 9 + 1 * 1 + 16 * 1) / 36 * 3 / 2)


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_shares_interval_is_scipys_wilson(part, more):
    whole = part + more
    right = stats.binomtest(part, whole).proportion_ci(method="wilson")
    assert Share(part, whole).interval == pytest.approx((right.low, right.high), abs=1e-12)


@given(st.integers(5, 400), st.integers(5, 400), st.integers(5, 400), st.integers(5, 400))
def test_two_shares_are_scipys_chi_square_without_correction(a, b, c, d):
    made = compare(Share(a, a + b), Share(c, c + d))
    table = np.array([[a, b], [c, d]])
    if made.method is Method.TWO_SHARES:
        assert made.p == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, rel=1e-9)


@given(st.integers(0, 12), st.integers(1, 30), st.integers(0, 12), st.integers(1, 30))
def test_few_cases_are_scipys_fisher(a, b, c, d):
    right = stats.fisher_exact([[a, b], [c, d]]).pvalue
    assert fisher(Share(a, a + b), Share(c, c + d)) == pytest.approx(right, rel=1e-9)


def test_the_interval_of_two_shares_is_newcombes_own_example():
    """56 of 70 less 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    assert compare(Share(56, 70), Share(48, 80)).interval == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_nobody_in_either_share_cant_be_tested():
    assert compare(Share(0, 20), Share(0, 40)).method is Method.NONE
    with pytest.raises(TypeError):
        compare(Share(1, 2), mean([1, 2]))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_false_share_is_kept_as_scipy_keeps_it(ps):
    assert benjamini_hochberg(ps) == pytest.approx(stats.false_discovery_control(ps).tolist(), abs=1e-12)


def test_holms_steps_are_those_of_the_definition():
    """Of 0.01, 0.04, 0.03 and 0.005: 0.03, 0.06, 0.06 and 0.02."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.sampled_from(Several))
def test_more_tests_never_make_a_difference_surer(ps, several):
    assert all(told >= p or told == pytest.approx(p) for told, p in zip(adjusted(ps, several), ps, strict=True))
    assert max(adjusted(ps, several)) <= 1


def test_five_per_cent_of_what_is_told_is_false_where_nothing_differs():
    """2,000 surveys of 20 comparisons without any difference: any is told in five per cent of them, not in 64."""
    drawn = np.random.default_rng(2024).uniform(size=(2000, 20))
    told = sum(min(benjamini_hochberg(list(row))) < 0.05 for row in drawn)
    alone = sum(row.min() < 0.05 for row in drawn)
    assert told / 2000 == pytest.approx(0.05, abs=0.012)
    assert alone / 2000 > 0.6


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")
    return path


def survey(tmp_path: Path, *groups: tuple[str, str, int, dict[int, int]]) -> Path:
    """Answers to one question on housing allowance: sex, other group, year, and how many gave each grade."""
    lines = [
        f"survey_promptness,bostadsbidrag,{sex},{year},{other},{grade},{number}"
        for sex, other, year, grades_given in groups
        for grade, number in grades_given.items()
    ]
    return write(tmp_path, "\n".join([HEAD + "score,answers", *lines]))


def said(path: Path, language: str = "sv") -> list[str]:
    return [each.of(language) for family in families(read_points(path)) for each in sentences(family)]


def test_a_better_year_is_told_and_an_equal_one_written_out(tmp_path):
    """The report for 2024 has housing allowance at 3.2 in 2023 and 3.6 in 2024, about 1,000 answers a year."""
    better = survey(
        tmp_path,
        ("", "", 2023, {1: 100, 2: 200, 3: 300, 4: 200, 5: 200}),
        ("", "", 2024, {1: 50, 2: 150, 3: 200, 4: 350, 5: 250}),
    )
    assert said(better)[0] == "Bostadsbidrag: medelvärdet har ökat från 3,2 2023 till 3,6 2024."
    same = survey(tmp_path, ("", "", 2023, {3: 300, 4: 200}), ("", "", 2024, {3: 290, 4: 210}))
    assert said(same)[0] == ("Bostadsbidrag: ingen statistiskt säkerställd skillnad mellan 2023 (3,4) och 2024 (3,4).")
    assert said(same, "en") == [
        "Housing allowance: no significant difference between 2023 (3.4) and 2024 (3.4).",
        "Comparisons tested: 1. At the level of 5 per cent 0.05 are expected to show a difference by "
        "chance where there is none; this is allowed for (Benjamini–Hochberg).",
    ]


def test_groups_are_compared_within_the_newest_year(tmp_path):
    """Born abroad 4.2, born in Sweden 3.7 (annual report 2024, housing allowance, treatment)."""
    path = survey(
        tmp_path,
        ("", "group=foreign_born", 2024, {3: 50, 4: 140, 5: 110}),
        ("", "group=born_in_sweden", 2024, {1: 30, 2: 40, 3: 200, 4: 280, 5: 150}),
    )
    assert said(path)[0] == (
        "Bostadsbidrag: medelvärdet 2024 är högre för utrikes födda (4,2) än för inrikes födda (3,7)."
    )


def test_a_difference_is_not_told_among_many_that_chance_could_make(tmp_path):
    """0.048 alone would pass; among twenty it doesn't, and the sentence says so."""
    lines = [f"rejections,{'abcdefghijklmnopqrst'[n]},,{year},,{100},1000" for n in range(19) for year in (2023, 2024)]
    text = "\n".join([HEAD + "part,whole", *lines, "rejections,z,,2023,,100,1000", "rejections,z,,2024,,128,1000"])
    (family,) = families(read_points(write(tmp_path, text)))
    (alone,) = [each for each in family.differences if each.alone]
    assert (family.tests, family.expected_false) == (20, 1.0)
    assert 0.04 < (alone.comparison.p or 0) < 0.05
    assert "inte bland så många" in "".join(each.sv for each in sentences(family))


def sexes(tmp_path: Path, *years: tuple[int, int, int, int, int]) -> Path:
    """Rejections of women and men: year, women's and their whole, men's and theirs."""
    lines = [
        f"rejections,sjukersattning,{sex},{year},,{part},{whole}"
        for year, *four in years
        for sex, part, whole in (("women", *four[:2]), ("men", *four[2:]))
    ]
    return write(tmp_path, "\n".join([HEAD + "part,whole", *lines]))


def verdict(path: Path) -> Verdict:
    (family,) = families(read_points(path))
    (years,) = by_sex(family)
    return judge(years).verdict


LASTING = ((2022, 260, 1000, 200, 1000), (2023, 262, 1000, 200, 1000), (2024, 270, 1000, 200, 1000))


def test_a_difference_that_recurred_for_three_years_is_commented(tmp_path):
    path = sexes(tmp_path, *LASTING)
    assert verdict(path) is Verdict.RECURS
    comment = [each for each in said(path) if "alla år" in each]
    assert comment == [
        "Sjukersättning: andelen 2024 är högre för kvinnor (27,0 procent) än för män (20,0 procent). "
        "Så har det varit alla år 2022–2024."
    ]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (LASTING[1:], Verdict.NOT_YET),
        ((*LASTING[:2], (2024, 200, 1000, 270, 1000)), Verdict.NOT_YET),
        ((LASTING[0], LASTING[2]), Verdict.NOT_YET),
        (((2024, 400, 1000, 200, 1000),), Verdict.LARGE),
        (((2023, 400, 1000, 200, 1000), (2024, 205, 1000, 200, 1000)), Verdict.LARGE),
        (((2024, 205, 1000, 200, 1000),), Verdict.NONE),
        (((2024, 20, 25, 5, 25),), Verdict.TOO_SMALL),
        ((*LASTING[:2], (2024, 7, 29, 200, 1000)), Verdict.TOO_SMALL),
    ],
)
def test_the_sexes_are_commented_only_by_the_reports_rule(tmp_path, years, expected):
    """Recurring three years or large in one, and groups not too small (annual report 2024, on its method)."""
    path = sexes(tmp_path, *years)
    assert verdict(path) is expected
    commented = any("är högre för" in each for each in said(path))
    assert commented is expected.commented


def test_shares_that_tell_of_one_to_three_persons_are_neither_compared_nor_shown(tmp_path):
    path = sexes(tmp_path, (2024, 3, 1000, 200, 1000))
    (family,) = families(read_points(path))
    assert not family.differences
    assert [each.groups for each in family.too_few] == [(("sex", "women"),)]
    assert said(path)[0] == "Värden som bygger på eller röjer en till tre personer och därför inte jämförs: 1."


def test_answers_count_for_all_for_their_sex_and_for_their_group(tmp_path):
    path = survey(tmp_path, ("women", "group=foreign_born", 2024, {4: 10}), ("men", "", 2024, {2: 10}))
    points = read_points(path)
    place = ("survey_promptness", "bostadsbidrag", 2024)
    assert {point.groups: each.value for point, each in points.items()} == {
        (): 3.0,
        (("sex", "women"),): 4.0,
        (("sex", "men"),): 2.0,
        (("group", "foreign_born"),): 4.0,
    }
    assert Point(*place) in points
    (family,) = families(points)
    assert [each.between for each in family.differences] == [Between.SEXES]


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("metric,score\na,1", "SIGNIFICANCE_COLUMNS", "file"),
        (HEAD + "score,part,whole\n", "SIGNIFICANCE_COLUMNS", "file"),
        (HEAD + "score", "SIGNIFICANCE_COLUMNS", "file"),
        (HEAD + "score\nm,,women,2024,,6", "SIGNIFICANCE_VALUE", "score"),
        (HEAD + "score\nm,,kvinnor,2024,,3", "SIGNIFICANCE_VALUE", "sex"),
        (HEAD + "score\nm,,women,24,,3", "SIGNIFICANCE_VALUE", "year"),
        (HEAD + "score\n,,women,2024,,3", "SIGNIFICANCE_VALUE", "metric"),
        (HEAD + "score\nm,,,2024,sex=women,3", "SIGNIFICANCE_VALUE", "other_dimension"),
        (HEAD + "score,weight\nm,,,2024,,3,0", "SIGNIFICANCE_VALUE", "weight"),
        (HEAD + "score,answers\nm,,,2024,,3,0", "SIGNIFICANCE_VALUE", "answers"),
        (HEAD + "part,whole\nm,,,2024,,3,2", "SIGNIFICANCE_VALUE", "part"),
        (HEAD + "part,whole\nm,,,2024,,3,9\nm,,total,2024,,3,9", "SIGNIFICANCE_TWICE", "file"),
    ],
)
def test_a_bad_file_is_refused_by_column_and_line(tmp_path, text, code, field):
    with pytest.raises(HandlagError) as refused:
        read_points(write(tmp_path, text))
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_command_says_it_in_words_and_as_json(tmp_path):
    path = sexes(tmp_path, *LASTING)
    words = CliRunner().invoke(app, [str(path), "--language", "en"])
    assert words.exit_code == 0, words.output
    assert "It has been so every year 2022–2024." in words.stdout
    given_back = json.loads(CliRunner().invoke(app, [str(path), "--json", "--several", "holm"]).stdout)
    assert given_back[0]["tests"] == 5
    assert [each["method"] for each in given_back[0]["differences"]] == ["two_shares"] * 5
    missing = CliRunner().invoke(app, [str(tmp_path / "none.csv")])
    assert missing.exit_code == 2
    assert "SIGNIFICANCE_FILE" in missing.output
