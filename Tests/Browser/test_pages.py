"""What the public, the organizers and the officials see."""

import json

import pytest
from conftest import picture, sign_in


def published(page, server, needle="思州厨师"):
    page.goto(server.url + "/")
    page.click(f"a.card:has-text('{needle}')")
    page.wait_for_selector("table")


def test_the_ranking_is_public_and_every_name_leads_to_its_explanation(server, desk):
    page = desk.new_page()
    published(page, server)
    assert page.locator("tbody tr").count() >= 42
    picture(page, "ranking")
    page.click("tbody th a >> nth=0")
    page.wait_for_selector("text=这个成绩是怎样得出的")
    assert page.locator("s").count() >= 1, "dropped marks are struck through"
    assert page.locator("svg.chart").count() >= 1
    picture(page, "explanation", full=True)


def test_the_ranking_fits_a_phone(server, phone):
    page = phone.new_page()
    published(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "ranking-phone")


def test_every_event_page_of_the_organizer_fits_a_phone(server, phone):
    page = phone.new_page()
    sign_in(page, server, "组委会")
    events = {link for link in page.eval_on_selector_all("main a", "all => all.map(one => one.getAttribute('href'))")
              if link and link.startswith("/office/events/")}
    assert len(events) >= 4
    widths = {}
    for event in sorted(events):
        page.goto(server.url + event)
        widths[event] = page.evaluate("document.documentElement.scrollWidth")
    assert {event: width for event, width in widths.items() if width > 360} == {}


def test_the_ranking_answers_304_to_who_has_it(server, desk):
    page = desk.new_page()
    published(page, server)
    answer = page.request.get(page.url)
    again = page.request.get(page.url, headers={"If-None-Match": answer.headers["etag"]})
    assert (answer.status, again.status) == (200, 304)


def credential(server):
    path = sorted(p for p in (server.exports / "certificates").glob("*.json"))[0]
    return path, json.loads(path.read_text("utf-8"))


def test_a_certificate_file_is_genuine_and_an_edited_one_is_not(server, desk, tmp_path):
    path, document = credential(server)
    page = desk.new_page()
    page.goto(server.url + "/check")
    page.set_input_files("#f-file", path)
    page.click("button:has-text('查验文件')")
    page.wait_for_selector("[data-verdict=genuine]")
    assert page.locator("dl.facts dt").count() >= 5
    assert "不是" in page.inner_text("#answer .card")
    picture(page, "certificate-check")

    edited = tmp_path / "edited.json"
    text = path.read_text("utf-8")
    edited.write_text(text.replace("示例", "真实", 1) if "示例" in text else text.replace("2026", "2025", 1), "utf-8")
    page.goto(server.url + "/check")
    page.set_input_files("#f-file", edited)
    page.click("button:has-text('查验文件')")
    page.wait_for_selector("[data-verdict=altered]")


def test_an_unknown_number_is_told_apart(server, desk):
    page = desk.new_page()
    page.goto(server.url + "/check")
    page.fill("#f-number", "CG-SZCS-2026-HOT-9999")
    page.fill("#f-name", "无名")
    page.click("main button:text-is('查验')")
    page.wait_for_selector("[data-verdict=unknown]")


def test_an_official_sees_shops_and_the_report(server, desk):
    page = desk.new_page()
    sign_in(page, server, "人社干部")
    page.goto(server.url + "/office/shops")
    assert page.locator("article.card").count() >= 1
    picture(page, "shops")
    page.click("article.card h3 a >> nth=0")
    page.wait_for_selector(".stages")
    page.goto(server.url + "/office/outcomes")
    assert page.locator("svg.chart").count() >= 2
    picture(page, "outcomes", full=True)


def test_a_clerk_records_a_check_at_the_door(server, desk):
    page = desk.new_page()
    sign_in(page, server, "统分员")
    page.click("a.card:has-text('第一批家政服务')")
    page.click("a:has-text('考务台')")
    page.wait_for_selector("h1:has-text('考务台')")
    picture(page, "exam-desk")
    page.click("button:has-text('登记核验')")
    page.wait_for_selector("[role=status], .error-box")


def test_a_contest_has_no_exam_desk(server, desk):
    page = desk.new_page()
    sign_in(page, server, "统分员")
    event = page.locator("a.card:has-text('思州厨师')").get_attribute("href").split("/")[-1]
    assert page.goto(server.url + "/office/exams/" + event).status == 404


@pytest.mark.parametrize("path", ["/office", "/office/shops", "/office/outcomes"])
def test_the_office_is_closed_to_visitors(server, desk, path):
    page = desk.new_page()
    page.goto(server.url + path)
    assert "/sign-in" in page.url


def test_a_judge_cannot_enter_the_office_with_her_token(server, desk):
    page = desk.new_page()
    token = server.judge.split("#")[1]
    session = page.request.post(server.url + "/api/v1/judge/session", data={"card": token, "pin": server.pin, "device": "test-device"})
    answer = page.request.get(
        server.url + "/office", headers={"Authorization": "Bearer " + session.json()["token"]}, max_redirects=0
    )
    assert answer.status in (303, 401, 403)


def test_a_form_without_its_token_is_refused(server, desk):
    page = desk.new_page()
    sign_in(page, server, "组委会")
    event = page.locator("a.card").first.get_attribute("href").split("/")[-1]
    answer = page.request.post(server.url + f"/office/events/{event}/publish", form={"reason": "x"})
    assert answer.status == 403


def test_the_language_switch_keeps_the_page(server, desk):
    page = desk.new_page()
    page.goto(server.url + "/check")
    page.click("text=English")
    page.wait_for_selector("h1:has-text('Check a certificate')")
    assert page.url.endswith("/check")
    assert page.locator("html").get_attribute("lang") == "en"
