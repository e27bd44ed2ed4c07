"""The last ways out of a phone without a network: QR codes that another phone carries, and a file for the office."""
import json

import reading_qr
from venue import *  # noqa: F403


def stranded(venue, phone, digit="7"):
    """A sheet that is kept on the phone and cannot be delivered; its id."""
    sheet = phone.first()
    venue.net.rule = lambda method, path: "lose"
    phone.type(digit)
    phone.page.wait_for_selector("#net :text('已存本机')")
    return sheet


def codes(page):
    """The texts of all QR codes of the sheet on the screen, read from what is drawn."""
    texts = []
    while True:
        drawn = page.evaluate("""() => { const svg = document.querySelector(".code-box svg");
            return [svg.lastElementChild.getAttribute("d"), svg.getAttribute("viewBox")]; }""")
        texts.append(reading_qr.read(reading_qr.modules(*drawn)))
        if page.query_selector("[data-id=on]") is None:
            return texts
        at = page.url
        page.click("[data-id=on]")
        page.wait_for_function("at => location.href !== at", arg=at)
        page.wait_for_selector(".code-box svg")


def show_codes(phone):
    phone.page.click("[data-id=menu]")
    phone.page.click("dialog button:has-text('显示二维码带走')")
    phone.page.wait_for_selector(".code-box svg")
    return codes(phone.page)


def test_27_a_sheet_carried_by_qr_codes_twice_is_one_revision_and_the_phone_agrees(venue, phone):
    sheet = stranded(venue, phone)
    texts = show_codes(phone)
    assert all(text.startswith(venue.address + "/j#c=") for text in texts) and len(texts) > 1
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    for _ in range(2):
        # Another phone, signed in nowhere, opens what its camera reads, in whatever order.
        marshal = phone.context.browser.new_context(locale="zh-CN")
        page = marshal.new_page()
        for text in reversed(texts):
            page.goto("about:blank")
            page.goto(text)
            page.wait_for_selector("h1:has-text('代送一份评分')")
            page.wait_for_selector(".big-count")
        page.wait_for_selector(".carry-word.good:has-text('已送达')")
        assert [row[1:3] for row in venue.revisions(sheet)] == [(1, '{"i1":"7"}')]
        marshal.close()
    # Back on the network, the phone sends its own copy under the same write id.
    venue.net.rule = lambda method, path: "pass"
    phone.page.click("[data-id=queue]")
    phone.wake()
    phone.page.wait_for_selector(".queue button.s-delivered")
    assert len(venue.revisions()) == 1


def test_a_carried_sheet_that_was_tampered_with_is_refused(venue, phone):
    sheet = stranded(venue, phone)
    import base64
    pieces = [text.split("#c=")[1].split(".")[3] for text in show_codes(phone)]
    letters = "".join(pieces)
    parts = json.loads(base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)))
    assert parts[0] == sheet
    request = dict(zip(("sheet", "writeId", "ifMatch", "body", "seal"), parts))
    status, answer = venue.server.post("/api/v1/carried", {**request, "body": request["body"].replace('"7"', '"9"')})
    assert (status, answer["code"]) == (401, "not-signed-in")
    assert venue.revisions() == []
    # The token itself does not travel.
    kept = phone.page.evaluate("JSON.parse(localStorage['sizhou.session']).token")
    assert kept not in json.dumps(parts)
    assert venue.server.post("/api/v1/carried", request)[0] == 200


def test_the_codes_of_every_size_read_back(venue, phone):
    # The encoder alone, through the page's longest and shortest sheets: notes make the sheet grow.
    sheet = stranded(venue, phone)
    lengths = set()
    for note in ("", "长" * 40, "长" * 160):
        if note:
            phone.page.goto(venue.address + "/judge#/sheet/" + sheet + "/0")
            phone.page.fill("#note", note)
            eventually(lambda: note in json.dumps(phone.kept(), ensure_ascii=False), 10)
        texts = show_codes(phone)
        whole = "".join(text.split("#c=")[1].split(".")[3] for text in texts)
        assert len(whole) > 300
        lengths.add(len(whole))
        phone.page.click("[data-id=queue]")
    assert len(lengths) == 3


def test_unsent_sheets_leave_as_a_file_with_the_very_requests(venue, phone):
    sheet = stranded(venue, phone)
    phone.page.click("[data-id=menu]")
    with phone.page.expect_download() as started:
        phone.page.click("dialog button:has-text('未送达的存成文件')")
    file = json.loads(open(started.value.path(), encoding="utf-8").read())
    assert (file["format"], file["version"], file["event"]) == ("sizhou-sheets", 1, venue.event)
    assert file["judge"]["id"] == phone.judge
    [line] = file["sheets"]
    assert line["sheet"] == sheet and line["ifMatch"] == '"r0"' and line["body"]["values"] == {"i1": "7"}
    # What the file holds is what the phone would send: delivered from the file first, it is the same write.
    judge = Judge(venue.server, phone.card, phone.pin)
    headers = {**judge.headers, "Content-Type": "application/json", "If-Match": line["ifMatch"], "X-Write-Id": line["writeId"]}
    assert judge.put("/api/v1/sheets/" + sheet, headers, line["body"])[0] == 200
    venue.net.rule = lambda method, path: "pass"
    phone.wake()
    phone.wait("delivered")
    assert len(venue.revisions()) == 1
