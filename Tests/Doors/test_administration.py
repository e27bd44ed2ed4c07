"""The administrator's pages: accounts, copies, the audit for those who watch, people who ask to be forgotten, people who stand twice."""
import os
import re
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from office import Forms, PEOPLE, Staff, judge_everything, publish_and_issue, set_up_contest, strip
from program import Server, sizhou

PASSWORD = "a long pass phrase"


def ask(data, sql):
    db = sqlite3.connect(f"file:{data}/sizhou.sqlite?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def sound(data):
    return sizhou("audit", "verify", "--data", data, "--format", "json").json["sound"]


def let_in(server, login, password):
    staff = Staff(server)
    staff.sign_in(login, password)
    staff.change_password(password, PASSWORD)
    return staff


def signed_in(server, login):
    staff = Staff(server)
    staff.sign_in(login, PASSWORD)
    return staff


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An office with a contest that is scored, published and certified; copied by every test."""
    data = tmp_path_factory.mktemp("administration") / "data"
    with Server(data) as server:
        answer = sizhou("user", "add", "chen", "--name", "陈主任", "--role", "administrator", "organizer", "chief",
                        "--data", data)
        staff = let_in(server, "chen", answer.out.split("password ")[1].split()[0])
        judge_everything(server, set_up_contest(staff, "snacks"))
        publish_and_issue(staff, "snacks")
    return data


@pytest.fixture
def office(made, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(made, data)
    with Server(data) as server:
        yield data, server, signed_in(server, "chen")


# --- Accounts


def fresh(page):
    return re.search(r'id="fresh"[^>]*>([^<]+)<', page)[1]


def account_id(data, login):
    return ask(data, f"SELECT id FROM account WHERE login = '{login}'")[0][0]


def test_a_new_account_signs_in_with_the_password_that_was_shown_once(office):
    data, server, chen = office
    page = chen.send("/office/accounts", "/office/accounts", expect=200, name="吴干事", login="wu",
                     **{"role.organizer": "1", "role.supervisor": "1"})
    assert fresh(page) not in chen.page("/office/accounts")
    wu = let_in(server, "wu", fresh(page))
    assert wu.request("GET", "/office/new-event")[0] == 200
    assert wu.request("GET", "/office/audit")[0] == 200
    assert wu.request("GET", "/office/accounts")[0] == 403
    assert sound(data)


def test_what_is_wrong_with_a_new_account_is_said_and_what_was_typed_stays(office):
    _, _, chen = office
    page = chen.send("/office/accounts", "/office/accounts", expect=422, name="吴干事", login="chen", **{"role.clerk": "1"})
    assert "taken" in strip(page) and Forms(page).forms["/office/accounts"]["name"] == "吴干事"
    page = chen.send("/office/accounts", "/office/accounts", expect=422, name="吴干事", login="wu")
    assert "at least one role" in strip(page)


def test_roles_are_given_and_taken_and_hold_at_once(office):
    data, server, chen = office
    page = chen.send("/office/accounts", "/office/accounts", expect=200, name="吴干事", login="wu", **{"role.clerk": "1"})
    wu = let_in(server, "wu", fresh(page))
    id = account_id(data, "wu")
    assert wu.request("GET", "/office/audit")[0] == 403
    chen.send("/office/accounts", f"/office/accounts/{id}/roles", **{"role.supervisor": "1"})
    assert wu.request("GET", "/office/audit")[0] == 200
    forms = Forms(chen.page("/office/accounts")).forms[f"/office/accounts/{id}/roles"]
    assert {name for name in forms if name.startswith("role.")} == {"role.clerk", "role.supervisor"}
    status, _, _ = chen.request("POST", f"/office/accounts/{id}/roles", {"csrf": forms["csrf"], "role.clerk": "1"})
    assert status == 303 and wu.request("GET", "/office/audit")[0] == 403
    assert sound(data), "a role that was taken away is not accounted for"


def test_a_reset_and_a_disabled_account_end_sign_ins(office):
    data, server, chen = office
    page = chen.send("/office/accounts", "/office/accounts", expect=200, name="吴干事", login="wu", **{"role.clerk": "1"})
    wu = let_in(server, "wu", fresh(page))
    id = account_id(data, "wu")
    page = chen.send("/office/accounts", f"/office/accounts/{id}/reset", expect=200)
    assert wu.request("GET", "/office")[0] == 303, "she is still in"
    wu = let_in(server, "wu", fresh(page))
    chen.send("/office/accounts", f"/office/accounts/{id}/disable")
    assert wu.request("GET", "/office")[0] == 303
    Staff(server).sign_in("wu", PASSWORD, expect=401)
    chen.send("/office/accounts", f"/office/accounts/{id}/enable")
    signed_in(server, "wu")


def test_the_last_administrator_stays(office):
    data, _, chen = office
    # The account that was made first has never signed in, yet it could.
    chen.send("/office/accounts", f"/office/accounts/{account_id(data, 'admin')}/disable")
    id = account_id(data, "chen")
    page = chen.send("/office/accounts", f"/office/accounts/{id}/disable", expect=422)
    assert "last administrator" in strip(page)
    forms = Forms(chen.page("/office/accounts")).forms[f"/office/accounts/{id}/roles"]
    status, _, page = chen.request("POST", f"/office/accounts/{id}/roles", {"csrf": forms["csrf"], "role.chief": "1"})
    assert status == 422 and "last administrator" in strip(page)


def test_an_account_with_roles_in_two_counties_is_changed_by_neither_alone(office):
    data, _, chen = office
    db = sqlite3.connect(data / "sizhou.sqlite", timeout=30)
    with db:
        db.execute("INSERT INTO region (id, title_zh, title_en) VALUES ('522699', '示例县', 'Example County')")
    db.close()
    home = ask(data, "SELECT DISTINCT region FROM role_grant")[0][0]
    sizhou("user", "add", "both", "--name", "both", "--role", "organizer", "--region", home, "--data", data)
    id = account_id(data, "both")
    db = sqlite3.connect(data / "sizhou.sqlite", timeout=30)
    with db:
        db.execute("INSERT INTO role_grant (id, account, role, region) VALUES ('grant-x', ?, 'administrator', '522699')", (id,))
    db.close()
    assert f"/office/accounts/{id}/reset" not in Forms(chen.page("/office/accounts")).forms
    csrf = Forms(chen.page("/office/password")).forms["/office/password"]["csrf"]
    assert chen.request("POST", f"/office/accounts/{id}/reset", {"csrf": csrf})[0] == 404


# --- The audit


def test_the_audit_is_found_by_who_what_and_when_and_names_nobody_who_took_part(office):
    _, _, chen = office
    page = chen.page("/office/audit")
    assert page.count('<li class="card"') == 50 and "Older" in page
    only = chen.page("/office/audit?act=event.")
    assert "results were published" in only and "a sheet was signed" not in only
    assert "没有" not in only
    by = strip(chen.page("/office/audit?who=chen&act=event.publish"))
    assert "陈主任" in by and "event:snacks" in by
    assert "No entry fits" in chen.page("/office/audit?to=2020-01-01")
    assert "is no day" in chen.page("/office/audit?from=yesterday")
    pages = "".join(chen.page(f"/office/audit?page={number}") for number in range(12))
    assert not [name for name, number, _ in PEOPLE if name in pages or number in pages]
    assert "idHash" not in pages and '"touched"' not in pages


def test_a_search_is_text_and_never_sql_or_markup(office):
    _, _, chen = office
    for text in ("%", "_", "' OR 1=1 --", "<script>alert(1)</script>", "\\"):
        from urllib.parse import quote
        page = chen.page("/office/audit?subject=" + quote(text))
        assert "No entry fits" in page and "<script>alert" not in page, text


# --- Copies


def test_without_a_second_medium_the_pages_say_so_in_words(office):
    _, _, chen = office
    page = strip(chen.page("/office/machine"))
    assert "There is no copy at all" in page and "There is no second copy" in page
    assert "--" not in page and "sizhou backup" not in page, "a command line in the browser"
    front = strip(chen.page("/office"))
    assert "Copies and devices" in front and "--backup-to" not in front


def choose(staff, place):
    form = Forms(staff.page("/office/machine")).forms["/office/machine/medium"]
    status, _, page = staff.request("POST", "/office/machine/medium", {**form, "path": place})
    return status, page


def test_a_medium_is_chosen_and_copies_lie_there_soon_and_on_demand(office, tmp_path):
    data, _, chen = office
    stick = tmp_path / "stick"
    assert choose(chen, str(stick))[0] == 303
    began = time.monotonic()
    while not (stick.exists() and list(stick.glob("*.backup"))):
        assert time.monotonic() - began < 30, "no copy was made by itself"
        time.sleep(0.2)
    time.sleep(1.1)
    chen.send("/office/machine", "/office/machine/copy")
    page = strip(chen.page("/office/machine"))
    assert "The last one" in page and "same disk" in page
    newest = sorted(stick.glob("*.backup"))[-1]
    sizhou("restore", newest, "--data", tmp_path / "restored")
    assert ask(tmp_path / "restored", "SELECT COUNT(*) FROM person") == ask(data, "SELECT COUNT(*) FROM person")
    actors = {row[0] for row in ask(data, "SELECT actor FROM audit_entry WHERE act = 'store.backup'")}
    assert actors == {"system", "account:" + account_id(data, "chen")}
    shutil.rmtree(stick)
    assert "It is not there" in strip(chen.page("/office/machine"))


@pytest.mark.parametrize("place", ["usb", "", "/proc/none", "{data}", "{data}/copies"])
def test_a_place_that_is_none_is_refused_in_words(office, place):
    data, _, chen = office
    status, page = choose(chen, place.format(data=data))
    assert status == 422 and 'role="alert"' in page


def test_a_downloaded_copy_restores_and_leaves_nothing_behind(office, tmp_path):
    import http.client
    import urllib.parse
    data, server, chen = office
    csrf = Forms(chen.page("/office/machine")).forms["/office/machine/download"]["csrf"]
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", "/office/machine/download", urllib.parse.urlencode({"csrf": csrf}), {
        "Cookie": chen.cookie, "Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status == 200 and re.search(r'filename="sizhou-\d{12}\.backup"', answer.headers["Content-Disposition"])
    assert int(answer.headers["Content-Length"]) == len(content)
    (tmp_path / "taken.backup").write_bytes(content)
    sizhou("restore", tmp_path / "taken.backup", "--data", tmp_path / "restored")
    assert not [name for name in os.listdir(data) if "part" in name]


def test_the_machine_is_looked_over_in_words(office):
    _, _, chen = office
    page = strip(chen.send("/office/machine", "/office/machine/examine", expect=200))
    assert "the database is sound" in page and "a flush takes" in page


def test_judges_devices_are_listed(office, made):
    _, _, chen = office
    page = strip(chen.page("/office/machine"))
    assert "Judges' devices" in page.replace("&#39;", "'").replace("&#x27;", "'") and "product 一" in page


# --- People


def person_id(data, name):
    return ask(data, f"SELECT id FROM person WHERE name = '{name}'")[0][0]


def search(name):
    from urllib.parse import quote
    return "/office/people?name=" + quote(name)


def everywhere(folder, text):
    """Files below a folder in which a text stands as UTF-8."""
    return [str(path) for path in Path(folder).rglob("*") if path.is_file() and text.encode("utf-8") in path.read_bytes()]


def test_who_asks_to_be_forgotten_is_nowhere_in_database_log_and_newer_copies_and_results_stay(office, tmp_path):
    data, server, chen = office
    name, number, unit = PEOPLE[1]
    id = person_id(data, name)
    ranking = server.get("/events/snacks/result.json")[2].decode()
    assert name in ranking and everywhere(data, name)
    certificates = ask(data, "SELECT number, credential FROM certificate ORDER BY number")
    key = ask(data, f"SELECT person_key FROM person WHERE id = '{id}'")[0][0]
    page = chen.send(search("示例"), f"/office/people/{id}/erase", expect=422, reason="her letter of today")
    assert "tick" in strip(page)
    chen.send(search("示例"), f"/office/people/{id}/erase", reason="her letter of today", sure="1")
    after = server.get("/events/snacks/result.json")[2].decode()
    assert name not in after and "（已删除）" in after
    import json
    assert [d["tally"] for d in json.loads(after)["divisions"]] == [d["tally"] for d in json.loads(ranking)["divisions"]]
    assert ask(data, "SELECT number, credential FROM certificate ORDER BY number") == certificates
    row = ask(data, f"SELECT name, person_key, id_cipher, id_hash, id_masked, phone_cipher FROM person WHERE id = '{id}'")
    assert row == [("（已删除）", None, None, None, "", None)]
    certified = [text for _, text in certificates if name in text]
    sizhou("backup", tmp_path / "after.backup", "--data", data)
    server.stop()
    for file in [data / "sizhou.sqlite", data / "sizhou.sqlite-wal", tmp_path / "after.backup"]:
        content = file.read_bytes() if file.exists() else b""
        assert key not in content, f"her key is still in {file.name}"
        assert number.encode() not in content
        # The certificates that were issued to her are signed and stay as they are.
        left = content.count(name.encode())
        assert left <= 4 * len(certified), f"her name stands {left} times in {file.name}"
        assert unit.encode() not in content or certified
    assert sound(data)


def test_without_a_certificate_not_one_byte_of_the_name_is_left(made, tmp_path):
    """A roster of a contest that has not begun."""
    data = tmp_path / "data"
    with Server(data) as server:
        answer = sizhou("user", "add", "chen", "--name", "陈主任", "--role", "administrator", "organizer", "--data", data)
        chen = let_in(server, "chen", answer.out.split("password ")[1].split()[0])
        set_up_contest(chen, "snacks")
        name, number, unit = PEOPLE[2]
        id = person_id(data, name)
        key = ask(data, f"SELECT person_key FROM person WHERE id = '{id}'")[0][0]
        chen.send(search(name), f"/office/people/{id}/erase", reason="her letter", sure="1")
        sizhou("backup", tmp_path / "after.backup", "--data", data)
        for file in [data / "sizhou.sqlite", data / "sizhou.sqlite-wal", tmp_path / "after.backup"]:
            content = file.read_bytes() if file.exists() else b""
            for what in (name.encode(), number.encode(), unit.encode(), key):
                assert what not in content, f"{what!r} is still in {file.name} while the server runs"
    assert sound(data)
    sizhou("restore", tmp_path / "after.backup", "--data", tmp_path / "restored")


def test_one_person_with_two_records_becomes_one_and_what_moved_stays_on_record(office, tmp_path):
    data, server, chen = office
    name = PEOPLE[0][0]
    chen.send("/office/new-event", "/office/new-event", id="second", zh="第二届", en="Second", kind="contest",
              day="2026-12-28", organizers="组委会")
    page = "/office/events/second/set-up"
    chen.send(page, page + "/divisions", rubric="chef-snack.xml", zh="风味小吃", en="Snacks")
    chen.send(page, page + "/roster", text=f"name,division\n{name},风味小吃")
    first, second = [row[0] for row in ask(data, f"SELECT id FROM person WHERE name = '{name}' ORDER BY id_masked DESC")]
    chen.send(search(name), f"/office/people/{second}/merge", into=first, reason="the same cook, seen with her papers")
    assert ask(data, f"SELECT DISTINCT person FROM participation p JOIN person h ON h.id = p.person WHERE h.name = '{name}'") == [(first,)]
    assert ask(data, "SELECT merged, kept FROM person_merge") == [(second, first)]
    moved = ask(data, "SELECT moved FROM person_merge")[0][0]
    assert "participation" in moved
    found = strip(chen.page(search(name)))
    assert "Second" in found and "Snacks" in found and second not in found
    assert sound(data)
    # Erasing her now reaches the joined record too.
    chen.send(search(name), f"/office/people/{first}/erase", reason="her letter", sure="1")
    assert ask(data, f"SELECT COUNT(*) FROM person WHERE name = '{name}'") == [(0,)]
    assert sound(data)


def test_two_people_are_not_joined(office):
    data, _, chen = office
    one, other = person_id(data, PEOPLE[0][0]), person_id(data, PEOPLE[1][0])
    page = chen.send(search("示例"), f"/office/people/{one}/merge", expect=422, into=other, reason="a slip")
    assert "two people" in strip(page)
    assert ask(data, "SELECT COUNT(*) FROM person_merge") == [(0,)]
