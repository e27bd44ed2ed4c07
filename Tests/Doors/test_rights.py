"""Who may do what, cell by cell over HTTP: every role, every address of the office, and two counties that see nothing of each other."""
import hashlib
import http.client
import json
import re
import shutil
import sqlite3
import time

import pytest

from judging import Judge
from office import Staff
from program import ROOT, Server

ROLES = ["administrator", "organizer", "chief", "official", "clerk", "supervisor"]

STAFF = set(ROLES)
ORGANIZING = {"administrator", "organizer"}
WATCHING = STAFF
CERTIFIED = {"administrator", "organizer", "official"}
READING = {"administrator", "organizer", "official", "supervisor"}
VENUE = {"administrator", "organizer", "chief", "clerk", "supervisor"}
LOOKING = {"administrator", "organizer", "chief", "supervisor"}
CHIEF = {"administrator", "chief"}
CLERK = {"administrator", "organizer", "clerk"}
DECIDING = {"administrator", "organizer", "chief"}
OFFICIAL = {"administrator", "official"}
ADMINISTRATOR = {"administrator"}

# Every address of the office with the roles to which it is open; `{e}` is the contest, `{x}` the exam, `{c}` a
# certificate, `{s}` a shop, `{k}` a case of support, `{p}` somebody who takes part, `{a}` an account, `{h}` a person, `{r}` a rubric.
TABLE = {
    "GET /office": STAFF,
    "GET /office/password": STAFF,
    "POST /office/password": STAFF,
    "GET /office/events/{e}": WATCHING,
    "GET /office/events/{e}/papers/summary": WATCHING,
    "POST /office/events/{e}/publish": ORGANIZING,
    "POST /office/events/{e}/late": CHIEF,
    "GET /office/new-event": ORGANIZING,
    "POST /office/new-event": ORGANIZING,
    "GET /office/events/{e}/set-up": ORGANIZING,
    "GET /office/events/{e}/set-up/codes": ORGANIZING,
    **{f"POST /office/events/{{e}}/set-up/{step}": ORGANIZING for step in (
        "divisions", "rubric", "roster", "status", "codes", "judges", "judges/renew", "judges/revoke", "judges/off",
        "assignments", "sheets", "open")},
    "GET /office/events/{e}/console": VENUE,
    **{f"POST /office/events/{{e}}/console/{act}": CHIEF for act in (
        "keep", "reenter", "reopen", "excuse", "excuse-judge", "swap", "lost", "late", "scoring")},
    "GET /office/events/{e}/closing": VENUE,
    "POST /office/events/{e}/closing/check": DECIDING,
    "POST /office/events/{e}/closing/waive": DECIDING,
    "GET /office/events/{e}/clock": VENUE,
    **{f"POST /office/events/{{e}}/clock/{act}": CLERK | {"chief"} for act in ("start", "finish", "correct")},
    "GET /office/events/{e}/wall": VENUE,
    "GET /office/events/{e}/paper": CLERK | {"chief"},
    **{f"POST /office/events/{{e}}/paper/{act}": CLERK | {"chief"} for act in ("type", "read-back", "sign", "settle")},
    "GET /office/events/{e}/readd": VENUE,
    "POST /office/events/{e}/readd": LOOKING,
    "GET /office/events/{e}/agreement": LOOKING,
    "GET /office/events/{e}/what-if": LOOKING,
    "GET /office/rubrics": LOOKING,
    "POST /office/rubrics": ORGANIZING,
    "GET /office/rubrics/{r}": LOOKING,
    "GET /office/rubrics/{r}/file": LOOKING,
    "GET /office/rubrics/{r}/edit": ORGANIZING,
    "POST /office/rubrics/{r}/edit": ORGANIZING,
    "GET /office/events/{e}/certificates": READING,
    "POST /office/events/{e}/certificates": CERTIFIED,
    "GET /office/certificates/{c}": READING,
    "GET /office/certificates/{c}/paper": READING,
    "GET /office/certificates/{c}/credential": READING,
    "POST /office/certificates/{c}/status": CERTIFIED,
    "POST /office/certificates/{c}/name": CERTIFIED,
    "GET /office/exams/{x}": WATCHING,
    "POST /office/exams/{x}/identity": CLERK,
    "POST /office/exams/{x}/theory": CLERK,
    "GET /office/exams/{x}/passed": WATCHING,
    "GET /office/exams/{x}/reports/{p}": WATCHING,
    "GET /office/exams/{x}/acts": WATCHING,
    "POST /office/exams/{x}/acts/theory": CLERK,
    "POST /office/exams/{x}/acts/absences": CLERK,
    "POST /office/exams/{x}/acts/decision": DECIDING,
    "POST /office/exams/{x}/acts/retakes": CLERK,
    "GET /office/shops": READING,
    "GET /office/shops/{s}": READING,
    "POST /office/shops/{s}/stages": OFFICIAL,
    "POST /office/shops/{s}/visits": OFFICIAL,
    "GET /office/outcomes": READING,
    "GET /office/new-shop": OFFICIAL,
    "POST /office/new-shop": OFFICIAL,
    "GET /office/shops/{s}/support": READING,
    "POST /office/shops/{s}/support": OFFICIAL,
    "POST /office/shops/{s}/support/{k}": OFFICIAL,
    "GET /office/audit": {"administrator", "supervisor"},
    "GET /office/accounts": ADMINISTRATOR,
    "POST /office/accounts": ADMINISTRATOR,
    **{f"POST /office/accounts/{{a}}/{act}": ADMINISTRATOR for act in ("reset", "disable", "enable", "roles")},
    "GET /office/people": ADMINISTRATOR,
    "POST /office/people/{h}/erase": ADMINISTRATOR,
    "POST /office/people/{h}/merge": ADMINISTRATOR,
    "GET /office/machine": ADMINISTRATOR,
    **{f"POST /office/machine/{act}": ADMINISTRATOR for act in ("copy", "download", "medium", "examine")},
}

