"""Certificates in the browser: issued, revoked, suspended, corrected by the office; checked by anybody."""

import json
import re

from conftest import picture, sign_in

CONTEST = "a.card:has-text('思州厨师')"


def register(page, server, role="组委会"):
    """Signs in and opens the register of the contest's certificates."""
    sign_in(page, server, role)
    address = page.locator(CONTEST).first.get_attribute("href")
    page.goto(server.url + address + "/certificates")
    page.wait_for_selector("caption:has-text('证书登记册')")


def open_one(page, server, state="有效", nth=0):
    """Opens one certificate in the wanted state; gives its number and the holder's name."""
    register(page, server)
    row = page.locator(f"tbody tr:has(.state:has-text('{state}'))").nth(nth)
    number, name = row.locator("td.code a").inner_text(), row.locator("th").inner_text()
    row.locator("td.code a").click()
    page.wait_for_selector("caption:has-text('经过')")
    return number, name


def check(page, server, number, name):
    """What the public page answers for a number and a name."""
    page.goto(server.url + "/check")
    page.fill("#f-number", number)
    page.fill("#f-name", name)
    page.click("main button:text-is('查验')")
    return page.wait_for_selector("#answer").get_attribute("data-verdict")


def check_file(page, server, path):
    """What the public page answers for a file."""
    page.goto(server.url + "/check")
    page.set_input_files("#f-file", path)
    page.click("button:has-text('查验文件')")
    return page.wait_for_selector("#answer").get_attribute("data-verdict")


def download(page, title, folder):
    with page.expect_download() as waiting:
        page.click(f"a:has-text('{title}')")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_the_register_shows_every_certificate_and_that_nothing_is_left_to_issue(server, desk):
    page = desk.new_page()
    register(page, server)
    assert page.locator("caption:has-text('证书登记册') ~ tbody tr").count() >= 10
    assert page.locator("#issue:has-text('都已签发')").count() == 1
    assert page.locator("#issue form").count() == 0
    picture(page, "certificates")


def test_a_revoked_certificate_says_so_with_its_reason(server, desk, browser):
    page = desk.new_page()
    number, name = open_one(page, server)
    assert check(page, server, number, name) == "genuine"
    page.goto(server.url + f"/office/certificates/{number}")
    page.fill("#revoke-reason", "冒名参赛，经核实取消成绩")
    page.click("#revoke button[type=submit]")
    page.wait_for_selector("h1 ~ .lead .state.bad:has-text('已撤销')")
    assert page.locator("#revoke").count() == 0, "what is revoked cannot change any more"
    visitor = browser.new_context(locale="zh-CN").new_page()
    assert check(visitor, server, number, name) == "revoked"
    assert "冒名参赛，经核实取消成绩" in visitor.inner_text("#answer")
    status = json.loads(visitor.request.get(server.url + "/issuer/status.json").text())
    assert [one["state"] for one in status["revokedCredential"] if one["number"] == number] == ["revoked"]


def test_a_revocation_needs_a_reason(server, desk):
    page = desk.new_page()
    number, name = open_one(page, server, nth=1)
    page.locator("#revoke form").evaluate("form => { form.noValidate = true; form.submit() }")
    page.wait_for_selector(".error-box:has-text('没有写明理由')")
    assert check(page, server, number, name) == "genuine"


def test_a_suspended_certificate_can_be_reinstated(server, desk):
    page = desk.new_page()
    number, name = open_one(page, server, nth=2)
    page.fill("#suspend-reason", "姓名待核实")
    page.click("#suspend button[type=submit]")
    page.wait_for_selector("h1 ~ .lead .state:has-text('暂停使用')")
    assert check(page, server, number, name) == "suspended"
    page.goto(server.url + f"/office/certificates/{number}")
    page.fill("#reinstate-reason", "已核实")
    page.click("#suspend button[type=submit]")
    page.wait_for_selector("h1 ~ .lead .state:has-text('有效')")
    assert check(page, server, number, name) == "genuine"


def test_a_downloaded_paper_is_genuine_and_one_changed_byte_is_not(server, desk, tmp_path):
    page = desk.new_page()
    open_one(page, server, nth=3)
    paper = download(page, "下载 PDF", tmp_path)
    assert paper.read_bytes().startswith(b"%PDF")
    assert check_file(page, server, paper) == "genuine"
    content = bytearray(paper.read_bytes())
    content[len(content) // 2] ^= 1
    edited = tmp_path / "edited.pdf"
    edited.write_bytes(content)
    assert check_file(page, server, edited) != "genuine"


def test_a_downloaded_credential_is_genuine(server, desk, tmp_path):
    page = desk.new_page()
    number, _ = open_one(page, server, nth=3)
    credential = download(page, "下载电子凭证 JSON", tmp_path)
    assert credential.name == number + ".json"
    assert check_file(page, server, credential) == "genuine"


def test_a_corrected_name_gets_a_new_number_and_the_old_paper_points_to_it(server, desk):
    page = desk.new_page()
    number, name = open_one(page, server, nth=4)
    page.fill("#f-name", name + "华")
    page.fill("#name-reason", "登记时漏写一字")
    page.click("#correct button[type=submit]")
    page.wait_for_selector(f"h1:has-text('{name}华')", timeout=30_000)
    fresh = page.inner_text(".lead .code")
    assert fresh != number
    assert check(page, server, fresh, name + "华") == "genuine"
    assert check(page, server, number, name) == "superseded"
    assert fresh in page.inner_text("#answer")


def test_the_issuer_documents_are_served_byte_for_byte(server, desk):
    page = desk.new_page()
    keys = page.request.get(server.url + "/issuer/keys.json")
    assert keys.body() == page.request.get(server.url + "/.well-known/did.json").body()
    known = json.loads((server.exports / "issuer/keys.json").read_text("utf-8"))
    assert keys.json()["verificationMethod"] == known["verificationMethod"]
    assert re.fullmatch(r'\{"@context".*\}', keys.text()), "canonical: members in order, no blanks"
    assert page.request.get(server.url + "/issuer/status.json").json()["type"] == "1EdTechRevocationList"


def test_a_clerk_does_not_keep_the_register(server, desk):
    page = desk.new_page()
    sign_in(page, server, "统分员")
    address = page.locator(CONTEST).first.get_attribute("href")
    assert page.goto(server.url + address + "/certificates").status == 403


def test_a_supervisor_reads_the_register_and_changes_nothing(server, desk):
    page = desk.new_page()
    register(page, server, role="监督员")
    assert page.locator("#issue").count() == 0
    page.click("tbody td.code a >> nth=5")
    page.wait_for_selector("caption:has-text('经过')")
    assert page.locator("#revoke, #suspend, #correct").count() == 0
