"""`sizhou agreement` against independent programs, where they are installed, and as a command.

SciPy for Kendall's W and correlation, Pingouin for the intraclass correlations and Cronbach's alpha, statsmodels for
Fleiss' kappa and (as a log-linear regression) the Rasch model, the package krippendorff for its alpha. Each comparison
is skipped, loudly, where its program is missing.
"""
import csv
import io
import json
import math
import random

import pytest

from program import ROOT, sizhou

ONE = ROOT / "Tests/Fixtures/tally/f1.xml"
THREE = ROOT / "Tests/Fixtures/agreement/three-items.xml"
SEEDS = [1, 2, 3]
FORMS = {"1,1": "ICC(1,1)", "2,1": "ICC(A,1)", "3,1": "ICC(C,1)", "1,k": "ICC(1,k)", "2,k": "ICC(A,k)", "3,k": "ICC(C,k)"}


def close(a, b, within=1e-9):
    return a is not None and abs(a - b) <= within * max(1, abs(b))


def marked(seed, entries=12, judges=5, missing=0.0, step=0.5):
    """`marks[entry][judge]` of 100, None where a judge gave none."""
    dice = random.Random(seed)
    rows = []
    for _ in range(entries):
        quality = dice.uniform(65, 92)
        rows.append([None if dice.random() < missing else
                     min(100.0, round((quality + judge + dice.gauss(0, 3)) / step) * step) for judge in range(judges)])
    return rows


def few_categories(seed, missing=0.0):
    """Marks of 1 to 5, so that judges often write the same."""
    return [[None if mark is None else float(min(5, max(1, round((mark - 60) / 7)))) for mark in row]
            for row in marked(seed, missing=missing)]


def agreement(rubric, sheets, *more, status=0):
    return sizhou("agreement", "--rubric", rubric, "--sheets", sheets, *more, status=status)


def write(folder, rows):
    file = folder / "sheets.csv"
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["entry", "judge", "item", "value"])
    writer.writerows(rows)
    file.write_text(out.getvalue(), "utf-8")
    return file


def asked(folder, marks):
    rows = [(f"E{entry:02}", f"J{judge}", "marks", f"{mark:g}") for entry, row in enumerate(marks)
            for judge, mark in enumerate(row) if mark is not None]
    return agreement(ONE, write(folder, rows), "--format", "json").json


def complete(marks):
    return [row for row in marks if None not in row]


@pytest.mark.parametrize("missing", [0, 0.08])
@pytest.mark.parametrize("seed", SEEDS)
def test_each_judge_beside_the_others(tmp_path, seed, missing):
    numpy = pytest.importorskip("numpy")
    stats = pytest.importorskip("scipy.stats")
    marks = marked(seed, missing=missing)
    for judge, answer in enumerate(asked(tmp_path, marks)["judges"]):
        own = [row[judge] for row in marks if row[judge] is not None]
        both = [(row[judge], numpy.mean([m for j, m in enumerate(row) if j != judge and m is not None]))
                for row in marks if row[judge] is not None and any(m is not None for j, m in enumerate(row) if j != judge)]
        assert answer["id"] == f"J{judge}" and answer["n"] == len(own)
        assert close(answer["mean"], numpy.mean(own))
        assert close(answer["spread"], numpy.std(own, ddof=1))
        assert close(answer["severity"], numpy.mean([others - mine for mine, others in both]))
        assert close(answer["severityError"], stats.sem([others - mine for mine, others in both]))
        assert close(answer["correlation"], stats.pearsonr(*zip(*both)).statistic)


@pytest.mark.parametrize("missing", [0, 0.08])
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", [marked, few_categories])
def test_kendalls_w_is_friedmans_test_of_scipy(tmp_path, seed, missing, kind):
    stats = pytest.importorskip("scipy.stats")
    marks = kind(seed, missing=missing)
    rows = complete(marks)
    friedman = stats.friedmanchisquare(*rows)
    answer = asked(tmp_path, marks)["kendall"]
    assert close(answer["w"], friedman.statistic / (len(rows[0]) * (len(rows) - 1)))
    assert close(answer["p"], friedman.pvalue)


