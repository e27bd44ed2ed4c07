// The office's forms as printed: score sheets, summaries, lists, reports and judges' cards.

import Basics
import Foundation
import Pages
import Papers
import Rubrics
import Testing

@Suite("Forms on paper")
struct FormsOnPaper {
  @Test(
    "A score sheet carries entry, judge, items, full marks, vetoes, rubric hash and sheet id, and no other panel's items"
  )
  func scoreSheet() throws {
    let printed = try PrintedPaper(Sample.sheets().document())
    let pages = try printed.pages()
    #expect(pages.count == 2)
    for fact in [
      "评分表", "作品编码A017", "3号评委", "成品评委组", "考核项目", "考核要点", "配分", "评分标准", "得分", "项目1", "过度盘饰", "最多扣5分",
      "否定项", "使用禁用原料", "取消成绩", "总分（大写）", "评委签名", "核分人", "表号sh-7K2M9QX4",
      String(Sample.rubric().sha256.prefix(12)),
      "第1页，共1页",
    ] {
      #expect(pages[0].contains(fact), "\(fact)")
    }
    #expect(!pages[0].contains("超时"))
    #expect(try printed.codes(dpi: 72) == ["sh-7K2M9QX4"])
    #expect(try printed.codes(dpi: 150) == ["sh-7K2M9QX4"])
  }

  @Test("A filled sheet shows its marks, and its total in figures and capitals")
  func filled() throws {
    let text = try PrintedPaper(Sample.sheets().document()).pages()[1]
    #expect(text.contains("9.5") && text.contains("88.125") && text.contains("捌拾捌点壹贰伍"))
  }

  @Test("A long score sheet breaks between rows, repeats its header and the joined criterion")
  func longSheet() throws {
    let pages = try PrintedPaper(Sample.sheets(Sample.rubric(criteria: 12)).document()).pages()
    #expect(pages.count == 4)
    for page in pages[..<2] { #expect(page.contains("考核要点") && page.contains("评分标准")) }
    #expect(pages[1].contains("第2页，共2页") && pages[1].contains("作品编码A017"))
  }

  @Test("A table longer than a page repeats its header on every page and loses no row")
  func longTable() throws {
    let lines = (1...120).map {
      ResultListPaper.Line(place: "\($0)", name: "选手\($0)号", mark: "80", award: "优秀奖")
    }
    let paper = ResultListPaper(
      title: "获奖名单公示", introduction: ["现予公示。"], lines: lines,
      notice: ResultListPaper.Notice(
        from: try Sample.day("2026-11-24"), to: try Sample.day("2026-11-30"), contacts: ["监督电话：0855-0000000"]),
      issuers: ["示例局"], date: try Sample.day("2026-11-24"), isSample: true, created: Sample.created)
    let pages = try PrintedPaper(paper.document()).pages()
    #expect(pages.count > 3)
    for page in pages.dropLast() { #expect(page.contains("名次姓名得分奖项")) }
    let text = pages.joined()
    for line in lines { #expect(text.contains(line.name)) }
    #expect(!text.contains("作品名称"))
    #expect(pages.last?.contains("监督电话：0855-0000000") == true && pages.last?.contains("示例局（盖章）") == true)
  }

  @Test("A summary brackets what was dropped and leaves room for everyone who signs")
  func summary() throws {
    let paper = SummarySheetPaper(
      event: Sample.contest, part: "热菜组", judges: ["评委1", "评委2", "评委3"],
      lines: [
        SummarySheetPaper.Line(
          code: "A017", marks: [.init("81", isDropped: true), .init("88"), .init("90", isDropped: true)],
          highest: "90",
          lowest: "81", mean: "88.00", site: "92.5", final: "89.35", place: "1")
      ], isSample: true, created: Sample.created)
    let text = try PrintedPaper(paper.document()).text()
    for fact in ["(81)", "(90)", "去最高", "去最低", "平均", "现场分", "最后得分", "89.35", "统分员", "复核员", "裁判长", "监督员"] {
      #expect(text.contains(fact), "\(fact)")
    }
    #expect(!text.contains("扣分"))
  }

  @Test("A score report shows every part beside its pass mark")
  func report() throws {
    let paper = ScoreReportPaper(
      exam: "家政服务员五级考核", person: "吴秀英", details: [.init("准考证号", "2026-01-0031")],
      parts: [
        .init(name: "理论知识", full: "100", pass: "60", mark: "59.5", outcome: "不合格"),
        .init(name: "技能操作", full: "100", pass: "60", mark: "92", outcome: "合格"),
      ], conclusion: "未通过", body: "示例考核站", date: try Sample.day("2026-11-24"), number: "SZKH-2026-0031-K",
      qr: Sample.address, isSample: true, created: Sample.created)
    let printed = try PrintedPaper(paper.document())
    let text = try printed.text()
    for fact in ["考核成绩单", "吴秀英", "理论知识1006059.5不合格", "未通过", "SZKH-2026-0031-K"] {
      #expect(text.contains(fact), "\(fact)")
    }
    #expect(try printed.codes(dpi: 72) == [Sample.address])
  }

  @Test("Every judge has a card with a code of their own, eight to a page")
  func cards() throws {
    let cards = (1...9).map { number in
      JudgeCardsPaper.Card(
        judge: "\(number)号评委", panel: "成品评委组",
        link: "http://192.168.8.2:8080/j#k=7Q2M9X4KZ8P1N6R3T5V\(number)",
        address: "192.168.8.2:8080/j", code: "48\(number) 193")
    }
    let printed = try PrintedPaper(
      JudgeCardsPaper(event: Sample.contest, cards: cards, isSample: true, created: Sample.created).document()
    )
    let pages = try printed.pages()
    #expect(pages.count == 2)
    #expect(pages[0].contains("不要用微信扫，请用手机相机或浏览器") && pages[0].contains("481193"))
    #expect(try printed.codes(dpi: 150) == cards.prefix(8).map(\.link).sorted())
  }

  @Test(
    "Capital numerals say what the figures say",
    arguments: [
      ("0", "零"), ("88.125", "捌拾捌点壹贰伍"), ("100", "壹佰"), ("105.05", "壹佰零伍点零伍"), ("10", "壹拾"), ("-3.5", "负叁点伍"),
      ("1001", "壹仟零壹"), ("10203", "壹万零贰佰零叁"), ("100000", "壹拾万"), ("120300", "壹拾贰万零叁佰"), ("9.9", "玖点玖"),
    ])
  func capitals(figures: String, words: String) throws {
    let marks = try #require(Marks(figures))
    #expect(chineseCapitals(marks) == words)
  }
}
