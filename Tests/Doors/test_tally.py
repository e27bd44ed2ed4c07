"""`sizhou tally`: the worked fixtures come out as published, in every format, and the exit status says how it went."""
import csv
import io
import json

import pytest

from program import ROOT, sizhou

FIXTURES = ROOT / "Tests/Fixtures/tally"
# The worked examples: rubric, sheets, and the totals in order of place.
WORKED = [
    ("f1", "f1-sheets", {"A": "88.13"}),
    ("f2-totals", "f2-sheets", {"A": "85.67", "B": "85.17"}),
    ("f2-criteria", "f2-sheets", {"B": "85.67", "A": "85.33"}),
    ("f3-once", "f3-sheets", {"A": "90.46"}),
    ("f3-early", "f3-sheets", {"A": "90.45"}),
    ("f7", "f7-sheets", {"A": "88.00"}),
]


def tally(rubric, sheets, *more, **options):
    return sizhou("tally", "--rubric", FIXTURES / f"{rubric}.xml", "--sheets", sheets, *more, **options)


def sheets(folder, text, encoding="utf-8", name="sheets.csv"):
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return file


@pytest.mark.parametrize("rubric, file, totals", WORKED)
def test_json_gives_the_published_numbers(rubric, file, totals):
    answer = tally(rubric, FIXTURES / f"{file}.csv", "--format", "json").json
    assert answer["complete"] is True
    assert answer["faults"] == []
    assert answer["rubric"]["id"] == rubric
    assert len(answer["rubric"]["sha256"]) == 64
    assert {line["entry"]: line["total"] for line in answer["ranking"]} == totals
    assert [line["entry"] for line in answer["ranking"]] == list(totals)
    assert [line["order"] for line in answer["ranking"]] == list(range(1, len(totals) + 1))
    assert [line["place"] for line in answer["ranking"]] == [str(n) for n in range(1, len(totals) + 1)]


@pytest.mark.parametrize("rubric, file, totals", WORKED)
def test_csv_gives_the_published_numbers(rubric, file, totals):
    rows = list(csv.DictReader(io.StringIO(tally(rubric, FIXTURES / f"{file}.csv", "--format", "csv").out.lstrip("\ufeff"))))
    assert {row["entry"]: row["total"] for row in rows} == totals
    assert [row["place"] for row in rows] == [str(n) for n in range(1, len(totals) + 1)]


@pytest.mark.parametrize("rubric, file, totals", WORKED)
def test_the_table_gives_the_published_numbers(rubric, file, totals):
    out = tally(rubric, FIXTURES / f"{file}.csv").out
    at = [next(i for i, line in enumerate(out.splitlines()) if entry in line.split() and total in line)
          for entry, total in totals.items()]
    assert at == sorted(at)


def test_an_answer_is_the_same_bytes_every_time():
    outs = {tally("f2-criteria", FIXTURES / "f2-sheets.csv", "--format", "json").out for _ in range(3)}
    assert len(outs) == 1


def test_the_explanation_can_be_followed_with_a_pocket_calculator():
    out = tally("f1", FIXTURES / "f1-sheets.csv", "--explain", "A").out
    for number in ["85", "91", "87.5", "88.5", "88.125", "88.13"]:
        assert number in out, f"{number} is missing from\n{out}"


def test_the_explanation_as_json_is_one_document_with_every_mark():
    answer = tally("f2-criteria", FIXTURES / "f2-sheets.csv", "--explain", "B", "--format", "json").json
    text = json.dumps(answer)
    for number in ["33", "24.5", "18.5", "7.5", "85.67"]:
        assert f'"{number}"' in text, number


def test_a_missing_judge_blocks_the_entry_and_ends_with_1(tmp_path):
    file = sheets(tmp_path, "entry,judge,item,value\nA,J1,marks,81\nA,J2,marks,90\n")
    answer = tally("f7", file, "--format", "json", status=1).json
    assert answer["complete"] is False
    [line] = answer["ranking"]
    assert (line["status"], line["place"], line["total"]) == ("blocked", None, None)
    assert [fault["entry"] for fault in answer["faults"]] == ["A"]


def test_the_others_are_ranked_beside_a_blocked_entry(tmp_path):
    rows = "entry,judge,item,value\n" + "".join(
        f"{entry},J{judge},marks,{mark}\n" for entry, marks in {"A": "80 81 82", "B": "90 91", "C": "70 71 72"}.items()
        for judge, mark in enumerate(marks.split(), 1))
    answer = tally("f7", sheets(tmp_path, rows), "--format", "json", status=1).json
    assert [(line["entry"], line["place"]) for line in answer["ranking"]] == [("A", "1"), ("C", "2"), ("B", None)]


HEAD = "entry,judge,item,value\n"
GOOD = "A,J1,marks,81\nA,J2,marks,90\nA,J3,marks,88\n"
# What is wrong, the file's bytes, and the row that a fault must name, the header being row 1 (None: any).
INVALID = [
    ("a decimal comma", (HEAD + 'A,J1,marks,"81,5"\nA,J2,marks,90\nA,J3,marks,88\n').encode(), 2),
    ("a mark above the maximum", (HEAD + GOOD.replace("90", "101")).encode(), 3),
    ("a mark between the steps", (HEAD + GOOD.replace("88", "88.3")).encode(), 4),
    ("an item that the rubric does not know", (HEAD + GOOD + "A,J1,taste,9\n").encode(), 5),
    ("a repeated key", (HEAD + GOOD + "A,J1,marks,81\n").encode(), 5),
    ("an unknown column", ("entry,judge,item,value,colour\n" + GOOD.replace("\n", ",red\n")).encode(), None),
    ("a missing column", b"entry,judge,value\nA,J1,81\n", None),
    ("an unknown round", ("entry,judge,item,value,round\nA,J1,marks,81,semi\n").encode(), 2),
    ("a word for a mark", (HEAD + GOOD.replace("90", "ninety")).encode(), 3),
    ("a bad id", (HEAD + GOOD.replace("A,J1", "张三,J1")).encode(), 2),
    ("a NUL byte", (HEAD + GOOD).encode() + b"A,J4,marks,8\x000\n", None),
    ("UTF-16 without a mark of order", (HEAD + GOOD).encode("utf-16-le"), None),
    ("nothing at all", b"", None),
]


