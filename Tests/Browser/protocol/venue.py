"""A venue for the fault tests: the real server, a network in between that can be told to fail, and phones with real Chromium.

The phones reach the page as http://judge.lan, so that the browser grants it no more than it grants a page over plain HTTP.
"""
import http.client
import http.server
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "Doors"), str(HERE.parent)]

from judging import Judge, canonical, digest  # noqa: E402,F401
from office import Staff  # noqa: E402
from program import Server, sizhou  # noqa: E402

NAME = "judge.lan"
CHROMIUM_ARGUMENTS = ["--no-sandbox", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True, "locale": "zh-CN"}


class Venue:
    """One event on one server, and the network to it."""

    def __init__(self, folder, judges=1, entries=2, faults=False):
        self.folder, self.data = Path(folder), Path(folder) / "data"
        answer = sizhou("bench-event", "--data", self.data, "--judges", judges, "--entries", entries).json
        self.event = answer["event"]
        self.cards = [(judge["card"], judge["pin"], judge["id"]) for judge in answer["judges"]]
        added = sizhou("user", "add", "chief", "--name", "示例裁判长", "--role", "chief", "organizer", "administrator",
                       "--data", self.data, "--language", "en").out
        self.password = re.search(r"password (\S+)", added)[1]
        self.switches = None
        if faults:
            self.switches = self.folder / "faults"
            self.switches.mkdir()
            subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.folder / "faults.so", HERE / "faults.c", "-ldl"], check=True)
        self.server = None
        self.start()
        self.net = Network(self.server.port)
        self.address = f"http://{NAME}:{self.net.server_port}"
        self._staff = None

    def start(self):
        """Starts the server, where it stopped on the port that it had."""
        port = self.server.port if self.server else None
        before = dict(os.environ)
        if self.switches:
            os.environ.update(LD_PRELOAD=str(self.folder / "faults.so"), SIZHOU_FAULTS=str(self.switches))
            import program
            program.ENVIRONMENT.update(LD_PRELOAD=os.environ["LD_PRELOAD"], SIZHOU_FAULTS=os.environ["SIZHOU_FAULTS"])
        try:
            self.server = Server(self.data, port=port)
        finally:
            if self.switches:
                os.environ.clear()
                os.environ.update(before)
                program.ENVIRONMENT.pop("LD_PRELOAD")
                program.ENVIRONMENT.pop("SIZHOU_FAULTS")

    def kill(self):
        self.server.kill()

    def fault(self, name, text=None):
        """Switches a fault of faults.c on, or off where `text` is None."""
        path = self.switches / name
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text)

    def close(self):
        self.net.shutdown()
        self.net.server_close()
        if self.server.process.poll() is None:
            self.server.stop()

    def rows(self, statement, *values):
        """What stands in the store, read beside the server."""
        db = sqlite3.connect(f"file:{self.data}/sizhou.sqlite?mode=ro", uri=True, timeout=10)
        try:
            return db.execute(statement, values).fetchall()
        finally:
            db.close()

    def change(self, statement, *values):
        """A change for which no door is built yet (locking a round, reopening): made beside the server."""
        db = sqlite3.connect(self.data / "sizhou.sqlite", timeout=10)
        with db:
            db.execute(statement, values)
        db.close()

    def revisions(self, sheet=None):
        """`(sheet, revision, marks, write id)` of everything stored, in the order of revisions."""
        found = self.rows("SELECT sheet, revision, marks, write_id FROM sheet_revision ORDER BY sheet, revision")
        return [row for row in found if sheet in (None, row[0])]

    @property
    def staff(self):
        """The chief judge at her desk."""
        if self._staff is None:
            staff = Staff(self.server)
            staff.sign_in("chief", self.password)
            staff.change_password(self.password, "示例口令-2026-够长")
            self._staff = staff
        return self._staff


HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "te", "upgrade"}


