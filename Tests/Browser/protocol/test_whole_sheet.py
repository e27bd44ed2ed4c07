"""The judge's way through the page: by card or by typed number, a rehearsal, a table, one PIN for a batch, a call for help, keyboard and zoom."""
import hashlib
import json

from venue import *  # noqa: F403


def code_of(card):
    """The six digits printed under a card's QR code."""
    return f"{int(hashlib.sha256(card.encode()).hexdigest()[:8], 16) % 1_000_000:06}"


def test_a_judge_who_cannot_scan_types_six_digits_and_the_pin(venue, make_phone):
    phone = make_phone(venue)
    phone.page.goto(venue.address + "/j")
    phone.page.wait_for_selector("text=输入卡上的 6 位号码")
    enter_pin(phone.page, "000000" if code_of(phone.card) != "000000" else "111111")
    phone.page.wait_for_selector("h1:has-text('请输入 PIN')")
    enter_pin(phone.page, phone.pin)
    phone.page.wait_for_selector("text=号码或 PIN 不对")
    enter_pin(phone.page, code_of(phone.card))
    phone.page.wait_for_selector("h1:has-text('请输入 PIN')")
    enter_pin(phone.page, phone.pin)
    phone.page.wait_for_selector(".queue button")
    phone.first()
    phone.type("7")
    phone.wait("delivered")


def test_a_rehearsal_is_the_whole_way_and_leaves_no_trace(venue, phone):
    phone.page.click("[data-id=try]")
    phone.page.wait_for_selector("text=练习：不计分，不上传")
    assert phone.page.inner_text(".bar .big") == "练习"
    phone.all("7")
    phone.page.click("[data-id=sign]")
    enter_pin(phone.page, "0000")
    phone.page.wait_for_selector("h1:has-text('练习 已签名')")
    phone.page.click("[data-id=q]")
    assert phone.page.locator(".queue button.s-empty").count() == 2
    assert venue.net.puts() == [] and venue.revisions() == []


def test_a_table_is_filled_by_criterion_and_one_pin_signs_it_sheet_by_sheet(make_venue, make_phone):
    venue = make_venue(entries=6)
    phone = make_phone(venue).enter()
    page = phone.page
    page.click("[data-id=t0]")
    page.wait_for_selector(".grid-table")
    assert page.locator(".grid-table tbody tr").count() == 6
    assert page.locator("[data-id=signs]").is_disabled()
    for item in range(8):
        # Down a column: "next" goes to the same question of the next code.
        while page.query_selector(f".grid-table td button[data-id$='.i{item + 1}']") is None:
            page.click("[data-id=right]")
        page.locator(f".grid-table td button[data-id$='.i{item + 1}']").first.click()
        for row in range(6):
            page.wait_for_selector(f".segments i:nth-child({row + 1}).here")
            phone.type("7" if item or row else "8")
            page.click("[data-id=next]")
        page.wait_for_selector(".grid-table")
    # A cell may be changed, in any order, until the batch is signed.
    while page.query_selector(".grid-table td button[data-id$='.i1']") is None:
        page.click("[data-id=left]")
    page.locator(".grid-table td button[data-id$='.i1']").first.click()
    phone.type("9")
    page.click("[data-id=sum]")
    page.wait_for_selector(".grid-table")
    eventually(lambda: page.locator(".grid-table tr.s-delivered").count() == 6, words="not all delivered")
    # The network dies after the third signature: three are signed with receipts, three stay as they are.
    signed = [0]

    def rule(method, path):
        if not path.endswith("/signature"):
            return "pass"
        signed[0] += 1
        return "pass" if signed[0] <= 3 else "lose"

    venue.net.rule = rule
    page.click("[data-id=signs]")
    enter_pin(page, phone.pin)
    page.wait_for_selector("text=还有 3 份没签上", timeout=40_000)
    assert sorted(state for _, state in venue.rows("SELECT id, state FROM sheet")) == ["open"] * 3 + ["signed"] * 3
    assert sum(bool(record["receipt"]) for record in phone.kept().values()) == 3
    venue.net.rule = lambda method, path: "pass"
    enter_pin(page, phone.pin)
    page.wait_for_selector("[data-id=signs]:has-text('全部已签名')", timeout=30_000)
    assert venue.rows("SELECT DISTINCT state FROM sheet") == [("signed",)]
    for sheet, record in phone.kept().items():
        [(revision, content)] = venue.rows("SELECT revision, hash FROM sheet_signature WHERE sheet = ?", sheet)
        assert (record["ackRev"], record["ackHash"], record["state"]) == (revision, content, "signed")
    first = json.loads(venue.rows("SELECT marks FROM sheet_revision r JOIN entry e JOIN sheet s ON s.id = r.sheet AND s.entry = e.id"
                                  " AND r.revision = s.revision ORDER BY e.code LIMIT 1")[0][0])
    assert first["i1"] == "9"