@pytest.mark.parametrize("what, content, row", INVALID, ids=[row[0] for row in INVALID])
def test_invalid_sheets_end_with_65_and_name_the_row(tmp_path, what, content, row):
    answer = tally("f7", sheets(tmp_path, content), "--format", "json", status=65).json
    assert answer["ranking"] == []
    assert answer["faults"], "no fault is reported"
    for fault in answer["faults"]:
        assert set(fault) == {"code", "file", "line", "column", "row", "entry", "zh", "en", "suggestion"}
        assert fault["code"] and fault["zh"] and fault["en"]
    if row is not None:
        assert row in [fault["row"] for fault in answer["faults"]], answer["faults"]


def test_a_decimal_comma_is_answered_with_a_suggestion(tmp_path):
    file = sheets(tmp_path, HEAD + 'A,J1,marks,"81,5"\nA,J2,marks,90\nA,J3,marks,88\n')
    [fault] = tally("f7", file, "--format", "json", status=65).json["faults"]
    assert "81.5" in json.dumps(fault["suggestion"])


def test_all_faults_are_reported_at_once(tmp_path):
    file = sheets(tmp_path, HEAD + "A,J1,marks,801\nA,J2,mark,90\nA,J3,marks,x\n")
    assert {2, 3, 4} <= {fault["row"] for fault in tally("f7", file, "--format", "json", status=65).json["faults"]}


# The same sheets, written as different programs write them.
WRITINGS = [
    ("a byte order mark", ("\ufeff" + HEAD + GOOD).encode()),
    ("UTF-16 with a mark of order", (HEAD + GOOD).encode("utf-16")),
    ("CRLF", (HEAD + GOOD).replace("\n", "\r\n").encode()),
    ("CR", (HEAD + GOOD).replace("\n", "\r").encode()),
    ("quoted fields", "".join(",".join(f'"{cell}"' for cell in row.split(",")) + "\n" for row in (HEAD + GOOD).split()).encode()),
    ("no newline at the end", (HEAD + GOOD).rstrip().encode()),
    ("other columns first", ("value,item,judge,entry\n81,marks,J1,A\n90,marks,J2,A\n88,marks,J3,A\n").encode()),
]


@pytest.mark.parametrize("content", [row[1] for row in WRITINGS], ids=[row[0] for row in WRITINGS])
def test_sheets_are_read_however_they_are_written(tmp_path, content):
    answer = tally("f7", sheets(tmp_path, content), "--format", "json").json
    assert answer["ranking"][0]["total"] == "88.00"


def test_full_width_digits_are_read_and_noted(tmp_path):
    file = sheets(tmp_path, HEAD + "A,J1,marks,８１\nA,J2,marks,９０．５\nA,J3,marks,88\n")
    answer = tally("f7", file, "--format", "json").json
    assert answer["ranking"][0]["total"] == "88.00"
    assert answer["notes"], "folding must be noted"


def test_names_in_gb18030_come_out_as_written(tmp_path):
    entries = sheets(tmp_path, "entry,name\nA,示例·杨师傅𠮷\n", "gb18030", "entries.csv")
    answer = tally("f7", FIXTURES / "f7-sheets.csv", "--entries", entries, "--format", "json").json
    assert answer["ranking"][0]["name"] == "示例·杨师傅𠮷"


def test_an_entry_that_the_entries_do_not_list_is_a_fault(tmp_path):
    entries = sheets(tmp_path, "entry\nB\n", name="entries.csv")
    tally("f7", FIXTURES / "f7-sheets.csv", "--entries", entries, status=65)


def test_a_withdrawn_entry_has_no_place(tmp_path):
    entries = sheets(tmp_path, "entry,status\nA,withdrawn\n", name="entries.csv")
    [line] = tally("f7", FIXTURES / "f7-sheets.csv", "--entries", entries, "--format", "json").json["ranking"]
    assert (line["status"], line["place"]) == ("withdrawn", None)


def test_wrong_usage_ends_with_64():
    sizhou("tally", status=64)
    sizhou("tally", "--rubric", FIXTURES / "f7.xml", status=64)
    sizhou("tally", "--rubric", FIXTURES / "f7.xml", "--sheets", FIXTURES / "f7-sheets.csv", "--format", "yaml", status=64)
    sizhou("no-such-command", status=64)


def test_a_file_that_is_not_there_ends_with_66(tmp_path):
    tally("f7", tmp_path / "none.csv", status=66)
    tally("none", FIXTURES / "f7-sheets.csv", status=66)


def test_a_rubric_with_faults_ends_with_65(tmp_path):
    broken = tmp_path / "broken.xml"
    broken.write_text((FIXTURES / "f7.xml").read_text("utf-8").replace('panel="judges"', 'panel="jury"'), "utf-8")
    ran = sizhou("tally", "--rubric", broken, "--sheets", FIXTURES / "f7-sheets.csv", "--format", "json", status=65)
    assert ran.json["ranking"] == []
