"""What officials and clerks do: theory marks from a table, the decision, retakes, new shops, support."""

from conftest import sign_in

EXAM = "a.card:has-text('第一批家政服务')"


def exam(page, server, role="组委会"):
    """Signs in and opens the acts of the sample exam; gives the address of its desk."""
    sign_in(page, server, role)
    address = server.url + page.locator(EXAM).first.get_attribute("href").replace("/events/", "/exams/")
    page.goto(address + "/acts")
    page.wait_for_selector("h1:has-text('判定与补考')")
    return address


def upload(page, folder, text, check):
    path = folder / "marks.csv"
    path.write_bytes(text)
    page.set_input_files("#f-file", path)
    page.fill("#f-reason", "复核卷面")
    if check:
        page.check("[name=check]")
    page.click("#import button[type=submit]")


def candidate(page, address):
    """A candidate's number and her theory mark on record."""
    page.goto(address)
    row = page.locator("tbody tr").first
    number, mark = row.locator("td.code").inner_text(), row.locator("td.number").inner_text()
    page.goto(address + "/acts")
    return number, mark


def test_a_table_of_theory_marks_is_checked_without_being_kept(server, desk, tmp_path):
    page = desk.new_page()
    address = exam(page, server)
    number, mark = candidate(page, address)
    other = "61.5" if mark != "61.5" else "62"
    upload(page, tmp_path, f"number,mark\r\n{number},{other}\r\n".encode("gb18030"), check=True)
    page.wait_for_selector("[role=status]:has-text('没有登记：新 0，更正 1')")
    assert candidate(page, address)[1] == mark


def test_every_wrong_row_of_a_table_is_told_at_once(server, desk, tmp_path):
    page = desk.new_page()
    address = exam(page, server)
    number, _ = candidate(page, address)
    upload(page, tmp_path, f"number,mark\n{number},101\nZ-999,60\n".encode(), check=False)
    page.wait_for_selector(".error-box")
    assert page.locator(".error-box li").count() == 2


def test_deciding_again_changes_nothing_where_nothing_changed(server, desk):
    page = desk.new_page()
    exam(page, server)
    page.check("#decide [name=sure]")
    page.click("#decide button[type=submit]")
    page.wait_for_selector("[role=status]:has-text('判定完成')")


def test_the_failed_gate_alone_is_offered_for_a_retake(server, desk):
    page = desk.new_page()
    exam(page, server)
    table = page.locator("table:has(caption:has-text('可补考的科目'))")
    assert table.locator("tbody tr").count() >= 1
    assert table.locator(".state.good").count() >= 1, "the sample's retakes are registered"


def test_a_corrected_mark_leads_to_a_pass_and_the_pass_to_a_certificate(server, desk, tmp_path):
    page = desk.new_page()
    address = exam(page, server)
    row = page.locator("table:has(caption:has-text('可补考的科目')) tbody tr:has-text('理论'):not(:has(.state))").first
    number, name = row.locator("td.code").first.inner_text(), row.locator("th").inner_text()
    upload(page, tmp_path, f"number,mark\n{number},60\n".encode(), check=False)
    page.wait_for_selector("[role=status]:has-text('已登记：新 0，更正 1')")
    page.check("#decide [name=sure]")
    page.click("#decide button[type=submit]")
    page.wait_for_selector("[role=status]:has-text('判定完成')")
    page.goto(address.replace("/exams/", "/events/") + "/certificates")
    assert page.locator("#issue tbody th").all_inner_texts() == [name]
    page.check("#issue [name=sure]")
    page.click("#issue form button[type=submit]")
    page.wait_for_selector("[role=status]:has-text('已签发 1 张证书')", timeout=30_000)
    assert page.locator(f"caption:has-text('证书登记册') ~ tbody tr:has-text('{name}') .state.good").count() == 1


def test_somebody_with_marks_was_not_absent(server, desk):
    page = desk.new_page()
    address = exam(page, server, role="统分员")
    number, _ = candidate(page, address)
    page.fill("#f-number", number)
    page.click("#absence button[type=submit]")
    page.wait_for_selector(".error-box:has-text('已有成绩')")


def test_an_official_registers_a_shop_and_its_support_step_by_step(server, desk):
    page = desk.new_page()
    sign_in(page, server, "人社干部")
    page.goto(server.url + "/office/new-shop")
    free = page.locator("#f-participation option:not(:has-text('已有门店'))").last
    page.select_option("#f-participation", free.get_attribute("value"))
    page.fill("#f-name", "示例米豆腐店")
    page.fill("#f-place", "示例乡")
    page.click("main form[action='/office/new-shop'] button")
    page.wait_for_selector("h1:has-text('示例米豆腐店')")
    page.goto(page.url.split("?")[0] + "/support")
    page.select_option("#f-scheme", "loan-2026")
    page.fill("#f-yuan", "一千")
    page.click("#apply button[type=submit]")
    page.wait_for_selector(".error-box:has-text('不是金额')")
    page.select_option("#f-scheme", "loan-2026")
    page.fill("#f-yuan", "50,000.50")
    page.click("#apply button[type=submit]")
    page.wait_for_selector("td.number:text-is('50,000.50')")
    case = page.locator("section.card:has(td.number)")
    assert case.locator("[name=yuan]").input_value() == "50000.50"
    case.locator("[name=yuan]").fill("30000")
    case.locator("button").click()
    page.wait_for_selector("[role=status]")
    assert case.locator("tbody tr").last.inner_text().split()[1:] == ["已批准", "30,000.00", "–"]


def test_a_clerk_registers_no_shop(server, desk):
    page = desk.new_page()
    sign_in(page, server, "统分员")
    assert page.goto(server.url + "/office/new-shop").status == 403
