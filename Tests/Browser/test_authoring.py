"""An organizer changes a rubric in the browser: 70/30 to 60/40, sees what the same sheets then give, and saves a new version."""

import csv
import io
import re
import subprocess

import openpyxl
import pytest
from conftest import BINARY, ROOT, picture, sign_in

SNACK = "思州厨师大赛·思州风味小吃组评分规则"


@pytest.fixture
def both(desk, phone):
    return {"desk": desk, "phone": phone}


def field(name):
    return f'[name="{name}"]'


def begin(page, server, title="思州风味小吃", role="组委会", signed_in=False):
    """Opens the form that changes a copy of a rubric that comes along."""
    if not signed_in:
        sign_in(page, server, role)
    page.goto(server.url + "/office/rubrics")
    page.locator("#shipped .card", has_text=title).first.locator("a.button").first.click()
    page.wait_for_selector("#draft")
    return page.url


def act(page, value):
    """Presses the button of the bar at the foot, as a page without script would send it."""
    with page.expect_navigation():
        page.locator(f'.save-bar button[value="{value}"]').click()


def width(page):
    return page.evaluate("document.documentElement.scrollWidth")


def sixty_forty(page):
    page.fill(field("round.dish.use.SNACK-1"), "60")
    page.fill(field("round.dish.use.SITE-1"), "40")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_seventy_thirty_becomes_sixty_forty_and_the_same_sheets_are_shown_under_both(server, both, size):
    page = both[size].new_page()
    begin(page, server)
    assert page.input_value(field("round.dish.use.SNACK-1")) == "70"
    sixty_forty(page)
    page.wait_for_selector("#changes:has-text('70 → 60')")
    words = page.inner_text("#changes")
    assert "30 → 40" in words and "计分有变化" in words
    assert len(re.findall(r"[0-9a-f]{12} → [0-9a-f]{12}", words)) == 2, "two hashes, both different"
    act(page, "try")
    page.wait_for_selector("#trial-result")
    assert page.locator("#trial-result svg .slope").count() == 12
    assert page.locator("#trial-result tbody tr").count() == 12
    assert page.locator("#trial-result td.moved").count() >= 2, "somebody moves"
    before = page.locator("#trial-result tbody tr td:nth-child(3)").all_inner_texts()
    after = page.locator("#trial-result tbody tr td:nth-child(5)").all_inner_texts()
    assert before != after and before == sorted(before, key=float, reverse=True)
    assert page.input_value(field("round.dish.use.SNACK-1")) == "60", "what was typed is still there"
    limit = 360 if size == "phone" else 1280
    assert width(page) <= limit
    picture(page, f"authoring-{size}", full=True)