@pytest.mark.parametrize("missing", [0, 0.08])
@pytest.mark.parametrize("seed", SEEDS)
def test_intraclass_correlations_are_those_of_pingouin(tmp_path, seed, missing):
    pingouin = pytest.importorskip("pingouin")
    pandas = pytest.importorskip("pandas")
    marks = marked(seed, missing=missing)
    table = pandas.DataFrame([(entry, judge, mark) for entry, row in enumerate(marks) for judge, mark in enumerate(row)],
                             columns=["entry", "judge", "mark"]).astype({"mark": float})
    pingouin.options["round.column.CI95"] = None
    theirs = pingouin.intraclass_corr(table, "entry", "judge", "mark", nan_policy="omit").set_index("Type")
    answer = asked(tmp_path, marks)
    for form, name in FORMS.items():
        assert close(answer["icc"][form], theirs.loc[name, "ICC"]), form
        low, high = theirs.loc[name, "CI95"]
        within = 1e-9 if round(low, 2) != low else 0.0051
        assert close(answer["iccLimits"][form][0], low, within) and close(answer["iccLimits"][form][1], high, within), form


@pytest.mark.parametrize("missing", [0, 0.08])
@pytest.mark.parametrize("seed", SEEDS)
def test_cronbachs_alpha_is_that_of_pingouin(tmp_path, seed, missing):
    pingouin = pytest.importorskip("pingouin")
    pandas = pytest.importorskip("pandas")
    marks = marked(seed, missing=missing)
    theirs, _ = pingouin.cronbach_alpha(pandas.DataFrame(marks, dtype=float), nan_policy="listwise")
    assert close(asked(tmp_path, marks)["cronbachAlpha"], theirs)


@pytest.mark.parametrize("missing", [0, 0.08])
@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_kappa_is_that_of_statsmodels(tmp_path, seed, missing):
    raters = pytest.importorskip("statsmodels.stats.inter_rater")
    marks = few_categories(seed, missing)
    table, _ = raters.aggregate_raters(complete(marks))
    assert close(asked(tmp_path, marks)["fleissKappa"], raters.fleiss_kappa(table))


@pytest.mark.parametrize("missing", [0, 0.2])
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", [marked, few_categories])
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorffs_alpha_is_that_of_the_package(tmp_path, seed, missing, kind, level):
    krippendorff = pytest.importorskip("krippendorff")
    marks = kind(seed, missing=missing)
    data = [[math.nan if mark is None else mark for mark in judge] for judge in zip(*marks)]
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    assert close(asked(tmp_path, marks)["krippendorff"][level], theirs)


ITEMS = ["taste", "look", "heat"]


def three_items(seed, entries, judges, is_marked=lambda entry, judge: True):
    """`(entry, judge, item, value)` of 0 to 4; no entry has all its marks at one end, where a regression finds no end."""
    dice = random.Random(seed)
    rows = [(entry, judge, item, max(0, min(4, round(dice.gauss(0.8 + 2.4 * entry / entries - 0.3 * judge + 0.2 * item, 1)))))
            for entry in range(entries) for judge in range(judges) if is_marked(entry, judge) for item in range(3)]
    for entry in range(entries):
        own = [place for place, row in enumerate(rows) if row[0] == entry]
        for end, inside in [(0, 1), (4, 3)]:
            if all(rows[place][3] == end for place in own):
                rows[own[0]] = (*rows[own[0]][:3], inside)
    return rows


def rasch(folder, rows):
    file = write(folder, [(f"E{entry:02}", f"J{judge}", ITEMS[item], value) for entry, judge, item, value in rows])
    return agreement(THREE, file, "--format", "json").json["rasch"]


