"""Marks typed on a phone stay on it: killed tabs and browsers, a full or dead store, a wrong clock, other tabs and other versions of the page."""
import json
import time

from venue import *  # noqa: F403
from venue import CHROMIUM_ARGUMENTS, PHONE, Phone, chromium


def shown(page):
    """What the keypad's window shows, "—" where nothing is set."""
    return page.inner_text(".shown output b")


def test_01_a_tab_killed_ten_milliseconds_after_typing_shows_the_value_again_or_that_it_is_not_set(venue, phone):
    for wait in (0.01, 0.05, 0.4):
        sheet = phone.first()
        venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
        phone.type("7")
        time.sleep(wait)
        said_kept = "已存本机" in phone.net
        phone.kill_tab()
        phone.scan()
        phone.page.wait_for_selector(".segments, .queue button")
        if phone.page.query_selector(".queue button"):
            phone.first()
        value = shown(phone.page)
        assert value in ("7", "—")
        assert value == "7" or not said_kept, "the page had said that the value is kept"
        if wait >= 0.4:
            assert value == "7"
        venue.net.rule = lambda method, path: "pass"
        phone.type("6")
        phone.wait("delivered")
        phone.type("")
        phone.wait("delivered")
        assert phone.kept(sheet)["values"].get("i1") is None
        phone.page.click("[data-id=queue]")


def test_02_a_browser_killed_right_after_the_word_kept_has_the_value(venue, browser, tmp_path):
    profile = tmp_path / "profile"

    def boot():
        return browser.browser_type.launch_persistent_context(
            profile, executable_path=chromium(), args=CHROMIUM_ARGUMENTS, **PHONE)

    phone = Phone(boot(), venue)
    phone.enter()
    sheet = phone.first()
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    phone.type("9")
    phone.page.wait_for_selector("#net :text('已存本机')")
    kill_browser(profile)
    context = boot()
    phone = Phone(context, venue)
    phone.page.goto(venue.address + "/judge")
    phone.page.wait_for_selector(".segments")
    assert shown(phone.page) == "9"
    assert venue.revisions() == []
    venue.net.rule = lambda method, path: "pass"
    phone.wait("delivered")
    [(_, revision, marks, _)] = venue.revisions(sheet)
    assert (revision, json.loads(marks)) == (1, {"i1": "9"})
    context.close()


def test_11_of_two_tabs_one_works_and_the_other_takes_over_only_when_told(venue, phone):
    phone.first()
    phone.type("4")
    phone.wait("delivered")
    second = phone.new_page()
    second.goto(venue.address + "/judge")
    second.wait_for_selector("h1:has-text('已在另一页打开')")
    assert not second.evaluate("Boolean(navigator.locks)"), "over plain HTTP there are no locks: the lease must do it"
    second.click("button:has-text('在这里继续')")
    second.wait_for_selector(".segments, .queue button")
    phone.page.wait_for_selector("h1:has-text('已在另一页打开')")
    # The new owner holds what the old one typed, and delivers on top of it.
    phone.page.close()
    phone.page = second
    if second.query_selector(".queue button"):
        phone.first()
    phone.type("5")
    phone.wait("delivered")
    assert [json.loads(marks) for _, _, marks, _ in venue.revisions()] == [{"i1": "4"}, {"i1": "5"}]


def test_12_a_wiped_phone_shows_what_the_server_has_and_a_loss_shows_at_the_office(venue, phone):
    delivered = phone.first()
    phone.type("6")
    phone.wait("delivered")
    phone.page.click("[data-id=queue]")
    codes = phone.page.locator(".queue .big").all_inner_texts()
    # The second sheet is typed and never delivered.
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    phone.page.click(".queue li:nth-child(2) button")
    phone.page.wait_for_selector(".segments")
    phone.type("3")
    phone.page.wait_for_selector("#net :text('已存本机')")
    phone.cdp("Storage.clearDataForOrigin", origin=venue.address, storageTypes="all")
    phone.reopen()
    venue.net.rule = lambda method, path: "pass"
    phone.enter()
    assert phone.kept(delivered)["values"] == {"i1": "6"}
    assert phone.page.locator(".queue button.s-empty").count() == 1
    # The organizer's page tells the lost sheet from the delivered one.
    page = venue.staff.page(f"/office/events/{venue.event}")
    cells = [title for title in page.split('title="')[1:] if codes[1] in title[:60]]
    assert cells and "not delivered" in cells[0][:120], cells[0][:120] if cells else page[:500]


# A phone without free space: both stores refuse to write while `window.full` is set.
FULL = """
  const refuse = name => { throw new DOMException("The quota has been exceeded.", name); };
  for (const [kind, name] of [[IDBObjectStore, "put"], [Storage, "setItem"]]) {
    const real = kind.prototype[name];
    kind.prototype[name] = function (...all) { return window.full ? refuse("QuotaExceededError") : real.apply(this, all); };
  }
"""


def test_13_a_full_phone_says_so_and_delivers_from_memory(venue, make_phone):
    phone = make_phone(venue, script=FULL).enter()
    sheet = phone.first()
    phone.page.evaluate("window.full = true")
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    phone.type("8")
    phone.page.wait_for_selector(".red:has-text('本机存不住')")
    assert "填写中" in phone.net and "已存本机" not in phone.net
    venue.net.rule = lambda method, path: "pass"
    phone.wake()
    phone.wait("delivered", 40)
    assert json.loads(venue.revisions(sheet)[-1][2]) == {"i1": "8"}
    phone.page.evaluate("window.full = false")
    phone.type("5")
    phone.wait("delivered")
    phone.page.wait_for_selector(".red", state="detached")
    assert phone.kept(sheet)["values"] == {"i1": "5"}


