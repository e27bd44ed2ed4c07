"""The venue's laptop is lost; another one takes over from an older copy, and the phones bring back what it lacks."""

import shutil
import sqlite3
import subprocess
import time

from conftest import BINARY, Server, enter_pin, judge_in
from test_judging import answer, score


def states(folder):
    """How many sheets of the judge at the phone are signed, and how many more are delivered."""
    db = sqlite3.connect(f"file:{folder}/sizhou.sqlite?mode=ro", uri=True)
    try:
        rows = db.execute("SELECT state, revision FROM sheet WHERE judge = 'practice-p1'").fetchall()
    finally:
        db.close()
    return sum(state == "signed" for state, _ in rows), sum(state == "open" and revision > 0 for state, revision in rows)


def test_a_phone_brings_back_signed_and_unsigned_sheets_that_a_restored_server_lacks(phone, tmp_path):
    server = Server(tmp_path).start()
    code = subprocess.run([BINARY, "key", "backup", "--data", server.data], check=True, capture_output=True).stdout

    page = phone.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    judge_in(page, server)
    subprocess.run([BINARY, "backup", tmp_path / "early.backup", "--data", server.data], check=True, capture_output=True)
    page.click("[data-id=go]")
    page.wait_for_selector(".segments")
    score(page)
    page.wait_for_selector(".net .s-delivered", timeout=10_000)
    page.click("[data-id=sign]")
    enter_pin(page, server.pin)
    page.wait_for_selector(".net .s-signed", timeout=10_000)
    page.goto(server.url + "/judge#/queue")
    page.click("[data-id=go]")
    page.wait_for_selector(".segments")
    answer(page)
    page.wait_for_selector(".net .s-delivered", timeout=10_000)
    assert states(server.data) == (1, 1)
    server.stop(hard=True)

    lost, server.data = server.data, tmp_path / "again"
    subprocess.run([BINARY, "restore", tmp_path / "early.backup", "--data", server.data], check=True, capture_output=True)
    subprocess.run([BINARY, "key", "restore", "--data", server.data], input=code, check=True, capture_output=True)
    shutil.copy(lost / "keys/sample-logins.json", server.data / "keys")
    assert states(server.data) == (0, 0)
    server.start()
    try:
        # Nobody touches the phone: it knocks by itself every half minute.
        began = time.monotonic()
        while states(server.data) != (1, 1):
            assert time.monotonic() - began < 75, f"the phone brought back {states(server.data)}"
            time.sleep(0.5)
        page.goto(server.url + "/judge#/queue")
        page.wait_for_selector("text=服务器恢复过")
        assert page.locator(".queue button.s-signed").count() == 1
    finally:
        server.stop()
    assert errors == []
    ran = subprocess.run([BINARY, "audit", "verify", "--data", server.data], capture_output=True)
    assert ran.returncode == 0, ran.stdout.decode()
