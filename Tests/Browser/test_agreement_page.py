"""What the chief judge sees of the judges: words and pictures first, figures behind a fold, and nothing changed by looking."""

import sqlite3

import pytest
from conftest import picture, sign_in

EVENT = "szcs-2026"


@pytest.fixture
def both(desk, phone):
    return {"desk": desk, "phone": phone}


def events(page, server, role):
    sign_in(page, server, role)
    links = page.eval_on_selector_all("main a.card", "all => all.map(one => one.getAttribute('href'))")
    return [link.rsplit("/", 1)[1] for link in links]


def contest(page, server, role="裁判长"):
    """The sample contest's id, after signing in."""
    sign_in(page, server, role)
    return page.locator("main a.card", has_text="思州厨师").first.get_attribute("href").rsplit("/", 1)[1]


def width(page):
    return page.evaluate("document.documentElement.scrollWidth")


def everything(server):
    """All result sets, sheets and decisions, to compare before and after."""
    with sqlite3.connect(f"file:{server.data}/sizhou.sqlite?mode=ro", uri=True) as db:
        return {
            table: db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("result_set", "publication", "sheet", "revision", "decision", "audit_entry")
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        }


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_chief_judge_reads_plain_words_before_any_figure(server, both, size):
    page = both[size].new_page()
    event = contest(page, server)
    page.goto(f"{server.url}/office/events/{event}")
    page.click("a:text-is('评委一致性')")
    page.wait_for_selector("h1:text-is('评委打分是否一致')")
    assert "不改变任何分数" in page.inner_text("#only-looking")
    for section in ("summary", "strictness", "widths", "top-ten", "second-look"):
        assert page.locator(f"#{section}").is_visible(), section
    assert page.locator("#strictness svg.chart rect").count() >= 3
    assert not page.locator("#figures dl").is_visible(), "figures wait behind a fold"
    page.click("#figures > summary")
    figures = page.inner_text("#figures")
    for name in ("Kendall W", "ICC(2,1)", "Fleiss κ", "Krippendorff α", "Cronbach α", "Rasch"):
        assert name in figures
    assert page.locator("#figures dl dd").count() == page.locator("#figures dl dt").count()
    limit = 360 if size == "phone" else 1280
    assert width(page) <= limit
    picture(page, f"agreement-{size}", full=True)


def test_every_division_and_panel_of_the_contest_has_its_page(server, desk):
    page = desk.new_page()
    event = contest(page, server)
    page.goto(f"{server.url}/office/events/{event}/agreement")
    seen = set()
    for link in page.eval_on_selector_all("nav.chooser a", "all => all.map(one => one.getAttribute('href'))"):
        answer = page.goto(server.url + link)
        assert answer.status == 200
        seen.add(page.locator("nav.chooser a[aria-current]").all_inner_texts().__str__())
    assert len(seen) >= 4


def test_judges_are_named_to_those_who_may_know_and_the_page_is_closed_to_others(server, desk):
    page = desk.new_page()
    event = contest(page, server)
    page.goto(f"{server.url}/office/events/{event}/agreement")
    names = page.locator("#strictness .judge-rows strong").all_inner_texts()
    assert names and all("评委" in name or len(name) >= 2 for name in names), names
    assert not any(name.startswith(event) for name in names)
    page.goto(server.url + "/office")
    page.click(".top form button")
    for role in ("组委会", "监督员"):
        if role not in server.logins:
            continue
        sign_in(page, server, role)
        assert page.goto(f"{server.url}/office/events/{event}/agreement").status == 200
        page.click(".top form button")
    for role in ("统分员", "人社干部"):
        if role not in server.logins:
            continue
        sign_in(page, server, role)
        for path in ("agreement", "what-if"):
            assert page.goto(f"{server.url}/office/events/{event}/{path}").status == 403
        page.goto(server.url + "/office")
        assert page.locator("a:text-is('评委一致性')").count() == 0
        page.click(".top form button")
    answer = page.request.get(f"{server.url}/office/events/{event}/agreement")
    assert "登录" in answer.text(), "a stranger is asked to sign in"


def test_an_event_without_marks_says_that_there_is_too_little(server, desk):
    page = desk.new_page()
    sign_in(page, server, "组委会")
    page.goto(server.url + "/office/new-event")
    page.fill("#f-zh", "空活动（示例）")
    page.click("main button[type=submit]")
    page.wait_for_url("**/set-up?done=event")
    address = page.url.split("/set-up")[0]
    page.select_option("#new-rubric", "chef-snack.xml")
    page.fill("#new-title", "小吃")
    page.click("#divisions button:text-is('添加组别')")
    page.wait_for_selector("[role=status]")
    assert page.goto(address + "/agreement").status == 200
    assert page.locator("#too-few").is_visible()
    assert page.locator("#strictness").count() == 0
    assert page.goto(address + "/what-if").status == 200
    assert page.locator("#no-places").is_visible()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_what_if_shows_who_would_stand_elsewhere_and_changes_nothing(server, both, size):
    page = both[size].new_page()
    event = contest(page, server, "组委会")
    before = everything(server)
    page.goto(f"{server.url}/office/events/{event}/what-if")
    assert "不改变任何分数" in page.inner_text("#only-looking")
    assert page.locator("#without-judge").is_visible()
    assert page.locator("#one-step").count() == 0, "what takes long waits until it is asked for"
    # Without optimisation it takes ten times as long as in the program that people run.
    page.set_default_navigation_timeout(180_000)
    page.click("a:text-is('开始计算')")
    assert "试了" in page.inner_text("#one-step")
    assert page.locator("#drawn-anew .judge-rows li").count() >= 5
    assert width(page) <= (360 if size == "phone" else 1280)
    picture(page, f"what-if-{size}", full=True)
    page.goto(f"{server.url}/office/events/{event}/agreement")
    assert everything(server) == before


def test_a_panel_or_division_that_is_not_there_is_not_found(server, desk):
    page = desk.new_page()
    event = contest(page, server)
    base = f"{server.url}/office/events/{event}/agreement"
    for query in ("?division=nowhere", "?panel=nobody", "?division=%3Cscript%3E"):
        assert page.goto(base + query).status == 404
    assert page.goto(f"{server.url}/office/events/nothing/agreement").status == 404


def test_the_page_speaks_english_and_prints_without_its_tools(server, desk):
    page = desk.new_page()
    event = contest(page, server)
    page.goto(f"{server.url}/office/events/{event}/agreement")
    page.click("a:text-is('English')")
    page.wait_for_selector("h1:text-is('How the judges agree')")
    assert "长" not in page.inner_text("#strictness p")
    page.emulate_media(media="print")
    assert not page.locator("nav.chooser").first.is_visible()
    assert page.locator("#strictness svg").first.is_visible()
