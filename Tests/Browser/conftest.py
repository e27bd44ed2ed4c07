"""Starts the real program on a fresh sample and opens a real browser on it."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("SIZHOU_BINARY", ROOT / ".build/debug/sizhou")).resolve()
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None
)


def pytest_sessionstart(session):
    if not BINARY.exists():
        pytest.exit(f"no program at {BINARY}: build it, or set SIZHOU_BINARY", returncode=3)
    if CHROMIUM is None:
        # Skipping would look like success: in CI it is a failure, elsewhere a loud word.
        message = "BROWSER TESTS NOT RUN: no Chromium or Chrome found"
        pytest.exit(message, returncode=3 if os.environ.get("CI") else 0)


class Server:
    """One `sizhou serve` on loopback, with the sign-ins that it prints."""

    def __init__(self, folder: pathlib.Path):
        self.data = folder / "data"
        self.exports = folder / "exports"
        subprocess.run(
            [BINARY, "demo", "--data", self.data, "--exports", self.exports], check=True, stdout=subprocess.DEVNULL
        )
        self.process = None
        self.port = "0"

    def start(self):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", self.data, "--port", self.port], stdout=subprocess.PIPE, text=True, bufsize=1
        )
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if "PIN" in line:
                break
        text = "".join(lines)
        self.url = re.search(r"http://127\.0\.0\.1:\d+", text).group()
        self.port = self.url.rsplit(":", 1)[1]
        self.logins = {m[0]: (m[1], m[2]) for m in re.findall(r"^(\S+)\s+(\S+)\s+(\S+)$", text, re.MULTILINE)}
        self.judge, self.pin = re.search(r"(http://\S+/judge#\S+)\s+PIN (\d+)", text).groups()
        for _ in range(100):
            try:
                urllib.request.urlopen(self.url + "/api/v1/health", timeout=1)
                return self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def stop(self, hard=False):
        self.process.send_signal(signal.SIGKILL if hard else signal.SIGTERM)
        self.process.wait(10)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("sizhou")).start()
    yield server
    server.stop()
    # Whatever the tests did in the browser, every act has left its rows in the audit.
    ran = subprocess.run([BINARY, "audit", "verify", "--data", server.data], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def phone(browser):
    """A phone of 360 x 740 points, in Chinese."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    yield context
    context.close()


@pytest.fixture
def desk(browser):
    """An office computer, in Chinese."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    yield context
    context.close()


def picture(page, name, full=False):
    """A picture for the README, when SIZHOU_PICTURES is set."""
    if os.environ.get("SIZHOU_PICTURES") == "1":
        folder = ROOT / "exports/pictures"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=full)


def sign_in(page, server, role):
    """Signs a member of staff in by the role's Chinese name."""
    login, password = server.logins[role]
    page.goto(server.url + "/sign-in")
    page.fill("#f-login", login)
    page.fill("#f-password", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/office")


def enter_pin(page, pin):
    for digit in pin:
        page.click(f"[data-id=k{digit}]")


def judge_in(page, server):
    """Opens the judge's link and enters the PIN."""
    page.goto(server.judge)
    page.wait_for_selector("[data-id=k1]")
    enter_pin(page, server.pin)
    page.wait_for_selector(".queue button")
