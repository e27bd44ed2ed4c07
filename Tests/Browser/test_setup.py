"""An organizer sets up an event of her own in the browser, and a judge finds her entries on a phone."""

import re

import openpyxl

from conftest import ROOT, enter_pin, picture, sign_in

PEOPLE = [
    ("示例甲", "522699197903120119", "13800000001", "示例村一"),
    ("示例乙", "52269919850607028X", "13800000002", "示例村二"),
    ("示例丙", "522699198809150332", "13800000003", "示例村三"),
    ("示例丁", "52269919910101046X", "13800000004", "示例村四"),
]


def roster(people, division="风味小吃"):
    rows = [f"{name},{division},,{unit},示例菜,{number},{phone}" for name, number, phone, unit in people]
    return "\r\n".join(["name,division,number,unit,work,id_number,phone", *rows]) + "\r\n"


def new_event(page, server, name):
    """Signs in, makes an event and gives the address of its set-up."""
    sign_in(page, server, "组委会")
    page.goto(server.url + "/office/new-event")
    page.fill("#f-zh", name)
    page.click("main button[type=submit]")
    page.wait_for_url("**/set-up?done=event")
    assert page.inner_text("#next a") == "组别与评分标准"
    return page.url.split("?")[0]


def add_division(page):
    page.select_option("#new-rubric", "chef-snack.xml")
    page.fill("#new-title", "风味小吃")
    page.click("#divisions button:text-is('添加组别')")
    page.wait_for_selector("[role=status]:has-text('组别已添加')")


def import_file(page, folder, data):
    path = folder / "roster.csv"
    path.write_bytes(data)
    page.set_input_files("#roster-file", path)
    page.click("#roster button:text-is('导入名单')")


def add_judges(page, names, panel):
    """Adds judges and gives their cards: name, link, PIN."""
    page.fill("#judge-names", "\n".join(names))
    page.check(f"#judges label.choice:has-text('{panel}') input")
    page.click("#judges button:text-is('添加并显示卡片')")
    page.wait_for_selector("h1:has-text('评委卡')")
    return [
        (card.locator("h2").inner_text(), card.locator(".judge-link").get_attribute("href"), card.locator(".pin").inner_text())
        for card in page.locator(".judge-card").all()
    ]


def people_in(page):
    """How many people the first division has."""
    return page.locator("#divisions td.number").first.inner_text()


def ready(page, server, folder, name):
    """An event with a division, four people and drawn codes; gives the address of its set-up."""
    address = new_event(page, server, name)
    add_division(page)
    import_file(page, folder, roster(PEOPLE).encode("gb18030"))
    page.wait_for_selector("[role=status]:has-text('已导入 4 人')")
    page.click("#codes button:text-is('抽取编码')")
    page.wait_for_selector("[role=status]:has-text('已抽取 4 个编码')")
    return address


def test_an_event_is_set_up_from_nothing_until_a_judge_sees_her_queue(server, desk, phone, tmp_path):
    page = desk.new_page()
    address = ready(page, server, tmp_path, "思州小吃赛（示例）")

    cards = add_judges(page, ["示例评委一，县餐协", "示例评委二，县职校", "示例评委三"], "成品裁判")
    assert len(cards) == 3
    assert page.locator(".judge-card svg path").count() >= 3, "every card has its QR code"
    picture(page, "judge-cards", full=True)
    page.goto(address)
    assert cards[0][2] not in page.inner_text("#judges"), "the PIN is shown once"
    add_judges(page, ["示例现场一", "示例现场二", "示例现场三"], "现场裁判")
    page.goto(address)
    assert page.inner_text("#next a") == "分配评委"

    page.click("#assignments button:text-is('把这些评委分配给全部作品')")
    page.wait_for_selector("[role=status]:has-text('评委已分配')")
    assert page.locator("#open button").count() == 0, "it cannot open before the sheets are made"
    page.click("#sheets button:text-is('生成评分表')")
    page.wait_for_selector("[role=status]:has-text('共 24 份')")
    picture(page, "set-up", full=True)
    page.click("#open button:text-is('开放活动')")
    page.wait_for_selector("[role=status]:has-text('活动已开放')")

    _, link, pin = cards[0]
    judge = phone.new_page()
    judge.goto(link)
    judge.wait_for_selector("[data-id=k1]")
    enter_pin(judge, pin)
    judge.wait_for_selector(".queue button")
    codes = set(re.findall(r"\bA0[1-4]\b", judge.inner_text(".queue")))
    assert codes == {"A01", "A02", "A03", "A04"}


