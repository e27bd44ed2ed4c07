"""Published rules as rubrics: every folder of Tests/Fixtures/rules gives the result that stands beside it."""
import csv

import pytest

from program import ROOT, sizhou

FOLDERS = sorted(path for path in (ROOT / "Tests/Fixtures/rules").iterdir() if path.is_dir())


def shown(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else value


def tally(folder, *more, status=0):
    tables = []
    for name in ("entries", "decisions"):
        if (folder / f"{name}.csv").exists():
            tables += [f"--{name}", folder / f"{name}.csv"]
    return sizhou("tally", "--rubric", folder / "rubric.xml", "--sheets", folder / "sheets.csv", *tables, *more,
                  status=status)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_rubric_has_no_fault(folder):
    sizhou("rubric", "check", folder / "rubric.xml")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_rule_gives_the_result_beside_it(folder):
    answer = tally(folder, "--format", "json")
    with open(folder / "expected.csv", encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    got = [{name: shown(line[name]) for name in expected[0]} for line in answer.json["ranking"]]
    assert got == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_result_is_explained_in_words(folder):
    for line in tally(folder, "--format", "json").json["ranking"]:
        for language in ("zh", "en"):
            out = tally(folder, "--explain", line["entry"], "--language", language).out
            assert line["entry"] in out
            assert "Optional(" not in out and "Rational(" not in out


def test_all_fifteen_rules_are_there():
    assert {folder.name[:2] for folder in FOLDERS} >= {f"{number:02}" for number in range(1, 16)}


def test_a_judge_left_out_changes_the_ranking_and_is_noted():
    folder = ROOT / "Tests/Fixtures/rules/01-chef-contest"
    answer = tally(folder, "--without", "J4", "--format", "json").json
    assert [(line["entry"], line["place"]) for line in answer["ranking"]] == [("B", "1"), ("A", "2")]
    assert [note["code"] for note in answer["notes"]] == ["what-if-without"]


def test_a_changed_mark_changes_the_total():
    folder = ROOT / "Tests/Fixtures/rules/04-diving"
    answer = tally(folder, "--change", "D1,J4,award@r2=8", "--format", "json").json
    # 8 8 8 8.5 8 8 9: the middle three stay 8 8 8, so the dive gives what it gave.
    assert answer["ranking"][0]["total"] == "133.20"
    answer = tally(folder, "--change", "D1,R,penalty@r2=1", "--format", "json").json
    assert answer["ranking"][0]["total"] == "124.80"


@pytest.mark.parametrize("change, code", [
    ("X9,J1,taste=40", 65), ("A,J9,taste=40", 65), ("A,J1,tast=40", 65), ("A,J1,taste=61", 65), ("A,J1", 64)])
def test_a_change_that_cannot_be_is_refused(change, code):
    tally(ROOT / "Tests/Fixtures/rules/01-chef-contest", "--change", change, status=code)


def test_the_robustness_report_is_the_same_every_time_and_names_every_judge():
    folder = ROOT / "Tests/Fixtures/rules/01-chef-contest"
    first = tally(folder, "--robustness", "--format", "json").json
    assert first == tally(folder, "--robustness", "--format", "json").json
    report = first["robustness"]
    assert [one["judge"] for one in report["withoutJudge"]] == ["J1", "J2", "J3", "J4", "J5", "S1", "S2"]
    assert [change["entry"] for change in report["withoutJudge"][3]["changes"]] == ["A", "B"]
    assert report["oneStep"]["tried"] == 48 and report["oneStep"]["untried"] == 0
    assert sum(one["first"] for one in report["resampling"]["entries"]) >= report["resampling"]["draws"]