def regression(rows, entries, judges):
    """The same model as a log-linear regression: every mark is a row of counts, one for each category, 1 for that given.

    Judges, items and thresholds are coded so that each adds up to zero. Gives estimates and standard errors by name.
    """
    numpy = pytest.importorskip("numpy")
    api = pytest.importorskip("statsmodels.api")
    free = entries + (judges - 1) + 2 + 3
    design = numpy.zeros((len(rows) * 5, free + len(rows)))
    counts = numpy.zeros(len(rows) * 5)

    def add(line, first, size, place, weight):
        if place < size - 1:
            design[line, first + place] += weight
        else:
            design[line, first:first + size - 1] -= weight

    for index, (entry, judge, item, value) in enumerate(rows):
        for category in range(5):
            line = index * 5 + category
            counts[line] = category == value
            design[line, entry] = category
            add(line, entries, judges, judge, -category)
            add(line, entries + judges - 1, 3, item, -category)
            for threshold in range(category):
                add(line, entries + judges + 1, 4, threshold, -1)
            design[line, free + index] = 1
    fit = api.GLM(counts, design, family=api.families.Poisson()).fit(tol=1e-13, maxiter=200)
    covariance = numpy.asarray(fit.cov_params())

    def part(first, size):
        turn = numpy.zeros((size, free + len(rows)))
        for place in range(size - 1):
            turn[place, first + place] = 1
            turn[size - 1, first + place] = -1
        return turn @ fit.params, numpy.sqrt(numpy.diag(turn @ covariance @ turn.T))

    return {"entries": (fit.params[:entries], numpy.sqrt(numpy.diag(covariance)[:entries])),
            "judges": part(entries, judges), "items": part(entries + judges - 1, 3),
            "thresholds": part(entries + judges + 1, 4), "logLikelihood": fit.llf + len(rows)}