# Addresses that belong to no row: each county's staff see their own there.
GENERAL = {"GET /office", "GET /office/password", "POST /office/password", "GET /office/new-event",
           "POST /office/new-event", "GET /office/shops", "GET /office/audit", "GET /office/accounts", "POST /office/accounts",
           "GET /office/people", *(route for route in TABLE if "/machine" in route), "GET /office/outcomes", "GET /office/new-shop",
           "POST /office/new-shop"}


def routes_in_the_source():
    """Method and path of every route of the office, as the site's own source lists them."""
    texts = [file.read_text("utf-8") for file in (ROOT / "Sources/Website").rglob("*.swift")]
    named = {name: (parent, path) for text in texts
             for name, parent, path in re.findall(r'let (\w+) = (\w+)\.group\("([^"]+)"\)', text)}

    def base(name):
        parent, path = named[name]
        above = "" if parent == "router" else base(parent)
        return above + ("/" if above and not path.startswith("/") else "") + path

    found = set()
    for name, method, path in re.findall(r'\b(\w+)\.(get|post|put)\((?:"([^"]+)"(?:, )?)?use: \w', "\n".join(texts)):
        if name == "router" or name in named:
            start = "" if name == "router" else base(name)
            found.add(f"{method.upper()} {start + ('/' if start and path else '') + path}")
    return {route for route in found if re.match(r"\w+ /office\b", route)}


def shape(route):
    return re.sub(r":\w+|\{\w\}|(?<=papers/)summary", "*", route)


def test_the_table_has_a_row_for_every_address_of_the_office():
    assert {shape(route) for route in TABLE} == {shape(route) for route in routes_in_the_source()}