# Keeps the page's database handles where the test can break them behind its back, as a phone does to pages in the background.
HANDLES = """
  window.handles = [];
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...all) {
    const request = open.apply(this, all);
    request.addEventListener("success", () => handles.push(request.result));
    return request;
  };
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...all) {
    if (this.hangs) return { objectStore: () => ({ put: () => ({}), get: () => ({}), getAll: () => ({}) }) };
    return begin.apply(this, all);
  };
"""


def test_14_a_dead_or_hanging_database_handle_heals_without_a_reload(venue, make_phone):
    phone = make_phone(venue, script=HANDLES).enter()
    sheet = phone.first()
    phone.type("4")
    phone.wait("delivered")
    for digit, fault in (("5", "handles.forEach(db => db.close())"), ("6", "handles.forEach(db => { db.hangs = true; })")):
        phone.page.evaluate(fault)
        phone.type(digit)
        phone.page.wait_for_selector("#net :text('已送达')")
        eventually(lambda: phone.kept(sheet)["values"] == {"i1": digit}, words=f"{digit} is not in the store")
        assert phone.page.query_selector(".red") is None
    assert [json.loads(marks)["i1"] for _, _, marks, _ in venue.revisions(sheet)] == ["4", "5", "6"]


def test_15_a_phone_whose_clock_is_wrong_delivers_all_the_same(venue, make_phone):
    for days, digit in ((1, "3"), (-365, "4")):
        shift = f"""{{ const now = Date.now.bind(Date); Date.now = () => now() + {days} * 86400000; }}"""
        phone = make_phone(venue, script=shift).enter()
        phone.page.wait_for_selector(".tip:has-text('手机时间差')")
        sheet = phone.first()
        phone.type(digit)
        phone.wait("delivered")
        [(received, wall)] = venue.rows(
            "SELECT received, saved_wall FROM sheet_revision WHERE sheet = ? ORDER BY revision DESC LIMIT 1", sheet)
        # Order and lateness go by the server's clock; the phone's is kept as evidence.
        assert abs(received / 1000 - time.time()) < 60
        assert abs((wall - received) / 86_400_000 - days) < 0.01
        phone.context.close()


def test_23_a_page_of_another_version_keeps_the_queue_and_still_delivers(venue, phone):
    sheet = phone.first()
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    phone.type("7")
    phone.page.wait_for_selector("#net :text('已存本机')")
    # Another tab with a newer page raises the version of the store and adds a drawer of its own.
    other = phone.new_page()
    other.goto(venue.address + "/api/v1/health")
    other.evaluate("""() => new Promise((resolve, reject) => {
      const open = indexedDB.open("sizhou-judge", 9);
      open.onupgradeneeded = () => open.result.createObjectStore("later");
      open.onblocked = () => reject(new Error("the old page does not let go"));
      open.onerror = () => reject(open.error);
      open.onsuccess = () => { open.result.close(); resolve(); };
    })""")
    other.close()
    phone.page.click("[data-id=next]")
    phone.type("2")
    phone.page.wait_for_selector("#net :text('已存本机')")
    assert phone.kept(sheet)["values"] == {"i1": "7", "i2": "2"}
    venue.net.rule = lambda method, path: "pass"
    phone.wake()
    phone.wait("delivered")
    assert json.loads(venue.revisions(sheet)[-1][2]) == {"i1": "7", "i2": "2"}
    # What the first version of the page sent is still taken: the interface only grows.
    judge = Judge(venue.server, phone.card, phone.pin)
    [(other_sheet, form)] = [pair for pair in judge.open_sheets() if pair[0]["id"] != sheet]
    body = {"values": {"i1": "5"}, "rubricSha": other_sheet["rubricSha"], "deviceId": judge.device, "seq": 1}
    status, answer = judge.put("/api/v1/sheets/" + other_sheet["id"], {
        **judge.headers, "Content-Type": "application/json", "If-Match": '"r0"', "X-Write-Id": "first-version"}, body)
    assert (status, answer["rev"]) == (200, 1)


def test_24_after_a_reload_without_a_server_scanning_the_card_again_brings_everything_back(venue, phone):
    sheet = phone.first()
    phone.type("6")
    phone.wait("delivered")
    venue.kill()
    phone.page.click("[data-id=next]")
    phone.type("8")
    phone.page.wait_for_selector("#net :text('已存本机')")
    try:
        phone.page.reload(timeout=5_000)
    except Exception:
        pass  # Pulled down to refresh: over plain HTTP this is the browser's error page.
    phone.page.wait_for_url("chrome-error://**")
    phone.page.wait_for_timeout(300)
    phone.scan()
    phone.page.wait_for_selector(".segments")
    assert phone.kept(sheet)["values"] == {"i1": "6", "i2": "8"}
    venue.start()
    phone.wake()
    phone.wait("delivered")
    assert json.loads(venue.revisions(sheet)[-1][2]) == {"i1": "6", "i2": "8"}