def test_the_new_version_is_kept_and_an_event_is_set_up_with_it(server, desk, tmp_path):
    page = desk.new_page()
    begin(page, server)
    version = page.input_value(field("rubric.version"))
    assert int(version) >= 2
    sixty_forty(page)
    page.fill(field("rubric.title.zh"), "思州风味小吃 六四开（示例）")
    act(page, "keep")
    page.wait_for_selector("[role=status]:has-text('已存为新版本')")
    assert "60" in page.inner_text("#described")

    with page.expect_download() as download:
        page.click("a:text-is('XML')")
    path = tmp_path / "new.xml"
    download.value.save_as(path)
    ran = subprocess.run([BINARY, "rubric", "check", path], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    told = subprocess.run(
        [BINARY, "rubric", "diff", ROOT / "rubrics/chef-snack.xml", path, "--language", "zh"], capture_output=True, text=True
    ).stdout
    assert "70 → 60" in told and "30 → 40" in told

    pdf = page.request.get(page.url.split("?")[0] + "/file?as=pdf")
    assert pdf.body().startswith(b"%PDF")
    table = page.request.get(page.url.split("?")[0] + "/file?as=xlsx")
    assert openpyxl.load_workbook(io.BytesIO(table.body())).sheetnames

    page.goto(server.url + "/office/new-event")
    page.fill("#f-zh", "六四开小吃赛（示例）")
    page.click("main button[type=submit]")
    page.wait_for_url("**/set-up?done=event")
    page.select_option("#new-rubric", label=f"思州风味小吃 六四开（示例）（SZCS-SNACK 第 {version} 版）")
    page.fill("#new-title", "小吃")
    page.click("#divisions button:text-is('添加组别')")
    page.wait_for_selector("[role=status]:has-text('组别已添加')")
    page.goto(server.url + "/office/rubrics")
    assert "六四开小吃赛" in page.locator("#own .card", has_text="六四开").first.inner_text()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_whatever_is_typed_wrong_is_told_beside_its_field_and_nothing_is_lost(server, both, size):
    page = both[size].new_page()
    begin(page, server)
    wrong = {
        "round.dish.use.SNACK-1": ("七十", "不是数字"), "item.N1.max": ("-30", "不能是负数"),
        "item.N2.max": ("", "要填一个数字"), "panel.product.high": ("1.5", "整数"),
        "item.N3.max": ("99999999999", "太大"), "rubric.id": ("思州 1", "编号只能用"),
    }
    for name, (text, _) in wrong.items():
        page.fill(field(name), text)
    act(page, "keep")
    page.wait_for_selector("#faults")
    for name, (text, told) in wrong.items():
        assert page.input_value(field(name)) == text
        assert page.get_attribute(field(name), "aria-invalid") == "true"
        beside = page.locator(f'[id="w-{name}"]')
        assert told in beside.inner_text(), (name, beside.inner_text())
        assert f"w-{name}" in page.get_attribute(field(name), "aria-describedby")
    assert page.locator("#changes a[href^='#f-']").count() >= len(wrong)
    assert width(page) <= (360 if size == "phone" else 1280)


def test_weights_and_full_marks_that_do_not_add_up_are_told_while_typing_and_cannot_be_saved(server, desk):
    page = desk.new_page()
    begin(page, server)
    page.fill(field("round.dish.use.SNACK-1"), "65")
    page.wait_for_selector("#changes:has-text('要改正')")
    assert "合计 95%" in page.inner_text("#chapter-weights")
    page.fill(field("item.N1.max"), "20")
    page.wait_for_selector("#chapter-modules .field-fault p")
    act(page, "keep")
    assert page.locator("#faults").count() == 1
    page.fill(field("round.dish.use.SNACK-1"), "70")
    page.fill(field("item.N1.max"), "30")
    page.wait_for_selector("#changes:has-text('还没有改动')")
    assert page.locator(".field-fault p").count() == 0


def test_two_windows_that_save_at_once_keep_both_texts_and_only_one_version(server, desk):
    one, two = desk.new_page(), desk.new_page()
    address = begin(one, server)
    two.goto(address)
    version = one.input_value(field("rubric.version"))
    assert two.input_value(field("rubric.version")) == version
    one.fill(field("item.N1.title.zh"), "味道（甲）")
    two.fill(field("item.N1.title.zh"), "味道（乙）")
    act(one, "keep")
    one.wait_for_selector("[role=status]:has-text('已存为新版本')")
    act(two, "keep")
    two.wait_for_selector("#faults:has-text('已经有了')")
    assert two.input_value(field("item.N1.title.zh")) == "味道（乙）", "her work is still there"
    two.fill(field("rubric.version"), str(int(version) + 1))
    act(two, "keep")
    two.wait_for_selector("[role=status]:has-text('已存为新版本')")
    assert "味道（乙）" in two.inner_text("#described")
    one.reload()
    assert "味道（甲）" in one.inner_text("#described")


def test_only_wording_changes_say_that_results_stay(server, desk):
    page = desk.new_page()
    begin(page, server)
    page.fill(field("item.N1.title.zh"), "味道")
    page.wait_for_selector("#changes:has-text('只有文字变化：成绩不变')")


def test_text_is_text_whatever_it_looks_like(server, desk):
    page = desk.new_page()
    begin(page, server)
    hostile = "<script>alert(1)</script>&\"'<b>"
    page.fill(field("item.N1.title.zh"), hostile)
    act(page, "look")
    assert page.input_value(field("item.N1.title.zh")) == hostile
    assert page.locator("#changes script, #changes b").count() == 0
    assert hostile in page.inner_text("#changes")


def test_without_script_the_button_tells_what_changed(server, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    begin(page, server)
    sixty_forty(page)
    act(page, "look")
    assert "70 → 60" in page.inner_text("#changes")
    act(page, "try")
    assert page.locator("#trial-result tbody tr").count() == 12
    context.close()


def test_trimming_tie_breaks_awards_and_items_change_what_the_rubric_says(server, desk):
    page = desk.new_page()
    begin(page, server)
    page.fill(field("panel.product.high"), "2")
    page.fill(field("panel.product.low"), "2")
    page.fill(field("panel.product.least"), "5")
    page.fill(field("tie.1"), "9")
    page.fill(field("new.SNACK-1-MARKS.1.title.zh"), "出餐温度")
    page.fill(field("new.SNACK-1-MARKS.1.max"), "10")
    page.fill(field("item.N1.max"), "20")
    award = page.locator('[name^="award."][name$=".top"], [name^="award."][name$=".ratio"]').first
    name, value = award.get_attribute("name"), award.input_value()
    page.fill(field(name), str(int(float(value)) + 1))
    act(page, "look")
    words = page.inner_text("#changes")
    assert page.locator("#fault-count").count() == 0, words
    assert "出餐温度" in page.content()
    page.click("#changes summary") if page.locator("#changes summary").count() else None
    words = page.inner_text("#changes")
    for told in ("去掉最高：1 → 2", "去掉最低：1 → 2", "最少评委：3 → 5", "30 → 20", "出餐温度"):
        assert told in words, (told, words)
    act(page, "try")
    assert page.locator("#trial-result").count() == 1


def test_pasted_sheets_and_files_are_tried_and_their_faults_have_rows(server, desk, tmp_path):
    page = desk.new_page()
    begin(page, server)
    sixty_forty(page)
    page.check("[name='sample.kind'][value=pasted]")
    page.fill("#sample-text", "entry,judge,item,value\nS01,yang,N1,31\nS01,yang,N9,3\n")
    act(page, "try")
    faults = page.inner_text("#trial-faults")
    assert "第 2 行" in faults and "第 3 行" in faults
    rows = [["entry", "judge", "item", "value"]]
    full = {"N1": 30, "N2": 20, "N3": 15, "N4": 10, "N5": 15, "N6": 10, "O1": 50, "O2": 30, "O3": 20}
    for work, (dish, site) in {"S01": (90, 60), "S02": (80, 90), "S03": (60, 60)}.items():
        for judge in ("yang", "wu", "long"):
            for item, most in full.items():
                rows.append([work, f"{judge}-{item[0]}", item, f"{most * (dish if item[0] == 'N' else site) / 100:g}"])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path = tmp_path / "sheets.csv"
    path.write_text(text.getvalue())
    page.set_input_files("#sample-file", path)
    act(page, "try")
    first = page.locator("#trial-result tbody tr").first.inner_text().split("\t")
    lines = {line.split("\t")[0]: line.split("\t")[1:5] for line in page.locator("#trial-result tbody tr").all_inner_texts()}
    # 90 x 0.7 + 60 x 0.3 = 81; 80 x 0.7 + 90 x 0.3 = 83; then 78 and 84.
    assert lines["S01"] == ["2", "81.00", "2", "78.00"], (first, lines)
    assert lines["S02"] == ["1", "83.00", "1", "84.00"]
    assert page.input_value("#sample-text").startswith("entry,judge,item,value"), "the file can be tried again"


def test_delivered_sheets_of_an_event_are_tried_and_stay_as_they_are(server, desk):
    page = desk.new_page()
    begin(page, server)
    sixty_forty(page)
    page.check("[name='sample.kind'][value=event]")
    act(page, "try")
    assert page.locator("#trial-result tbody tr").count() >= 5
    assert "名次" in page.inner_text("#trial-result")
    ran = subprocess.run([BINARY, "audit", "verify", "--data", server.data], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_a_spreadsheet_becomes_a_rubric_and_a_broken_file_is_refused_with_its_faults(server, desk, tmp_path):
    page = desk.new_page()
    sign_in(page, server, "组委会")
    page.goto(server.url + "/office/rubrics")
    book = openpyxl.Workbook()
    for row in (["评分项", "满分"], ["味道", 60], ["外观", 40]):
        book.active.append(row)
    book.save(tmp_path / "scheme.xlsx")
    page.set_input_files("#rubric-file", tmp_path / "scheme.xlsx")
    page.click("#upload button")
    page.wait_for_selector("[role=status]:has-text('已保存')")
    assert "味道" in page.inner_text("#described")
    page.click("a:text-is('从它改起')")
    page.wait_for_selector("#draft")
    page.goto(server.url + "/office/rubrics")
    broken = (ROOT / "rubrics/chef-snack.xml").read_text().replace('id="N1" max="30"', 'id="N1" max="31"')
    (tmp_path / "broken.xml").write_text(broken)
    page.set_input_files("#rubric-file", tmp_path / "broken.xml")
    page.click("#upload button")
    page.wait_for_selector("#faults")
    assert re.match(r"第 \d+ 行", page.locator("#faults li").first.inner_text())


def test_only_organizers_write_rubrics_others_may_read_or_not_even_that(server, desk):
    page = desk.new_page()
    address = begin(page, server)
    page.goto(server.url + "/office")
    page.click(".top form button")
    for role, reads in (("裁判长", True), ("监督员", True), ("统分员", False), ("人社干部", False)):
        if role not in server.logins:
            continue
        sign_in(page, server, role)
        assert page.goto(server.url + "/office/rubrics").status == (200 if reads else 403), role
        assert page.locator("text=从它改起").count() == 0
        assert page.goto(address).status == 403
        assert page.goto(address.removesuffix("/edit")).status == (200 if reads else 403)
        page.goto(server.url + "/office")
        page.click(".top form button")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_every_rubric_that_comes_along_opens_and_fits(server, both, size):
    page = both[size].new_page()
    sign_in(page, server, "组委会")
    page.goto(server.url + "/office/rubrics")
    assert width(page) <= (360 if size == "phone" else 1280)
    picture(page, f"rubrics-{size}", full=True)
    for link in page.eval_on_selector_all("#shipped a", "all => all.map(one => one.getAttribute('href'))"):
        assert page.goto(server.url + link).status == 200
        assert width(page) <= (360 if size == "phone" else 1280), link