def ask(data, sql):
    db = sqlite3.connect(f"file:{data}/sizhou.sqlite?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


class Office:
    """A running installation with two counties and an account for every role in each."""

    def __init__(self, server, data):
        self.server, self.data = server, data
        db = sqlite3.connect(data / "sizhou.sqlite", timeout=30)
        with db:
            db.execute("INSERT INTO region (id, title_zh, title_en) VALUES ('522699', '示例县', 'Example County')")
        db.close()
        self.home = ask(data, "SELECT id FROM region WHERE id <> '522699'")[0][0]
        logins = [(f"{county}-{role}", role, region) for county, region in (("home", self.home), ("away", "522699"))
                  for role in ROLES]
        self.staff = {login: self.member(login, role, region) for login, role, region in logins}
        self.ids = {
            "e": ask(data, "SELECT id FROM event WHERE kind = 'contest' AND id IN (SELECT event FROM publication)")[0][0],
            "x": ask(data, "SELECT event FROM exam_gate g JOIN participation p ON p.id = g.participation LIMIT 1")[0][0],
            "s": ask(data, "SELECT id FROM shop LIMIT 1")[0][0], "c": ask(data, "SELECT number FROM certificate LIMIT 1")[0][0],
            "k": ask(data, "SELECT id FROM support_case LIMIT 1")[0][0],
        }
        self.member("victim", "clerk", self.home)
        self.ids["a"] = ask(data, "SELECT id FROM account WHERE login = 'victim'")[0][0]
        self.ids["h"] = ask(data, "SELECT id FROM person LIMIT 1")[0][0]
        self.ids["r"] = hashlib.sha256((ROOT / "rubrics/chef-hot.xml").read_bytes()).hexdigest()
        self.ids["p"] = ask(data, f"SELECT id FROM participation WHERE event = '{self.ids['x']}' LIMIT 1")[0][0]

    def member(self, login, role, region, event=None):
        """An account with one role, signed in already: passwords are slow on purpose and tried elsewhere."""
        staff, now = Staff(self.server), int(time.time() * 1000)
        token, staff.csrf = f"token-of-{login}", f"csrf-of-{login}"
        staff.cookie = f"sizhou={token}"
        db = sqlite3.connect(self.data / "sizhou.sqlite", timeout=30)
        with db:
            db.execute("INSERT INTO account (id, login, name, password, created) VALUES (?, ?, ?, 'none', ?)",
                       (f"account-{login}", login, login, now))
            db.execute("INSERT INTO role_grant (id, account, role, region, event) VALUES (?, ?, ?, ?, ?)",
                       (f"grant-{login}", f"account-{login}", role, region, event))
            db.execute("INSERT INTO sign_in (token_hash, account, device, csrf, created, seen, expires)"
                       " VALUES (?, ?, 'test', ?, ?, ?, ?)", (hashlib.sha256(token.encode()).hexdigest(),
                                                              f"account-{login}", staff.csrf, now, now, now + 3_600_000))
        db.close()
        return staff

    def status(self, login, route, csrf=True):
        """The status of one request; a form carries nothing but the proof that it is the caller's."""
        method, path = route.format(**self.ids).split(" ")
        staff = self.staff[login]
        return staff.request(method, path, {"csrf": staff.csrf if csrf else "none"} if method == "POST" else None)[0]


@pytest.fixture(scope="module")
def office(sample, tmp_path_factory):
    data = tmp_path_factory.mktemp("rights") / "data"
    shutil.copytree(sample / "data", data)
    with Server(data) as server:
        yield Office(server, data)


# What an empty form meets where the door is open: a missing tick, a missing field, a paper that there is not.
OPEN = {200, 303, 400, 404, 409, 422}


@pytest.mark.parametrize("route", sorted(TABLE))
def test_an_address_is_open_to_its_roles_and_to_no_others(office, route):
    found = {role for role in ROLES if office.status(f"home-{role}", route, csrf=True) != 403}
    assert found == TABLE[route]


@pytest.mark.parametrize("route", sorted(set(TABLE) - GENERAL))
def test_nothing_of_one_county_is_there_for_the_other(office, route):
    found = {role: office.status(f"away-{role}", route) for role in ROLES}
    assert found == {role: 404 if role in TABLE[route] else 403 for role in ROLES}


@pytest.mark.parametrize("route", sorted(route for route in TABLE if route.startswith("POST")))
def test_a_form_without_the_token_of_its_sign_in_changes_nothing(office, route):
    before = ask(office.data, "SELECT COUNT(*) FROM audit_entry")
    for role in TABLE[route]:
        assert office.status(f"home-{role}", route, csrf=False) in (403, 404), role
    assert ask(office.data, "SELECT COUNT(*) FROM audit_entry") == before


@pytest.mark.parametrize("route", sorted(TABLE))
def test_nobody_gets_in_without_signing_in(office, route):
    method, path = route.format(**office.ids).split(" ")
    nobody = Staff(office.server)
    status, headers, _ = nobody.request(method, path, {"csrf": ""} if method == "POST" else None)
    assert status == 401 if method == "POST" else (status, headers["Location"].split("?")[0]) == (303, "/sign-in")


def test_each_county_sees_its_own_events_and_shops_on_its_overviews(office):
    away = office.staff["away-organizer"]
    away.send("/office/new-event", "/office/new-event", id="away-contest", zh="邻县小吃赛", en="Snacks next door",
              kind="contest", day="2026-11-28", organizers="组委会")
    assert "away-contest" in away.page("/office")
    assert office.ids["e"] not in away.page("/office")
    for role in ROLES:
        assert "away-contest" not in office.staff[f"home-{role}"].page("/office"), role
    assert "away-contest" not in office.staff["home-administrator"].page("/office")
    assert away.request("GET", "/office/events/away-contest/set-up")[0] == 200
    assert office.staff["home-administrator"].request("GET", "/office/events/away-contest/set-up")[0] == 404
    shop = office.ids["s"]
    assert shop in office.staff["home-official"].page("/office/shops")
    assert shop not in office.staff["away-official"].page("/office/shops")


def test_each_countys_supervisor_reads_the_acts_of_her_own_staff(office):
    office.staff["away-organizer"].send(
        "/office/new-event", "/office/new-event", id="away-audit", zh="邻县面点赛", en="Pastry next door", kind="contest",
        day="2026-11-29", organizers="组委会")
    assert "event:away-audit" in office.staff["away-supervisor"].page("/office/audit?act=event.")
    assert "away-audit" not in office.staff["home-supervisor"].page("/office/audit?act=event.")
    assert "results were published" not in office.staff["away-supervisor"].page("/office/audit?act=event.")


def test_a_judges_token_opens_no_office(office):
    judge = json.loads((office.data / "keys/sample-logins.json").read_text("utf-8"))
    cards = [row for row in judge if row["role"] == "judge"]
    card, pin = cards[0]["login"].split("#")[1], cards[0]["secret"]
    token = Judge(office.server, card, pin).token
    for route in ("/office", f"/office/events/{office.ids['e']}", "/office/audit"):
        connection = http.client.HTTPConnection("127.0.0.1", office.server.port, timeout=30)
        connection.request("GET", route, headers={"Authorization": f"Bearer {token}"})
        assert connection.getresponse().status == 303, route
        connection.close()


def test_a_grant_for_one_event_reaches_no_other(office):
    staff = office.member("one-event", "organizer", office.home, office.ids["e"])
    assert staff.request("GET", f"/office/events/{office.ids['e']}")[0] == 200
    assert staff.request("GET", f"/office/exams/{office.ids['x']}")[0] == 404
    assert staff.request("GET", "/office/new-event")[0] == 403
    assert staff.request("GET", "/office/shops")[0] == 403


def test_somebody_of_another_event_is_not_read_by_way_of_ones_own(office):
    """A candidate's report and identity check belong to the exam of the address."""
    other = ask(office.data, f"SELECT id FROM participation WHERE event <> '{office.ids['x']}' LIMIT 1")[0][0]
    clerk = office.staff["home-clerk"]
    assert clerk.request("GET", f"/office/exams/{office.ids['x']}/reports/{other}")[0] == 404
    form = {"csrf": clerk.csrf, "participation": other, "result": "matches", "document": "id-card"}
    assert clerk.request("POST", f"/office/exams/{office.ids['x']}/identity", form)[0] == 404


# --- Methods


def raw(server, method, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("method, path, allow", [
    ("PUT", "/api/v1/ping", "GET, HEAD, POST"), ("DELETE", "/api/v1/sheets/s-1", "PUT"), ("GET", "/api/v1/signing", "POST"),
    ("PUT", "/", "GET, HEAD"), ("DELETE", "/office", "GET, HEAD"), ("PATCH", "/sign-in", "GET, HEAD, POST"),
])
def test_a_wrong_method_is_told_the_right_ones(office, method, path, allow):
    status, headers, _ = raw(office.server, method, path)
    assert (status, headers["Allow"]) == (405, allow)


def test_an_address_that_is_not_there_stays_404_for_every_method(office):
    assert {raw(office.server, method, "/no/such/page")[0] for method in ("GET", "POST", "PUT", "DELETE")} == {404}


def test_head_answers_as_get_without_the_body(office):
    status, headers, body = raw(office.server, "HEAD", "/api/v1/ping")
    assert (status, body) == (200, b"") and headers["Content-Type"].startswith("application/json")


def test_the_description_of_the_api_is_served_and_its_simple_answers_hold(office):
    status, headers, body = raw(office.server, "GET", "/api/v1/openapi.json")
    document = json.loads(body)
    assert status == 200 and document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        for method in ("get", "post", "put"):
            if method not in item:
                continue
            status, headers, body = raw(office.server, method.upper(), path.replace("{sheet}", "s-1"))
            assert str(status) in item[method]["responses"], f"{method} {path} answered {status}"
            assert headers["Content-Type"].startswith("application/json"), path
