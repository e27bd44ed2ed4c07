"""The chief judge's side of the venue: console, closing check, paper, clocks, wall."""

import re

import pytest
from conftest import picture, sign_in
from playwright.sync_api import expect
from contest import contest, deliver, fits, report

EVENT = "venue-2026"


@pytest.fixture(scope="module")
def judges(server):
    return contest(server, EVENT)


def console(page, server, role="裁判长", event=EVENT):
    sign_in(page, server, role)
    page.goto(f"{server.url}/office/events/{event}/console")
    page.wait_for_selector("h1:has-text('裁判长控制台')")


def cell(page, judge, code):
    return page.locator(f"a[aria-label^='{judge} · {code} ·']")


def state(page, judge, code):
    return cell(page, judge, code).get_attribute("aria-label").split(" · ")[-1]


def test_the_console_shows_each_sheet_go_from_not_begun_to_signed(server, desk, judges):
    page = desk.new_page()
    console(page, server)
    first = judges[0].bootstrap()["sheets"][0]
    name, code = judges[0].bootstrap()["judge"]["name"], first["code"]
    assert state(page, name, code) == "未开始"
    report(judges[0], [first["id"]])
    # The page hears of it and fetches its newer self.
    page.wait_for_selector(f"a[aria-label='{name} · {code} · 在设备上']", timeout=5000)
    assert "1 份未上传" in page.inner_text("#judges")
    report(judges[0], [])
    deliver(judges[0], 0, sign=False)
    page.wait_for_selector(f"a[aria-label='{name} · {code} · 已送达']", timeout=5000)
    deliver(judges[1], 0)
    page.wait_for_selector("a[aria-label$=' · 已签名']", timeout=5000)


def test_the_console_fits_a_phone_and_a_desk(server, phone, desk, judges):
    for context, width in ((phone, 360), (desk, 1280)):
        page = context.new_page()
        console(page, server)
        assert fits(page, width)
        picture(page, f"console-{width}", full=True)
        box = page.locator("table.matrix td a").first.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44, "a cell can be touched"


def test_a_signed_sheet_is_opened_again_with_a_reason_and_the_judge_hears_of_it(server, desk, judges):
    page = desk.new_page()
    console(page, server)
    deliver(judges[2], 0)
    before = report(judges[2], [])["queue"]
    sheet = judges[2].bootstrap()["sheets"][0]
    page.goto(f"{server.url}/office/events/{EVENT}/console?sheet={sheet['id']}")
    page.fill("#why-reopen", "看错编码")
    page.click("#sheet button:text-is('退回重评')")
    page.wait_for_selector("[role=status]:has-text('已退回 1 份')")
    assert judges[2].bootstrap()["sheets"][0]["state"] == "delivered"
    assert report(judges[2], [])["queue"] != before
    page.goto(f"{server.url}/office/events/{EVENT}/console?sheet={sheet['id']}")
    assert "看错编码" in page.inner_text("#sheet"), "the reason stands in the sheet's history"
    assert page.locator("#sheet tbody tr").count() == 2, "the old revision is kept"


def test_what_is_typed_stays_while_the_page_changes(server, desk, judges):
    page = desk.new_page()
    console(page, server)
    sheet = judges[3].bootstrap()["sheets"][0]
    page.goto(f"{server.url}/office/events/{EVENT}/console?sheet={sheet['id']}")
    page.fill("#why-excuse", "正在写理由")
    page.click("h1")
    deliver(judges[3], 1)
    page.wait_for_timeout(2500)
    assert page.input_value("#why-excuse") == "正在写理由"


def test_the_closing_check_names_what_is_missing_and_then_can_be_signed(server, desk, phone):
    event = "closing-2026"
    judges = contest(server, event)
    for turn, judge in enumerate(judges[:-1]):
        for place in range(4):
            deliver(judge, place, turn=1)
    deliver(judges[-1], 0, turn=1)
    page = desk.new_page()
    console(page, server, event=event)
    page.goto(f"{server.url}/office/events/{event}/closing")
    assert "还不能结束" in page.inner_text("#verdict")
    assert page.locator("main li:has-text('还没有送达')").count() == 3
    picture(page, "closing-open", full=True)
    page.goto(f"{server.url}/office/events/{event}")
    assert page.locator("#publish button").count() == 0, "nothing can be published"
    page.goto(f"{server.url}/office/events/{event}/console")
    name = judges[-1].bootstrap()["judge"]["name"]
    card = page.locator(f"#judges section:has(h3:has-text('{name}'))")
    card.locator("summary:has-text('不再签名')").click()
    card.locator("details[open] input[name=reason]").fill("突发疾病离场")
    card.locator("button:text-is('登记说明')").click()
    page.wait_for_selector("[role=status]:has-text('已登记 3 份说明')")
    page.goto(f"{server.url}/office/events/{event}/closing")
    assert "可以签字" in page.inner_text("#verdict")
    assert page.locator("tbody tr:has-text('突发疾病离场')").count() == 3
    picture(page, "closing", full=True)
    paper = page.request.get(f"{server.url}/office/events/{event}/papers/closing")
    assert paper.status == 200 and paper.body().startswith(b"%PDF")
    small = phone.new_page()
    console(small, server, event=event)
    small.goto(f"{server.url}/office/events/{event}/closing")
    assert fits(small, 360)


