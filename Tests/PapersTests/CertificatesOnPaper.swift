// Certificates as printed: their facts, their code, their names of every length.

import Basics
import Foundation
import Pages
import Papers
import Testing

@Suite("Certificates on paper")
struct CertificatesOnPaper {
  @Test("The certificate of honour says who, what, where, when and under which number")
  func award() throws {
    let text = try PrintedPaper(Sample.award().document()).text()
    for fact in [
      "荣誉证书", "杨昌明同志", "思旸镇磨寨村", Sample.contest, "思州风味小吃", "《思州腊猪脚》", "一等奖", "2026年11月24日",
      "岑巩县人力资源和社会保障局", "岑巩县总工会", "编号：SZCS-2026-0001-X", "扫码核验", "盖章处", "示例SAMPLE",
    ] {
      #expect(text.contains(fact), "\(fact)")
    }
  }

  @Test("Only a sample is marked as one")
  func genuine() throws {
    let text = try PrintedPaper(Sample.award(isSample: false).document()).text()
    #expect(!text.contains("示例") && !text.contains("SAMPLE"))
  }

  @Test("A course certificate says that it is no certificate of a skill level")
  func completion() throws {
    let paper = CompletionCertificatePaper(
      person: "吴秀英", unit: "天马镇", course: "家政服务员（母婴护理）技能培训班", hours: "80", from: try Sample.day("2026-03-02"),
      to: try Sample.day("2026-03-13"), result: "经考核成绩合格", bodies: ["示例职业培训学校"],
      date: try Sample.day("2026-03-14"),
      number: "SZPX-2026-0040-7", qr: Sample.address, isSample: true, created: Sample.created)
    let text = try PrintedPaper(paper.document()).text()
    for fact in ["结业证书", "吴秀英", "共80学时", "2026年3月2日至2026年3月13日", "不是技能等级或从业资格的凭证", "SZPX-2026-0040-7"] {
      #expect(text.contains(fact), "\(fact)")
    }
  }

  @Test("The code is read from a screen and from a poor print", arguments: [72, 150])
  func code(dpi: Int) throws {
    #expect(try PrintedPaper(Sample.award(isSample: false).document()).codes(dpi: dpi) == [Sample.address])
  }

  @Test("The same paper gives the same bytes, and another gives others")
  func sameBytes() throws {
    let first = try PaperPress().pdf(Sample.award().document())
    #expect(try PaperPress().pdf(Sample.award().document()) == first)
    #expect(try PaperPress().pdf(Sample.award(person: "吴秀英").document()) != first)
  }

  @Test("All fonts are embedded, as subsets, with their characters named")
  func fonts() throws {
    let fonts = try PrintedPaper(Sample.award().document()).fonts()
    #expect(!fonts.isEmpty)
    for font in fonts {
      #expect(font.contains("Noto") && font.contains("yes yes yes"), "\(font)")
    }
  }

  @Test(
    "A long name becomes smaller instead of running over the edge",
    arguments: [
      "田贵", "杨昌明", "买买提·艾力", "阿卜杜热合曼·伊敏", "买买提·艾力·阿卜杜热合曼·伊敏", "古丽娜尔·阿不都热依木·买买提艾力",
    ])
  func names(name: String) throws {
    let unit = "岑巩县天马镇苗落村思州风味餐饮服务农民专业合作社"
    let printed = try PrintedPaper(Sample.award(person: name, unit: unit, isSample: false).document())
    #expect(try printed.text().contains(name + "同志（" + unit + "）"))
    #expect(try printed.pages().count == 1)
    let frame = 297.0 * 72 / 25.4
    #expect(try printed.words().allSatisfy { $0.left > 30 && $0.right < frame - 30 })
  }

  @Test("A certificate with a character that the font lacks is refused")
  func missing() throws {
    let document = try Sample.award(person: "杨\u{2A6A5}明").document()
    #expect(throws: Refusal.self) { try PaperPress().pdf(document) }
    do {
      _ = try PaperPress().pdf(document)
    } catch let refusal as Refusal {
      #expect(refusal.faults.map(\.code) == ["glyph-missing"])
      #expect(refusal.faults.first?.words.zh.contains("U+2A6A5") == true)
    }
  }

  @Test("Missing characters are found, each once; names of every people are there")
  func coverage() throws {
    #expect(try missingGlyphs(in: "杨昌明 买买提·艾力 Ma Long 龘䶮㛃").isEmpty)
    #expect(try missingGlyphs(in: "\u{2A6A5}杨\u{2A6A5}\u{E000}").map(\.value) == [0x2A6A5, 0xE000])
    #expect(try missingGlyphs(in: "思州厨师", family: .sans).isEmpty)
  }
}