def test_a_roster_in_a_spreadsheet_is_taken_as_it_is(server, desk, tmp_path):
    """Made by another program, with a title above and a division merged over its people."""
    page = desk.new_page()
    new_event(page, server, "示例名单用表格")
    add_division(page)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["示例县报名表"])
    sheet.merge_cells("A1:D1")
    sheet.append(["组别", "姓名", "身份证号", "手机号"])
    for number, (name, id_number, phone, _) in enumerate(PEOPLE):
        sheet.append(["风味小吃" if number == 0 else None, name, id_number, int(phone)])
    sheet.merge_cells(start_row=3, end_row=2 + len(PEOPLE), start_column=1, end_column=1)
    path = tmp_path / "roster.xlsx"
    book.save(path)
    page.set_input_files("#roster-file", path)
    page.click("#roster button:text-is('导入名单')")
    page.wait_for_selector("[role=status]:has-text('已导入 4 人')")
    assert people_in(page) == str(len(PEOPLE))


def test_a_roster_with_wrong_rows_is_refused_whole_with_every_fault(server, desk, tmp_path):
    page = desk.new_page()
    new_event(page, server, "名单检查（示例）")
    add_division(page)
    wrong = roster(PEOPLE).splitlines()
    wrong.insert(2, "示例戊,没有的组,,村,菜,522626190002290030,123")
    import_file(page, tmp_path, "\r\n".join(wrong).encode("utf-8-sig"))
    page.wait_for_selector("#faults")
    faults = page.locator("#faults li").all_inner_texts()
    assert len(faults) == 3 and all(fault.startswith("第 3 行") for fault in faults), faults
    assert people_in(page) == "0"


def test_checking_only_keeps_nothing_and_a_pasted_table_with_tabs_comes_in(server, desk):
    page = desk.new_page()
    new_event(page, server, "粘贴名单（示例）")
    add_division(page)
    page.fill("#roster-text", "姓名\t组别\t单位\n示例甲\t风味小吃\t示例村\n示例乙\t风味小吃\t示例村")
    page.click("#roster button:text-is('只检查，不保存')")
    page.wait_for_selector("[role=status]:has-text('检查通过：2 人')")
    assert people_in(page) == "0"
    page.click("#roster button:text-is('导入名单')")
    page.wait_for_selector("[role=status]:has-text('已导入 2 人')")
    assert people_in(page) == "2"


def test_a_broken_rubric_shows_all_its_faults_with_their_lines(server, desk, tmp_path):
    page = desk.new_page()
    new_event(page, server, "评分标准（示例）")
    text = (ROOT / "rubrics/chef-snack.xml").read_text()
    broken = text.replace('id="N1" max="30"', 'id="N1" max="31"').replace('ref="N1"', 'ref="N99"')
    (tmp_path / "broken.xml").write_text(broken)
    page.set_input_files("#new-file", tmp_path / "broken.xml")
    page.click("#divisions button:text-is('添加组别')")
    page.wait_for_selector("#faults")
    faults = page.locator("#faults li").all_inner_texts()
    assert len(faults) >= 2 and all(re.match(r"第 \d+ 行", fault) for fault in faults), faults


def test_a_judge_of_the_contestants_own_unit_is_refused_and_can_leave_out_that_entry(server, desk, tmp_path):
    page = desk.new_page()
    address = ready(page, server, tmp_path, "回避（示例）")
    add_judges(page, ["示例评委一，示例村一", "示例评委二", "示例评委三", "示例评委四"], "成品裁判")
    page.goto(address)
    page.click("#assignments button:text-is('把这些评委分配给全部作品')")
    page.wait_for_selector("#faults:has-text('应当回避')")
    assert page.locator("#faults li").count() == 1
    page.check("#assignments [name=leave]")
    page.click("#assignments button:text-is('把这些评委分配给全部作品')")
    page.wait_for_selector("[role=status]:has-text('回避 1 件')")


def test_a_judge_is_shut_out_with_a_reason_and_let_back_in_with_a_new_card(server, desk, phone, tmp_path):
    page = desk.new_page()
    address = ready(page, server, tmp_path, "换卡（示例）")
    [(_, link, pin)] = add_judges(page, ["示例评委一"], "成品裁判")
    page.goto(address)
    page.click("#judges tbody summary")
    page.fill("[id^=revoke-]", "因病退出")
    page.click("#judges button:text-is('停用')")
    page.wait_for_selector("[role=status]:has-text('评委已停用')")
    judge = phone.new_page()
    judge.goto(link)
    judge.wait_for_selector("[data-id=k1]")
    enter_pin(judge, pin)
    judge.wait_for_selector("text=PIN 不对")
    page.click("#judges tbody summary")
    page.click("#judges button:text-is('恢复并换卡')")
    page.wait_for_selector("h1:has-text('评委卡')")
    assert page.locator(".judge-link").get_attribute("href") != link


def test_names_stand_beside_codes_only_on_the_organizers_list(server, desk, tmp_path):
    page = desk.new_page()
    address = ready(page, server, tmp_path, "对照表（示例）")
    assert "示例甲" not in page.content()
    page.goto(address + "/codes")
    row = page.locator("tr:has-text('示例甲')")
    assert re.fullmatch(r"A0[1-4]", row.locator("td.code").first.inner_text())
    page.goto(server.url + "/office")
    page.click(".top form button")
    sign_in(page, server, "统分员")
    assert page.goto(address + "/codes").status == 403
    assert page.goto(address).status == 403
