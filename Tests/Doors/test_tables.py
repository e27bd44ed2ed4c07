"""Spreadsheets in and out: rubrics as tables, marks in XLSX, and files that other programs write and open."""
import datetime
import io
import json
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from program import ROOT, sizhou

RUBRICS = sorted((ROOT / "rubrics").glob("*.xml")) + sorted((ROOT / "Tests/Fixtures/rules").glob("*/rubric.xml"))
RULES = sorted(path for path in (ROOT / "Tests/Fixtures/rules").iterdir() if path.is_dir())
SOUP = ROOT / "rubrics/chef-hot.xml"


def name(path):
    return path.parent.name if path.name == "rubric.xml" else path.stem


def described(path):
    """What the program says of a rubric, but for the digest of its bytes."""
    answer = sizhou("rubric", "describe", path, "--format", "json").json
    return re.sub(r'"sha256": ?"[0-9a-f]*"', "", json.dumps(answer, ensure_ascii=False))


def save(path, rows, title="Sheet1", **more):
    """A workbook as openpyxl writes it; `more` holds further sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for other, content in more.items():
        extra = book.create_sheet(other)
        for row in content:
            extra.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("rubric", RUBRICS, ids=name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rubric_goes_into_a_table_and_back_without_loss(rubric, language, tmp_path):
    table, again, more = tmp_path / "t.xlsx", tmp_path / "again.xml", tmp_path / "more.xml"
    sizhou("rubric", "to-table", rubric, "-o", table, "--language", language)
    sizhou("rubric", "from-table", table, "-o", again)
    sizhou("rubric", "check", again)
    assert described(again) == described(rubric)
    sizhou("rubric", "to-table", again, "-o", table, "--language", language)
    sizhou("rubric", "from-table", table, "-o", more)
    assert more.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("folder", RULES, ids=lambda folder: folder.name)
def test_a_result_is_the_same_by_the_rubric_out_of_the_table(folder, tmp_path):
    table, again = tmp_path / "t.xlsx", tmp_path / "again.xml"
    sizhou("rubric", "to-table", folder / "rubric.xml", "-o", table)
    sizhou("rubric", "from-table", table, "-o", again)
    more = []
    for part in ("entries", "decisions"):
        if (folder / f"{part}.csv").exists():
            more += [f"--{part}", folder / f"{part}.csv"]
    answers = [sizhou("tally", "--rubric", rubric, "--sheets", folder / "sheets.csv", *more, "--format", "json").json
               for rubric in (folder / "rubric.xml", again)]
    assert answers[0]["ranking"] == answers[1]["ranking"]


def test_openpyxl_opens_our_file_and_writes_one_that_we_read(tmp_path):
    table, edited, again = tmp_path / "t.xlsx", tmp_path / "edited.xlsx", tmp_path / "again.xml"
    sizhou("rubric", "to-table", SOUP, "-o", table, "--language", "zh")
    book = openpyxl.load_workbook(table)
    assert book.sheetnames[:2] == ["细则", "评判组"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert sheet.column_dimensions["A"].width >= 6
    scheme = book["评分项"]
    head = [cell.value for cell in scheme[1]]
    assert {"要素编号", "类型", "评分项", "满分"} <= set(head)
    marks = [row[head.index("满分")].value for row in scheme.iter_rows(min_row=2)]
    assert any(isinstance(mark, (int, float)) for mark in marks)
    book.save(edited)
    sizhou("rubric", "from-table", edited, "-o", again)
    assert described(again) == described(SOUP)


def edited(tmp_path, changes):
    """The table of a rubric with the full marks of some items changed."""
    table = tmp_path / "t.xlsx"
    sizhou("rubric", "to-table", SOUP, "-o", table, "--language", "zh")
    book = openpyxl.load_workbook(table)
    scheme = book["评分项"]
    head = [cell.value for cell in scheme[1]]
    rows = {row[head.index("项目编号")].value: row for row in scheme.iter_rows(min_row=2)}
    for item, column, value in changes:
        rows[item][head.index(column)].value = value
    book.save(table)
    return table, rows


def test_a_step_edited_in_the_table_arrives_in_the_rubric(tmp_path):
    table, _ = edited(tmp_path, [("H1", "分值间隔", 0.25)])
    again = tmp_path / "again.xml"
    sizhou("rubric", "from-table", table, "-o", again)
    assert 'id="H1" max="40" step="0.25"' in again.read_text("utf-8")


def test_marks_that_no_longer_add_up_are_faults_at_their_rows(tmp_path):
    table, rows = edited(tmp_path, [("H3", "满分", 21), ("O3", "满分", 19)])
    answer = sizhou("rubric", "from-table", table, "-o", tmp_path / "x.xml", "--format", "json", status=65).json
    sums = [fault["row"] for fault in answer["faults"] if fault["code"] == "R010"]
    assert len(sums) >= 2 and min(sums) == rows["H1"][0].row - 1


def test_without_o_both_commands_write_to_standard_output(tmp_path):
    table = tmp_path / "t.xlsx"
    table.write_bytes(sizhou("rubric", "to-table", SOUP).raw)
    assert zipfile.ZipFile(table).testzip() is None
    xml = sizhou("rubric", "from-table", table).out
    assert xml.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<rubric ') and xml.endswith("</rubric>\n")


def test_faults_come_all_at_once_with_sheet_row_and_column(tmp_path):
    table = tmp_path / "t.xlsx"
    sizhou("rubric", "to-table", SOUP, "-o", table, "--language", "zh")
    book = openpyxl.load_workbook(table)
    book["评判组"]["G2"].value = "不知道"
    scheme = book["评分项"]
    head = [cell.value for cell in scheme[1]]
    scheme.cell(5, head.index("满分") + 1).value = "很多"
    book["取整"]["B2"].value = 9
    book.save(table)
    out = tmp_path / "x.xml"
    answer = sizhou("rubric", "from-table", table, "-o", out, "--format", "json", status=65).json
    assert answer["valid"] is False and not out.exists()
    assert {(fault["row"], fault["column"]) for fault in answer["faults"]} >= {
        (2, 7), (5, head.index("满分") + 1), (2, 2)}
    for fault in answer["faults"]:
        assert fault["file"] == str(table) and fault["zh"] and fault["en"] and fault["suggestion"]
    err = sizhou("rubric", "from-table", table, "--language", "zh", status=65).err
    assert "“评判组”G2：" in err and len(err.splitlines()) == len(answer["faults"])


def test_a_rubric_file_that_is_wrong_is_refused(tmp_path):
    file = tmp_path / "wrong.xml"
    file.write_text("<rubric/>", "utf-8")
    assert "wrong.xml" in sizhou("rubric", "to-table", file, status=65).err
    sizhou("rubric", "to-table", tmp_path / "none.xml", status=66)
    sizhou("rubric", "from-table", tmp_path / "none.xlsx", status=66)
    sizhou("rubric", "from-table", file, "--format", "json", status=64)


def test_a_cis_export_becomes_a_rubric_that_tallies(tmp_path):
    table = save(tmp_path / "Skill34_Cooking.xlsx", [
        ["Cooking"], [],
        ["ID", "Name", None, None, None, None, None, None, None, None, "Mark"],
        ["A", "Work organization", None, None, None, None, None, None, None, None, 2.5],
        ["B", "Taste", None, None, None, None, None, None, None, None, 5],
        ["Sub\nCriterion\nID", "Sub Criterion\nName or Description", "Day of Marking",
         "Aspect\nType\nM = Meas\nJ = Judg", "Aspect - Description", "Judg Score",
         "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
         "Requirement\n(Measurement Only)", "WSOS Section", "Calculation Row \n(Export only)", "Max\nMark"],
        ["A1", "Hygiene", 1],
        [None, None, None, "M", "Hands washed", None, None, None, 1, 1, 0.5],
        [None, None, None, "M", "Bench clean", None, None, None, 1, 1, 2],
        ["B1", "Sauce", 2],
        [None, None, None, "J", "Harmony", None, None, None, 4, 1, 5],
        *[[None, None, None, None, None, score, text] for score, text in enumerate(["poor", "fair", "good", "excellent"])],
    ], title="CIS Marking Scheme Import")
    rubric = tmp_path / "cooking.xml"
    notes = sizhou("rubric", "from-table", table, "-o", rubric).err
    for told in ("table-default-panels", "table-default-rounds", "table-not-kept"):
        assert told in notes
    sizhou("rubric", "check", rubric)
    sheets = tmp_path / "marks.csv"
    sheets.write_text("entry,judge,item,value\nE1,T,A1.1.1,1\nE1,T,A1.2.1,1\n"
                      "E1,J1,B1.1,2\nE1,J2,B1.1,3\nE1,J3,B1.1,3\n", "utf-8")
    answer = sizhou("tally", "--rubric", rubric, "--sheets", sheets, "--format", "json").json
    # 0.5 + 2 + (2 + 3 + 3) / 3 x 5 / 3 = 6.944...
    assert answer["ranking"][0]["total"] == "6.94"


def test_a_list_in_csv_becomes_a_rubric_too(tmp_path):
    file = tmp_path / "soup.csv"
    file.write_bytes("评分项,满分\n色泽,40\n味道,60\n".encode("gb18030"))
    xml = sizhou("rubric", "from-table", file).out
    assert 'id="soup"' in xml and "<title>色泽</title>" in xml


MARKS = [["entry", "judge", "item", "value"], ["A", "J1", "marks", 81], ["A", "J2", "marks", 90.5],
         ["A", "J3", "marks", 0.1 + 0.2 + 92]]


def test_marks_in_a_spreadsheet_count_as_those_in_csv(tmp_path):
    rubric = ROOT / "Tests/Fixtures/tally/f7.xml"
    lines = (ROOT / "Tests/Fixtures/tally/f7-sheets.csv").read_text("utf-8").splitlines()
    rows = [line.split(",") for line in lines]
    typed = [rows[0]] + [[float(cell) if re.fullmatch(r"[0-9.]+", cell) else cell for cell in row] for row in rows[1:]]
    file = save(tmp_path / "marks.xlsx", typed)
    want = sizhou("tally", "--rubric", rubric, "--sheets", ROOT / "Tests/Fixtures/tally/f7-sheets.csv", "--format", "json").json
    got = sizhou("tally", "--rubric", rubric, "--sheets", file, "--format", "json").json
    assert got["ranking"] == want["ranking"]


def test_three_sheets_of_one_workbook_are_named_behind_a_hash(tmp_path):
    folder = ROOT / "Tests/Fixtures/rules/14-vetoes-and-states"
    sheets = {}
    for part in ("sheets", "entries", "decisions"):
        sheets[part] = [line.split(",") for line in (folder / f"{part}.csv").read_text("utf-8").splitlines()]
    file = save(tmp_path / "all.xlsx", sheets["sheets"], title="marks", entries=sheets["entries"],
                decisions=sheets["decisions"])
    got = sizhou("tally", "--rubric", folder / "rubric.xml", "--sheets", file, "--entries", f"{file}#entries",
                 "--decisions", f"{file}#decisions", "--format", "json").json
    want = sizhou("tally", "--rubric", folder / "rubric.xml", "--sheets", folder / "sheets.csv", "--entries",
                  folder / "entries.csv", "--decisions", folder / "decisions.csv", "--format", "json").json
    assert got["ranking"] == want["ranking"]
    assert [note["code"] for note in got["notes"]][:1] == ["table-other-sheets"]
    missing = sizhou("tally", "--rubric", folder / "rubric.xml", "--sheets", f"{file}#nobody", status=65)
    assert "table-unknown-sheet" in missing.err and "entries" in missing.err


def test_times_of_day_typed_into_cells_are_times(tmp_path):
    folder = ROOT / "Tests/Fixtures/rules/01-chef-contest"
    rows = [line.split(",") for line in (folder / "entries.csv").read_text("utf-8").splitlines()]
    assert {"start", "finish"} <= set(rows[0])
    typed = [rows[0]]
    for row in rows[1:]:
        cells = [datetime.time.fromisoformat(cell) if re.fullmatch(r"\d\d:\d\d:\d\d", cell) else cell or None for cell in row]
        typed.append(cells)
    assert any(isinstance(cell, datetime.time) for row in typed for cell in row)
    file = save(tmp_path / "entries.xlsx", typed)
    answers = [sizhou("tally", "--rubric", folder / "rubric.xml", "--sheets", folder / "sheets.csv", "--entries", entries,
                      "--format", "json").json for entries in (folder / "entries.csv", file)]
    assert answers[0]["ranking"] == answers[1]["ranking"]


@pytest.mark.parametrize("make, code", [
    (lambda: b"PK\x03\x04nothing", "table-damaged"),
    (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "table-old-excel"),
    (lambda: bomb(), "table-too-large"),
])
def test_a_file_that_means_harm_is_refused_quickly(make, code, tmp_path):
    file = tmp_path / "bad.xlsx"
    file.write_bytes(make())
    ran = sizhou("rubric", "from-table", file, status=65, measured=True, timeout=20)
    assert code in ran.err
    assert ran.peak < 250, f"{ran.peak} MiB"


def bomb():
    """A workbook whose one sheet is a gigabyte of spaces."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        file.writestr("_rels/.rels", f'<Relationships><Relationship Id="a" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        file.writestr("xl/workbook.xml", f'<workbook xmlns:r="{relation}"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>')
        file.writestr("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="a" Type="{relation}/worksheet" Target="s.xml"/></Relationships>')
        with file.open("xl/s.xml", "w") as part:
            part.write(b"<worksheet><sheetData>")
            for _ in range(1024):
                part.write(b" " * (1 << 20))
            part.write(b"</sheetData></worksheet>")
    return out.getvalue()


def office():
    return shutil.which("soffice") or shutil.which("libreoffice")


if office():
    def test_libreoffice_opens_our_file_and_writes_one_that_we_read(tmp_path):
        table, again = tmp_path / "t.xlsx", tmp_path / "again.xml"
        sizhou("rubric", "to-table", SOUP, "-o", table)
        (tmp_path / "out").mkdir()
        subprocess.run([office(), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
                        "--outdir", tmp_path / "out", table], check=True, capture_output=True, timeout=180)
        sizhou("rubric", "from-table", tmp_path / "out/t.xlsx", "-o", again)
        assert described(again) == described(SOUP)
