"""A judge scores on a phone; the organizer sees it; a dead network loses nothing."""

import re

from conftest import enter_pin, judge_in, picture, sign_in


def answer(page):
    """Gives the question on the screen an ordinary answer, whatever its kind, and goes on."""
    if page.query_selector(".shown"):
        full = re.search(r"满分 (\d+)", page.inner_text(".shown output"))
        if full:
            for digit in str(int(int(full.group(1)) * 0.8)):
                page.click(f'.pad button:text-is("{digit}")')
    for task in page.query_selector_all(".task"):
        task.query_selector("label").click()
    if page.query_selector(".pick.chips"):
        page.query_selector_all(".pick.chips label")[-2].click()
    elif page.query_selector(".split fieldset.pick") and not page.query_selector(".task"):
        page.query_selector_all(".split fieldset.pick label")[-1].click()
    page.click("[data-id=next]")


def score(page):
    """Answers every question of the open sheet up to the review."""
    for _ in range(60):
        if page.query_selector(".repeat"):
            return
        answer(page)
    raise AssertionError("no end of questions")


def test_a_judge_scores_signs_and_the_organizer_sees_it(server, phone, desk):
    page = phone.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    judge_in(page, server)
    assert "#" not in page.url.split("/judge")[1] or "/" in page.url, "the token left the address bar"
    picture(page, "judge-queue")
    first = page.inner_text(".queue .next .big")

    page.click("[data-id=go]")
    page.wait_for_selector(".segments")
    if page.query_selector(".pad"):
        page.click('.pad button:text-is("3")')
    page.wait_for_selector(".net .s-delivered", timeout=10_000)
    picture(page, "judge-item")
    if page.query_selector(".pad"):
        page.click('.pad button:text-is("C")')
    score(page)
    page.wait_for_selector(".net .s-delivered", timeout=10_000)
    assert "已送达" in page.inner_text("#net")
    assert page.inner_text(".repeat b") == first
    picture(page, "judge-review", full=True)

    page.click("[data-id=sign]")
    enter_pin(page, server.pin)
    page.wait_for_selector(".net .s-signed", timeout=10_000)
    picture(page, "judge-signed")
    assert errors == []

    office = desk.new_page()
    sign_in(office, server, "组委会")
    href = office.evaluate(
        """async code => { for (const a of document.querySelectorAll('a.card')) {
             const text = await (await fetch(a.href)).text();
             if (text.includes('>' + code + '<') && text.includes('cell-signed')) return a.href } return null }""",
        first,
    )
    assert href, "the organizer's matrix shows the signed sheet"
    office.goto(href)
    assert office.locator("td.cell-signed").count() >= 1
    picture(office, "organizer-matrix")


def test_marks_given_without_a_network_arrive_when_it_returns(server, phone):
    page = phone.new_page()
    judge_in(page, server)
    page.click("[data-id=go]")
    page.wait_for_selector(".segments")
    phone.set_offline(True)
    answer(page)
    page.wait_for_selector(".net .s-saved", timeout=15_000)
    assert "已存本机" in page.inner_text("#net")
    picture(page, "judge-offline")
    phone.set_offline(False)
    page.wait_for_selector(".net .s-delivered", timeout=20_000)


def test_a_killed_server_loses_no_delivered_mark_and_gets_the_waiting_ones(server, phone):
    page = phone.new_page()
    judge_in(page, server)
    page.click("[data-id=go]")
    page.wait_for_selector(".segments")
    server.stop(hard=True)
    answer(page)
    page.wait_for_selector(".net .s-saved", timeout=15_000)
    server.start()
    page.wait_for_selector(".net .s-delivered", timeout=30_000)


def test_a_reload_brings_the_judge_back_to_the_same_marks(server, phone):
    page = phone.new_page()
    judge_in(page, server)
    page.click("[data-id=go]")
    page.wait_for_selector(".segments")
    answer(page)
    page.wait_for_selector(".net .s-delivered", timeout=10_000)
    here = page.url
    page.reload()
    page.wait_for_selector(".segments, .repeat")
    assert page.url == here
    page.wait_for_selector(".net .s-delivered", timeout=10_000)


def test_a_second_tab_waits_and_takes_over_only_when_told(server, phone):
    first = phone.new_page()
    judge_in(first, server)
    second = phone.new_page()
    second.goto(server.url + "/judge")
    second.wait_for_selector("h1:has-text('已在另一页打开')")
    second.click("button:has-text('在这里继续')")
    second.wait_for_selector(".queue button")
    first.wait_for_selector("h1:has-text('已在另一页打开')")


def test_a_wrong_pin_is_told_in_plain_words(server, phone):
    page = phone.new_page()
    page.goto(server.judge)
    page.wait_for_selector("[data-id=k1]")
    enter_pin(page, "0000" if server.pin != "0000" else "1111")
    page.wait_for_selector("text=PIN 不对")


def test_the_page_is_small_and_fits_the_narrowest_screen(server, browser):
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="zh-CN")
    page = context.new_page()
    sizes = []
    page.on("response", lambda r: sizes.append(len(r.body())) if r.request.method == "GET" and r.url.endswith("/judge") else None)
    judge_in(page, server)
    page.click("[data-id=go]")
    page.wait_for_selector(".segments")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        """[...document.querySelectorAll('button, .pick label')].filter(b => b.offsetParent &&
             (b.offsetHeight < 55 || b.offsetWidth < 44)).map(b => b.outerHTML.slice(0, 80))"""
    )
    assert small == []
    assert sum(sizes) < 150_000
    context.close()
