"""`sizhou import`: a roster, sheets from paper and from phones; all of a file, or nothing, and never over what is there."""
import csv
import io
import json
import shutil
import sqlite3

import pytest

from judging import Judge, digest, items_of, legal
from office import PEOPLE, Staff, set_up_contest
from program import Server, sizhou


def ask(data, sql):
    db = sqlite3.connect(f"file:{data}/sizhou.sqlite?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A contest that is open with nothing scored: `(data, cards)`."""
    data = tmp_path_factory.mktemp("import") / "data"
    return fresh(data)


def fresh(data):
    with Server(data) as server:
        made = sizhou("user", "add", "chen", "--name", "陈主任", "--role", "administrator", "organizer", "chief",
                      "--data", data)
        password = made.out.split("password ")[1].split()[0]
        staff = Staff(server)
        staff.sign_in("chen", password)
        staff.change_password(password, "a long pass phrase")
        cards = set_up_contest(staff, "snacks")
    return data, cards


def copy(office, tmp_path):
    shutil.copytree(office[0], tmp_path / "data")
    return tmp_path / "data"


def imported(what, file, data, *options, status=0):
    return sizhou("import", what, file, "--event", "snacks", "--data", data, "--format", "json", *options, status=status).json


def test_a_roster_comes_in_once_and_the_same_file_again_changes_nothing(office, tmp_path):
    data = copy(office, tmp_path)
    file = tmp_path / "roster.csv"
    rows = [f"{name},风味小吃,{unit},示例菜,{number}" for name, number, unit in PEOPLE]
    more = ["示例戊,风味小吃,示例村五,示例糕,522699199204040418", "示例己,风味小吃,示例村六,示例饼,"]
    file.write_text("\n".join(["姓名,组别,单位,作品,身份证号", *rows, *more]), "utf-8")
    before = ask(data, "SELECT COUNT(*) FROM participation")
    rehearsal = imported("people", file, data, "--dry-run", status=None)
    if rehearsal["faults"]:
        pytest.fail(str(rehearsal["faults"]))
    assert (rehearsal["added"], rehearsal["unchanged"]) == (2, 4)
    assert ask(data, "SELECT COUNT(*) FROM participation") == before, "a rehearsal kept something"
    assert imported("people", file, data)["added"] == 2
    entries = ask(data, "SELECT COUNT(*) FROM audit_entry")
    again = imported("people", file, data)
    assert (again["added"], again["unchanged"]) == (0, 6)
    assert ask(data, "SELECT COUNT(*) FROM audit_entry") == entries, "nothing changed, yet the audit grew"


def test_every_fault_of_a_roster_comes_at_once_with_row_and_column_and_nothing_is_kept(office, tmp_path):
    data = copy(office, tmp_path)
    file = tmp_path / "roster.csv"
    file.write_text("\n".join([
        "name,division,id_number,phone", "示例庚,风味小吃,522699199203120111,", ",风味小吃,,", "示例辛,无此组,,",
        "示例壬,风味小吃,,12345", "示例癸,风味小吃,,"]), "utf-8")
    before = ask(data, "SELECT COUNT(*) FROM person")
    answer = imported("people", file, data, status=65)
    places = {(fault["code"], fault["row"], fault["column"]) for fault in answer["faults"]}
    assert places == {("id-number-check", 2, 3), ("roster-name", 3, 1), ("roster-division", 4, 2), ("roster-phone", 5, 4)}
    assert all(fault["file"] == str(file) for fault in answer["faults"])
    assert ask(data, "SELECT COUNT(*) FROM person") == before


def test_a_roster_may_be_a_spreadsheet(office, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    data = copy(office, tmp_path)
    book = openpyxl.Workbook()
    book.active.append(["姓名", "组别", "作品"])
    book.active.append(["示例丑", "风味小吃", "示例粑"])
    book.save(tmp_path / "roster.xlsx")
    assert imported("people", tmp_path / "roster.xlsx", data)["added"] == 1


# --- Sheets


@pytest.fixture(scope="module")
def forms(office, tmp_path_factory):
    """What each judge's device is shown: `{judge: [(sheet, form)]}`."""
    folder = tmp_path_factory.mktemp("forms")
    shutil.copytree(office[0], folder / "data")
    shown = []
    with Server(folder / "data") as server:
        for card, pin in office[1]:
            judge = Judge(server, card, pin)
            boot = judge.bootstrap()
            shown.append((boot["judge"], [(sheet, boot["forms"][sheet["form"]]) for sheet in boot["sheets"]]))
    return shown


def table(forms, key="id", turn=0, only=None):
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["entry", "judge", "item", "value"])
    for place, (judge, sheets) in enumerate(forms):
        if only is not None and place not in only:
            continue
        for number, (sheet, form) in enumerate(sheets):
            for item in items_of(form):
                for name, value in legal(item, turn + place + number).items():
                    rows.writerow([sheet["code"], judge[key], name, value])
    return out.getvalue()


def test_paper_sheets_come_in_once_by_code_and_judge(office, forms, tmp_path):
    data = copy(office, tmp_path)
    file = tmp_path / "paper.csv"
    file.write_text(table(forms), "utf-8")
    expected = sum(len(sheets) for _, sheets in forms)
    assert imported("sheets", file, data, "--dry-run")["stored"] == expected
    assert ask(data, "SELECT COUNT(*) FROM sheet_revision") == [(0,)], "a rehearsal kept something"
    assert imported("sheets", file, data)["stored"] == expected
    again = imported("sheets", file, data)
    assert (again["stored"], again["unchanged"]) == (0, expected)
    assert ask(data, "SELECT COUNT(*), MAX(revision) FROM sheet_revision") == [(expected, 1)]
    assert sizhou("audit", "verify", "--data", data, "--format", "json").json["sound"]


def test_judges_may_be_named_where_nobody_shares_the_name(office, forms, tmp_path):
    data = copy(office, tmp_path)
    file = tmp_path / "paper.csv"
    file.write_text(table(forms, key="name", only={0}), "utf-8")
    assert imported("sheets", file, data)["stored"] == len(forms[0][1])


def test_other_marks_than_those_on_record_wait_for_the_chief_judge_and_overwrite_nothing(office, forms, tmp_path):
    data = copy(office, tmp_path)
    file = tmp_path / "paper.csv"
    file.write_text(table(forms, only={0}), "utf-8")
    imported("sheets", file, data)
    kept = ask(data, "SELECT sheet, marks FROM sheet_revision ORDER BY sheet")
    file.write_text(table(forms, only={0}, turn=1), "utf-8")
    answer = imported("sheets", file, data, status=1)
    assert (answer["stored"], answer["waiting"]) == (0, len(forms[0][1]))
    assert ask(data, "SELECT sheet, marks FROM sheet_revision ORDER BY sheet") == kept
    assert ask(data, "SELECT DISTINCT cause, state FROM late_sheet") == [("conflict", "waiting")]
    imported("sheets", file, data, status=1)
    assert ask(data, "SELECT COUNT(*) FROM late_sheet") == [(len(forms[0][1]),)], "the same file twice waits twice"
    with Server(data) as server:
        staff = Staff(server)
        staff.sign_in("chen", "a long pass phrase")
        page = staff.page("/office/events/snacks")
        assert "imported marks differ" in page
        staff.send("/office/events/snacks", "/office/events/snacks/late", admit="1", reason="compared with the paper")
    assert ask(data, "SELECT COUNT(*) FROM sheet_revision WHERE revision = 2") == [(1,)]
    settled = imported("sheets", file, data, status=1)
    assert settled["unchanged"] == 1
    assert sizhou("audit", "verify", "--data", data, "--format", "json").json["sound"]


def test_every_fault_of_paper_sheets_comes_at_once_and_nothing_is_kept(office, forms, tmp_path):
    data = copy(office, tmp_path)
    (judge, sheets), (other, _) = forms[0], forms[3]
    code = sheets[0][0]["code"]
    item = items_of(sheets[0][1])[0]
    file = tmp_path / "paper.csv"
    file.write_text("\n".join([
        "entry,judge,item,value", f"{code},{judge['id']},{item['id']},{item['max']}", f"X99,{judge['id']},{item['id']},1",
        f"{code},nobody,{item['id']},1", f"{code},{judge['id']},no-such-item,1", f"{code},{judge['id']},{item['id']},9999",
    ]), "utf-8")
    answer = imported("sheets", file, data, status=65)
    assert {(fault["code"], fault["row"], fault["column"]) for fault in answer["faults"]} >= {
        ("sheets-entry-unknown", 3, 1), ("sheets-judge-unknown", 4, 2), ("sheets-item-unknown", 5, 3),
    }, answer["faults"]
    assert ask(data, "SELECT COUNT(*) FROM sheet_revision") == [(0,)]


def test_an_illegal_mark_is_named_with_its_row_and_column(office, forms, tmp_path):
    data = copy(office, tmp_path)
    judge, sheets = forms[0]
    item = items_of(sheets[0][1])[0]
    file = tmp_path / "paper.csv"
    file.write_text(f"entry,judge,item,value\n{sheets[0][0]['code']},{judge['id']},{item['id']},9999\n", "utf-8")
    (fault,) = imported("sheets", file, data, status=65)["faults"]
    assert (fault["code"], fault["row"], fault["column"]) == ("sheet-illegal-value", 2, 4)


def device_file(judge, sheets, turn=0):
    """What the judge's page saves of its unsent sheets."""
    items = []
    for number, (sheet, form) in enumerate(sheets):
        _, headers, body, _ = judge.write(sheet, form, turn + number)
        items.append({"sheet": sheet["id"], "code": sheet["code"], "writeId": headers["X-Write-Id"],
                      "ifMatch": headers["If-Match"], "state": "saved", "body": body})
    return json.dumps({"format": "sizhou-sheets", "version": 1, "event": "snacks", "device": judge.device, "sheets": items})


def test_what_a_phone_saved_comes_in_as_if_the_phone_had_sent_it(office, tmp_path):
    data = copy(office, tmp_path)
    card, pin = office[1][0]
    with Server(data) as server:
        judge = Judge(server, card, pin)
        sheets = judge.open_sheets()
        file = tmp_path / "phone.json"
        file.write_text(device_file(judge, sheets), "utf-8")
        assert imported("sheets", file, data)["stored"] == len(sheets)
        assert imported("sheets", file, data)["unchanged"] == len(sheets)
        # The running server sees them, and the phone's own late delivery of the same write is a repetition.
        item = json.loads(file.read_text("utf-8"))["sheets"][0]
        status, answer = judge.put("/api/v1/sheets/" + item["sheet"], {
            **judge.headers, "Content-Type": "application/json", "If-Match": item["ifMatch"],
            "X-Write-Id": item["writeId"]}, item["body"])
        assert (status, answer["code"], answer["hash"]) == (200, "replayed", digest(item["body"]["values"]))


def test_a_phones_file_against_a_newer_sheet_waits_for_the_chief_judge(office, tmp_path):
    data = copy(office, tmp_path)
    card, pin = office[1][0]
    with Server(data) as server:
        judge = Judge(server, card, pin)
        sheets = judge.open_sheets()
        file = tmp_path / "phone.json"
        file.write_text(device_file(judge, sheets, turn=1), "utf-8")
        path, headers, body, _ = judge.write(*sheets[0], 5)
        assert judge.put(path, headers, body)[0] == 200
        answer = imported("sheets", file, data, status=1)
        assert (answer["stored"], answer["waiting"]) == (len(sheets) - 1, 1)


@pytest.mark.parametrize("content", ["{}", '{"sheets":[{"sheet":"x"}]}', '{"version":2,"sheets":[]}', "{", "a,b\n1,2\n"])
def test_what_is_no_file_of_sheets_is_refused_whole(office, tmp_path, content):
    file = tmp_path / "phone.json"
    file.write_text(content, "utf-8")
    assert imported("sheets", file, office[0], status=65)["faults"]


def test_usage(office, tmp_path):
    sizhou("import", "items", "x.csv", "--event", "snacks", "--data", office[0], status=64)
    sizhou("import", "people", tmp_path / "none.csv", "--event", "snacks", "--data", office[0], status=66)
    (tmp_path / "r.csv").write_text("name,division\n示例,风味小吃\n", "utf-8")
    sizhou("import", "people", tmp_path / "r.csv", "--event", "no-such-event", "--data", office[0], status=66)
    sizhou("import", "people", tmp_path / "r.csv", "--event", "snacks", "--data", tmp_path / "nowhere", status=66)