class Network(http.server.ThreadingHTTPServer):
    """The Wi-Fi between phones and server. `rule(method, path)` says what becomes of a request:

    `pass`; `lose` the request; `cut` the line after the server has answered; `portal` answers 200 with a page of its own,
    `portal-json` with JSON of its own; `twice` delivers it twice; a callable runs after the server has answered, then the line is cut;
    `hold` keeps the request for `release` and loses it.
    """

    daemon_threads = True

    def __init__(self, port):
        super().__init__(("127.0.0.1", 0), Passage)
        self.upstream = port
        self.rule = lambda method, path: "pass"
        self.seen, self.held = [], []
        self.delay = lambda: 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass

    def puts(self):
        """Deliveries seen: `(path, write id, what became of it, status)`."""
        return [(path, write, fate, status) for method, path, write, fate, status in self.seen
                if method == "PUT" and path.count("/") == 4]

    def forward(self, method, path, headers, body):
        upstream = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=60)
        try:
            upstream.request(method, path, body, headers)
            answer = upstream.getresponse()
            return answer.status, [(k, v) for k, v in answer.getheaders() if k.lower() not in HOP], answer.read()
        finally:
            upstream.close()

    def release(self):
        """Lets what was held arrive now: the statuses."""
        held, self.held = self.held, []
        return [self.forward(*request)[0] for request in held]