def test_a_token_for_one_batch_signs_nothing_else(venue, phone):
    judge = Judge(venue.server, phone.card, phone.pin)
    wanted = []
    for sheet, form in judge.open_sheets():
        path, headers, body, values = judge.write(sheet, form, 3)
        assert judge.put(path, headers, body)[0] == 200
        wanted.append({"sheet": sheet["id"], "rev": 1, "hash": digest(values)})
    _, leave = venue.server.post("/api/v1/signing", {"pin": phone.pin, "sheets": wanted[:1]}, judge.headers)

    def sign(line, batch):
        return judge.put(f"/api/v1/sheets/{line['sheet']}/signature", {**judge.headers, "Content-Type": "application/json"}, {
            **line, "name": "示例评委", "token": leave["token"], "deviceId": judge.device, "with": batch})[0]

    assert sign(wanted[1], wanted) == 401
    assert sign(wanted[1], wanted[:1]) == 401
    assert sign(wanted[0], wanted[:1]) == 200


def test_a_phone_thrown_out_of_memory_comes_back_to_the_same_question(venue, phone):
    phone.first()
    phone.page.click("[data-id=next]")
    phone.page.click("[data-id=next]")
    phone.type("5")
    phone.wait("delivered")
    phone.page.close()
    # Opened again by the card, as after a night in the pocket.
    phone.page = phone.new_page()
    phone.scan()
    phone.page.wait_for_selector(".segments i:nth-child(3).here")
    assert phone.page.inner_text(".shown output b") == "5"


def test_a_call_for_help_stands_on_the_event_page(venue, phone):
    phone.first()
    code = phone.page.inner_text(".bar .big")
    phone.page.click("[data-id=help]")
    phone.page.click("dialog button:has-text('作品或号码不对')")
    phone.page.wait_for_selector("dialog:has-text('已通知裁判长')")
    page = venue.staff.page(f"/office/events/{venue.event}")
    assert "Judges calling" in page and f"{code} · wrong entry or number" in " ".join(page.split())
    phone.page.click("dialog button")
    venue.kill()
    phone.page.click("[data-id=help]")
    phone.page.click("dialog button:has-text('手机或网络有问题')")
    phone.page.wait_for_selector("dialog:has-text('请举手')")


def test_30_at_four_hundred_percent_and_by_keyboard_and_names_alone_a_whole_sheet_is_signed(venue, make_phone):
    # 1280 x 1024 at 400 % is 320 x 256.
    phone = make_phone(venue, viewport={"width": 320, "height": 256}, is_mobile=False, has_touch=False).enter()
    page = phone.page

    def by_name(role, name):
        found = page.get_by_role(role, name=name, exact=True)
        assert found.count() == 1, f"{role} {name}: {found.count()}"
        found.focus()
        assert found.evaluate("node => node === document.activeElement")
        return found

    def fits():
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url

    code = page.inner_text(".queue .next .big")
    by_name("button", f"去评 {code}").press("Enter")
    page.wait_for_selector(".segments")
    for number in range(1, 9):
        heading = page.get_by_role("heading", level=1)
        assert heading.inner_text() == f"第 {number} 项"
        assert heading.evaluate("node => node === document.activeElement"), "the question is read out first"
        fits()
        by_name("button", "7").press("Enter")
        assert page.get_by_role("status").filter(has_text="7").count() or page.inner_text(".shown output b") == "7"
        by_name("button", "下一项" if number < 8 else "核对并签名").press("Enter")
        page.wait_for_function("number => document.querySelector('h1').textContent !== `第 ${number} 项`", arg=number)
    fits()
    phone.wait("delivered")
    by_name("button", "签名").press("Enter")
    page.wait_for_selector("[data-id=k1]")
    fits()
    for digit in phone.pin:
        page.keyboard.press(digit)
    phone.wait("signed")
    unnamed = page.evaluate("""[...document.querySelectorAll('button, input, textarea')].filter(b => b.offsetParent
        && !(b.getAttribute('aria-label') || b.textContent.trim() || b.labels?.length)).map(b => b.outerHTML)""")
    assert unnamed == []
    assert venue.rows("SELECT COUNT(*) FROM sheet WHERE state = 'signed'") == [(1,)]


def test_every_screen_has_targets_of_forty_four_points_and_no_sideways_scrolling(make_venue, make_phone):
    venue = make_venue(entries=8)
    for width, height, large in ((320, 640, False), (360, 740, True), (768, 1024, False)):
        phone = make_phone(venue, viewport={"width": width, "height": height}).enter()
        page = phone.page
        if large:
            page.click("[data-id=menu]")
            page.click("dialog button:has-text('大字')")
        sheet = sorted(phone.kept())[0]
        for hash_ in ("/queue", "/table/0", f"/cell/0/{sheet}/0", f"/sheet/{sheet}/0", f"/review/{sheet}", "/signs/all", "/carry"):
            page.goto(venue.address + "/judge#" + hash_)
            page.wait_for_timeout(100)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{hash_} at {width}"
            small = page.evaluate("""[...document.querySelectorAll('button, .pick label, input:not([type=radio]), textarea, a')].filter(b => b.offsetParent
                && (b.offsetHeight < 44 || b.offsetWidth < 44)).map(b => b.outerHTML.slice(0, 90) + b.offsetWidth + 'x' + b.offsetHeight)""")
            assert small == [], f"{hash_} at {width}"
        phone.context.close()


def test_the_page_weighs_less_than_a_hundred_and_fifty_kilobytes(venue):
    status, headers, body = venue.server.get("/judge")
    assert status == 200 and len(body) < 150_000, len(body)
    assert "max-age=86400" in headers["Cache-Control"]
    assert b"<link" not in body and b" src=" not in body, "one file, so that the browser's cache holds all or nothing"