def type_table(page, server, event, values):
    """A clerk types the first table by keyboard alone."""
    page.goto(f"{server.url}/office/events/{event}/paper")
    page.click("tbody th a >> nth=0")
    page.wait_for_selector("#typing")
    codes = page.locator("#typing tr[data-code]").evaluate_all("all => all.map(one => one.dataset.code)")
    columns = page.locator("#typing thead th").count() - 1
    page.focus("#goto")
    page.keyboard.type(codes[0])
    page.keyboard.press("Enter")
    for code in codes:
        for place in range(columns):
            page.keyboard.type(values(code, place))
            page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.type") == "submit"
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]:has-text('已保存')")
    return codes


def test_paper_is_typed_twice_by_keyboard_and_differences_are_settled(server, browser, judges):
    event = "paper-2026"
    contest(server, event)
    pages = {}
    for role in ("统分员", "组委会", "裁判长"):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        pages[role] = context.new_page()
        sign_in(pages[role], server, role)
    first = pages["统分员"]
    first.goto(f"{server.url}/office/events/{event}/paper")
    first.click("tbody th a >> nth=0")
    ranges = first.locator("#typing thead th .block").all_inner_texts()

    def value(code, place, other=False):
        numbers = re.findall(r"[\d.]+", ranges[place])
        if not numbers:
            return ""
        return numbers[-1] if other and place == 0 else "0"

    picture(first, "paper-typing", full=True)
    codes = type_table(first, server, event, value)
    second = pages["组委会"]
    second.goto(f"{server.url}/office/events/{event}/paper?t=0")
    assert second.locator("#typing input[data-cell]").evaluate_all("all => all.every(one => one.value === '')"), "blind"
    type_table(second, server, event, lambda code, place: value(code, place, other=code == codes[0]))
    assert second.locator(".difference").count() == 1
    checker = pages["裁判长"]
    checker.goto(f"{server.url}/office/events/{event}/paper?t=0")
    picture(checker, "paper-check", full=True)
    assert checker.locator(".difference tbody tr").count() == 1
    checker.fill(".difference input[name^='d.']", value(codes[0], 0))
    checker.fill(".difference input[name=reason]", "对照纸面")
    checker.click(".difference button[type=submit]")
    checker.wait_for_selector("[role=status]:has-text('已签认 1 份')")
    checker.click("#agreeing button")
    checker.wait_for_selector("[role=status]:has-text('已签认 3 份')")
    checker.goto(f"{server.url}/office/events/{event}/console")
    assert checker.locator("a[aria-label$=' · 已说明']").count() == 4
    for page in pages.values():
        page.context.close()


def test_two_taps_record_a_station_and_the_wall_counts_down(server, desk, phone, judges):
    page = phone.new_page()
    sign_in(page, server, "统分员")
    page.goto(f"{server.url}/office/events/{EVENT}/clock")
    assert fits(page, 360)
    codes = page.locator(".clock .code").all_inner_texts()
    page.click(f"#start-{codes[0]}")
    page.wait_for_selector(f"#finish-{codes[0]}")
    expect(page.locator("[data-start]").first).to_have_text(re.compile(r"^0:0[1-9]$"))
    picture(page, "clock-phone", full=True)
    wall = desk.new_page()
    sign_in(wall, server, "统分员")
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.goto(f"{server.url}/office/events/{EVENT}/wall")
    assert wall.inner_text(".wall-code") == codes[1]
    assert codes[0] in wall.inner_text(".wall-now")
    assert re.fullmatch(r"\d+:\d\d", wall.inner_text(".wall-now .time"))
    sizes = {name: float(wall.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{name}')).fontSize)"))
             for name in (".wall-code", ".wall-clock", ".wall-order li", ".wall-now li")}
    # A screen of 1.2 m has 1920 points: ten metres need letters of 35 mm, which is 56 points and a fourth more in type.
    assert min(sizes.values()) >= 70, sizes
    assert wall.evaluate("document.documentElement.scrollHeight") <= 1080 and fits(wall, 1920)
    picture(wall, "wall")
    page.click(f"#finish-{codes[0]}")
    page.wait_for_selector(f"#clock-{codes[0]} .time:not([data-start])")


def test_the_readding_list_is_drawn_once_everything_is_closed(server, desk):
    page = desk.new_page()
    console(page, server, event="closing-2026")
    page.goto(f"{server.url}/office/events/closing-2026/readd")
    page.click("button:text-is('抽取其余作品的样本')")
    page.wait_for_selector("text=抽样：")
    assert page.locator("main section.card").count() == 3, "two of four are the best thirty in a hundred, one is drawn"
    picture(page, "readding", full=True)
    assert page.locator("button:text-is('抽取其余作品的样本')").count() == 0
