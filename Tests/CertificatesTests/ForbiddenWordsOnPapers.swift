// The words that a county's paper may not carry, however they are spelled, and the facts that stop a
// certificate.

import Basics
import Certificates
import Testing

@Suite("Words and dates of a paper")
struct ForbiddenWordsOnPapers {
  @Test(
    "A forbidden word is found",
    arguments: [
      ("中华人民共和国职业技能竞赛", "中华人民共和国"), ("首届全国思州厨师大赛", "全国"), ("国家级一等奖", "国家"), ("中国烹饪协会", "中国"),
      ("家政职业资格证书", "职业资格"), ("岗位合格证", "岗位合格"), ("专业技术职务任职资格", "专业技术职务"), ("职业技能等级证书", "职业技能等级"),
      ("专项职业能力证书", "专项职业能力"), ("中华名厨", "中华"), ("加印国徽", "国徽"), ("人社部门徽标", "人社部门徽标"),
      ("中 国 名厨", "中国"), ("中·华名厨", "中华"), ("全\u{200B}国大赛", "全国"), ("全國大賽", "全国"), ("職業技能等級證書", "职业技能等级"),
      ("China Cooking Contest", "china"), ("NATIONAL title", "national"), ("Ｎａｔｉｏｎａｌ title", "national"),
    ])
  func found(text: String, word: String) {
    let faults = forbiddenWords(in: text)
    #expect(faults.count == 1)
    #expect(faults.first?.words.zh.contains("“\(word)”") == true)
    #expect(faults.first?.suggestion != nil)
  }

  @Test(
    "Plain words pass",
    arguments: [
      "2026年岑巩县“思州厨师”职业技能大赛", "荣誉证书", "一等奖", "岑巩县人力资源和社会保障局", "思州腊猪脚", "贵州中，国画班", "家政服务培训班",
      "International friendship", "Cengong County", "职业技能竞赛",
    ])
  func permitted(text: String) {
    #expect(forbiddenWords(in: text).isEmpty)
  }

  @Test(
    "A word is found wherever the paper shows a text",
    arguments: [
      { @Sendable in $0.title = "全国荣誉证书" }, { @Sendable in $0.event = "全国大赛" },
      { @Sendable in $0.division = "国家组" },
      { @Sendable in $0.work = "中国拼盘" }, { @Sendable in $0.award = "全国一等奖" },
      { @Sendable in $0.result = "职业资格合格" },
      { @Sendable in $0.organizers.append("中国厨师会") }, { @Sendable in $0.scores[0].label = "国家理论" },
    ] as [@Sendable (inout CertificateFacts) -> Void])
  func everywhere(change: @Sendable (inout CertificateFacts) -> Void) {
    var facts = Samples.award
    #expect(facts.faults().isEmpty)
    change(&facts)
    #expect(facts.faults().map(\.code) == ["certificate-forbidden-word"])
  }

  @Test("The fixed texts of a template are checked too")
  func template() {
    #expect(Samples.award.faults(template: ["经国家认可"]).map(\.code) == ["certificate-forbidden-word"])
  }

  @Test("A person may be named 中华, and work for a firm named 中国")
  func names() {
    var facts = Samples.award
    facts.name = "张中华"
    facts.unit = "中国邮政岑巩支局"
    #expect(facts.faults().isEmpty)
  }

  @Test(
    "Facts that cannot be true are refused",
    arguments: [
      ("certificate-issued-early", { @Sendable in $0.issued = $0.end.adding(days: -1) }),
      ("certificate-dates", { @Sendable in $0.start = $0.end.adding(days: 1) }),
      ("certificate-validity", { @Sendable in $0.validUntil = $0.issued.adding(days: -1) }),
      ("certificate-empty", { @Sendable in $0.name = "" }),
      ("certificate-organizer", { @Sendable in $0.organizers = [] }),
      ("certificate-control-character", { @Sendable in $0.name = "杨\u{202E}师傅" }),
      ("certificate-control-character", { @Sendable in $0.work = "腊\u{0}猪脚" }),
      ("certificate-decimal", { @Sendable in $0.scores[0].value = "9O.5" }),
    ] as [(String, @Sendable (inout CertificateFacts) -> Void)])
  func impossible(code: String, change: @Sendable (inout CertificateFacts) -> Void) {
    var facts = Samples.award
    change(&facts)
    #expect(facts.faults().map(\.code) == [code])
  }

  @Test("Issued on the last day of the event is early enough")
  func lastDay() {
    var facts = Samples.award
    facts.issued = facts.end
    #expect(facts.faults().isEmpty)
  }
}
