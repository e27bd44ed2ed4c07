"""The administrator's and the supervisor's pages, and a publication that opens from a folder, at phone and desk size."""

import os
import pathlib
import subprocess

import pytest
from conftest import BINARY, sign_in

SHOTS = os.environ.get("SIZHOU_SHOTS")


def shot(page, name):
    """A picture to look at, when SIZHOU_SHOTS names a folder."""
    if SHOTS:
        pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def fits(page):
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    unnamed = page.evaluate(
        """[...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]
           .filter(one => !one.labels.length && !one.getAttribute('aria-label')).map(one => one.name)""")
    assert not unnamed, f"fields without a label: {unnamed}"


@pytest.fixture(params=["phone", "desk"])
def screen(request):
    return request.param, request.getfixturevalue(request.param)


def test_the_administrators_pages_fit_phone_and_desk(server, screen):
    size, context = screen
    page = context.new_page()
    sign_in(page, server, "管理员")
    shot(page, f"office-{size}")
    for name, path in (("accounts", "/office/accounts"), ("machine", "/office/machine"), ("audit", "/office/audit"),
                       ("people", "/office/people?name=%E6%9D%A8")):
        page.goto(server.url + path)
        page.wait_for_selector("h1")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        fits(page)
        shot(page, f"{name}-{size}")


def test_an_account_is_added_reset_and_shut_out_in_the_browser(server, screen):
    size, context = screen
    page = context.new_page()
    sign_in(page, server, "管理员")
    page.goto(server.url + "/office/accounts")
    page.fill("#f-name", "示例干事")
    page.fill("#f-login", f"example-{size}")
    page.check("#add input[name='role.clerk']")
    page.click("#add button[type=submit]")
    first = page.text_content("#fresh")
    assert len(first) == 19
    fits(page)
    shot(page, f"account-added-{size}")
    card = f"#account-example-{size}"
    page.click(f"{card} summary")
    page.click(f"{card} button:has-text('重设口令')")
    page.wait_for_selector("#fresh")
    assert page.text_content("#fresh") != first
    page.click(f"{card} summary")
    page.click(f"{card} button:has-text('停用')")
    page.wait_for_selector("[role=status]:has-text('账户已停用')")
    assert "已停用" in page.text_content(card)


def test_the_audit_is_filtered_in_the_browser(server, screen):
    size, context = screen
    page = context.new_page()
    sign_in(page, server, "管理员")
    page.goto(server.url + "/office/audit")
    page.select_option("#f-act", "account.")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/office/audit?*act=account.*")
    assert page.locator("ol.audit > li").count() > 0
    assert page.locator("ol.audit > li:not(:has-text('account.'))").count() == 0
    shot(page, f"audit-filtered-{size}")


def test_the_machine_is_looked_over_in_the_browser(server, screen):
    size, context = screen
    page = context.new_page()
    sign_in(page, server, "管理员")
    page.goto(server.url + "/office/machine")
    page.click("button:has-text('现在检查')")
    page.wait_for_selector(".findings li")
    fits(page)
    shot(page, f"machine-findings-{size}")
    with page.expect_download() as download:
        page.click("button:has-text('下载一份备份')")
    assert download.value.suggested_filename.endswith(".backup")


@pytest.fixture(scope="session")
def published(server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "out"
    events = subprocess.run(["sqlite3", "-readonly", str(server.data / "sizhou.sqlite"), "SELECT event FROM publication LIMIT 1"],
                            capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run([BINARY, "publish", "--event", events, "--to", folder, "--data", server.data], check=True,
                   stdout=subprocess.DEVNULL)
    return folder


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_publication_opens_from_a_folder_without_scripts(published, browser, size):
    width = 360 if size == "phone" else 1280
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"file://{published}/index.html")
    shot(page, f"publication-{size}")
    table = page.locator("table").first
    assert table.locator("tbody tr").count() > 5
    assert page.locator("header").bounding_box()["width"] == width
    page.click("tbody th a >> nth=0")
    page.wait_for_selector("text=这个成绩是怎样得出的")
    shot(page, f"publication-entry-{size}")
    page.click("text=English")
    page.wait_for_selector("text=How this result came about")
    page.click(".crumbs a")
    page.wait_for_selector("h1")
    assert page.url.endswith("/en/index.html")
    shot(page, f"publication-en-{size}")
    page.click("text=manifest and signature")
    context.close()