DESIGNS = [("every judge marks every entry", 9, 4, lambda entry, judge: True),
           ("two of five judges in turn", 15, 5, lambda entry, judge: judge in (entry % 5, (entry + 1 + entry // 5) % 5))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("what, entries, judges, is_marked", DESIGNS, ids=[row[0] for row in DESIGNS])
def test_the_rasch_model_is_a_regression(tmp_path, seed, what, entries, judges, is_marked):
    rows = three_items(seed, entries, judges, is_marked)
    theirs = regression(rows, entries, judges)
    ours = rasch(tmp_path, rows)
    for name, value in [("entries", "measure"), ("judges", "severity"), ("items", "difficulty")]:
        for mine, estimate, error in zip(ours[name], *theirs[name], strict=True):
            assert close(mine[value], estimate, 1e-4), (name, mine, estimate)
            assert close(mine["se"], error, 1e-4), (name, mine, error)
    for mine, estimate in zip(ours["thresholds"], theirs["thresholds"][0], strict=True):
        assert close(mine, estimate, 1e-4)
    assert close(ours["logLikelihood"], theirs["logLikelihood"], 1e-6)


def test_fair_means_take_strictness_away(tmp_path):
    """Two entries of equal skill, one before strict judges only: raw means differ, fair means hardly."""
    dice = random.Random(5)
    rows = []
    for entry in range(30):
        for judge in range(6):
            strict = judge < 3
            if entry >= 2 or strict == (entry == 0):
                quality = 2.2 if entry < 2 else 1.2 + entry / 15
                rows += [(entry, judge, item, max(0, min(4, round(dice.gauss(quality - (0.8 if strict else 0), 0.5))))) for item in range(3)]
    raw = [sum(row[3] for row in rows if row[0] == entry) / 9 for entry in (0, 1)]
    fair = [entry["fairMean"] for entry in rasch(tmp_path, rows)["entries"][:2]]
    assert abs(fair[0] - fair[1]) < abs(raw[0] - raw[1]) / 2


MEMBERS = {"n", "judges", "kendall", "icc", "fleissKappa", "krippendorff", "cronbachAlpha", "rasch", "faults"}


def test_the_document_has_the_members_of_the_contract(tmp_path):
    answer = asked(tmp_path, marked(4))
    assert MEMBERS <= set(answer)
    assert (answer["n"]["entries"], answer["n"]["judges"], answer["n"]["items"]) == (12, 5, 1)
    assert {"id", "n", "mean", "severity", "spread", "correlation"} <= set(answer["judges"][0])
    assert set(FORMS) == set(answer["icc"])
    assert {"judges", "items", "entries", "thresholds", "logLikelihood"} <= set(answer["rasch"])
    assert {"id", "measure", "fairMean", "se"} <= set(answer["rasch"]["entries"][0])
    assert answer["faults"] == []


def test_numbers_have_twelve_digits_and_are_never_nan(tmp_path):
    file = write(tmp_path, [(f"E{e}", f"J{j}", "marks", m) for e, row in enumerate(marked(4)) for j, m in enumerate(row)])
    text = agreement(ONE, file, "--format", "json").out
    json.loads(text, parse_constant=lambda name: pytest.fail(name),
               parse_float=lambda number: len(number.split("e")[0].strip("-0.").replace(".", "")) <= 12 or pytest.fail(number))


@pytest.mark.parametrize("marks", [[[80]], [[80, 81]], [[80], [90]], [[80, 80], [80, 80]]])
def test_too_few_marks_give_nulls_and_say_so(tmp_path, marks):
    answer = asked(tmp_path, [[float(mark) for mark in row] for row in marks])
    assert answer["tooFew"] is True
    assert "agreement-too-few" in [note["code"] for note in answer["notes"]]
    if len(marks) == 1 or len(marks[0]) == 1:
        assert answer["kendall"]["w"] is None and answer["icc"]["2,1"] is None and answer["cronbachAlpha"] is None


def test_the_order_of_the_rows_changes_nothing(tmp_path):
    rows = [(f"E{e}", f"J{j}", ITEMS[i], v) for e, j, i, v in three_items(2, 9, 4)]
    first = agreement(THREE, write(tmp_path, rows), "--format", "json").out
    random.Random(1).shuffle(rows)
    assert agreement(THREE, write(tmp_path, rows), "--format", "json").out == first


def test_plain_words_come_first_in_both_languages(tmp_path):
    marks = [[m - (9 if j == 2 else 0) for j, m in enumerate(row)] for row in marked(6, step=1)]
    file = write(tmp_path, [(f"E{e}", f"J{j}", "marks", m) for e, row in enumerate(marks) for j, m in enumerate(row)])
    for language, word, figures in [("zh", "偏严", "给想细看的人"), ("en", "strict:", "For those who ask")]:
        out = agreement(ONE, file, "--language", language).out
        [line] = [line for line in out.splitlines() if line.startswith("J2") and word in line]
        assert out.index(line) < out.index(figures)


def test_invalid_sheets_end_with_65_and_the_document_is_still_there(tmp_path):
    answer = agreement(ONE, write(tmp_path, [("A", "J1", "marks", "101"), ("A", "J1", "taste", "1")]), "--format", "json", status=65).json
    assert MEMBERS <= set(answer)
    assert {fault["row"] for fault in answer["faults"]} == {2, 3}


def test_an_unknown_panel_ends_with_65(tmp_path):
    answer = agreement(ONE, write(tmp_path, [("A", "J1", "marks", "90")]), "--panel", "jury", "--format", "json", status=65).json
    assert answer["faults"][0]["code"] == "agreement-unknown-panel"


def test_a_file_that_is_not_there_ends_with_66_and_wrong_usage_with_64(tmp_path):
    agreement(ONE, tmp_path / "none.csv", status=66)
    agreement(tmp_path / "none.xml", write(tmp_path, []), status=66)
    sizhou("agreement", "--rubric", ONE, status=64)