class Passage(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without this each answer waits for the phone's acknowledgement of the one before.
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        pass

    def answer(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def pass_on(self):
        net = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
        fate = net.rule(self.command, self.path.split("?")[0])
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        request = (self.command, self.path, headers, body)
        note = [self.command, self.path, self.headers.get("X-Write-Id"), fate if isinstance(fate, str) else "cut", 0]
        net.seen.append(note)
        time.sleep(net.delay())
        if fate == "hold":
            net.held.append(request)
        if fate in ("lose", "hold"):
            return self.cut()
        if fate == "portal":
            return self.answer(200, [("Content-Type", "text/html")], b"<html><form>Please sign in to this Wi-Fi</form></html>")
        if fate == "portal-json":
            return self.answer(200, [("Content-Type", "application/json")], b'{"ok":true,"redirect":"http://login.example"}')
        try:
            found = net.forward(*request)
            if fate == "twice":
                found = net.forward(*request)
        except (OSError, http.client.HTTPException):
            return self.cut()
        note[4] = found[0]
        if fate == "cut":
            return self.cut()
        if callable(fate):
            fate()
            return self.cut()
        time.sleep(net.delay())
        return self.answer(*found)

    def cut(self):
        self.close_connection = True
        try:
            self.connection.shutdown(2)
        except OSError:
            pass

    do_GET = do_PUT = do_POST = pass_on


# ---- Phones


def enter_pin(page, pin):
    for digit in pin:
        page.click(f"[data-id=k{digit}]")


class Phone:
    """A judge's phone: one browser context with one page."""

    def __init__(self, context, venue, judge=0, language="zh"):
        self.context, self.venue = context, venue
        self.card, self.pin, self.judge = venue.cards[judge]
        self.errors = []
        self.page = self.new_page()

    def new_page(self):
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_default_timeout(20_000)
        return page

    def scan(self):
        """Opens the address of the QR code."""
        self.page.goto(f"{self.venue.address}/judge#{self.card}")

    def enter(self):
        self.scan()
        self.page.wait_for_selector("[data-id=k1]")
        enter_pin(self.page, self.pin)
        self.page.wait_for_selector(".queue button")
        return self

    def first(self):
        """Opens the next sheet at its first open question; gives its id."""
        self.page.click("[data-id=go]")
        self.page.wait_for_selector(".segments")
        return self.page.url.split("/")[-2]

    def type(self, digits):
        """Types a number on the page's own keypad, in place of what is there."""
        # In one go, so that no half-typed number is saved however slow the machine is.
        self.page.wait_for_selector(".pad")
        self.page.evaluate("""digits => {
          for (const face of ["C", ...digits]) [...document.querySelectorAll(".pad button")].find(b => b.textContent === face).click();
        }""", list(digits))

    def all(self, digit="7"):
        """Gives every question of the open sheet the same number, up to the review."""
        for _ in range(60):
            if self.page.query_selector(".repeat"):
                return
            self.type(digit)
            self.page.click("[data-id=next]")
        raise AssertionError("no end of questions")

    def wait(self, state, seconds=20):
        self.page.wait_for_selector(f".net .s-{state}", timeout=seconds * 1000)

    def sign(self):
        self.page.click("[data-id=sign]")
        enter_pin(self.page, self.pin)
        self.wait("signed")

    def wake(self):
        """What the phone tells the page when a network is back."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    @property
    def net(self):
        return self.page.inner_text("#net")

    def kept(self, sheet=None):
        """The sheets as they stand in IndexedDB: by id, or the one asked for."""
        found = self.page.evaluate("""() => new Promise((resolve, reject) => {
          const open = indexedDB.open("sizhou-judge");
          open.onerror = () => reject(open.error);
          open.onsuccess = () => {
            const db = open.result, all = db.transaction("sheet").objectStore("sheet").getAll();
            all.onsuccess = () => { db.close(); resolve(all.result); };
          };
        })""")
        by_id = {record["sheetId"]: record for record in found}
        return by_id if sheet is None else by_id[sheet]

    def kill_tab(self):
        """kill -9 of the process that runs the page, with everything that it had in memory; a new tab takes its place."""
        browser = self.context.browser
        session = browser.new_browser_cdp_session()
        for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)
        session.detach()
        self.page.close()
        self.page = self.new_page()

    def reopen(self):
        """A new tab in place of one that has died."""
        self.page.close()
        self.page = self.new_page()

    def cdp(self, method, **parameters):
        return self.context.new_cdp_session(self.page).send(method, parameters)


def launch(browser):
    """A Chromium of its own that knows the venue's name."""
    return browser.browser_type.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)


def chromium():
    from conftest import CHROMIUM
    return CHROMIUM


def kill_browser(profile):
    """kill -9 of every process of the browser that uses a profile folder: the phone dies."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            line = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in line:
            try:
                os.kill(int(folder.name), signal.SIGKILL)
            except ProcessLookupError:
                pass


def eventually(check, seconds=20, words="it never happened"):
    """Waits until `check()` is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = check()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(words if isinstance(words, str) else words())


# ---- Fixtures: `from venue import *` brings them into a test module


@pytest.fixture(scope="module")
def lan_browser(browser):
    opened = launch(browser)
    yield opened
    opened.close()


@pytest.fixture
def make_venue(tmp_path):
    """Makes a venue; closed after the test."""
    made = []

    def make(**options):
        made.append(Venue(tmp_path, **options))
        return made[-1]

    yield make
    for venue in made:
        venue.close()


@pytest.fixture
def venue(make_venue):
    return make_venue()


@pytest.fixture
def make_phone(lan_browser):
    """Makes a phone of a judge at a venue; no script error may have happened on any."""
    phones = []

    def make(venue, judge=0, script=None, **options):
        context = lan_browser.new_context(**{**PHONE, **options})
        if script:
            context.add_init_script(script)
        phones.append(Phone(context, venue, judge))
        return phones[-1]

    yield make
    for phone in phones:
        phone.context.close()
    errors = [error for phone in phones for error in phone.errors]
    assert errors == [], f"script errors: {errors}"


@pytest.fixture
def phone(venue, make_phone):
    return make_phone(venue).enter()


__all__ = [
    "Judge", "Phone", "Venue", "chromium", "digest", "enter_pin", "eventually", "kill_browser", "lan_browser", "make_phone", "make_venue", "phone",
    "sizhou", "venue",
]
