// A rubric in words leaves nothing out, in both languages.

import Basics
import Rubrics
import Testing

@Suite struct Describing {
  @Test(
    "The words name every panel, module, item, round, tie-break, award and certificate",
    arguments: Language.allCases)
  func complete(_ language: Language) {
    let text = describe(sampleRubric(), language)
    for id in [
      "jury", "bowl", "taste", "broth", "noodle", "first", "second", "gold", "honour",
      "CG-{year}-{seq:4}-{check}",
    ] {
      #expect(text.contains(id), "\(id)")
    }
  }

  @Test("A deduction is told with its unit, its counting and its limits")
  func deduction() {
    var rubric = sampleRubric()
    let deduct = Deduct(
      each: Marks(units: 500), per: "minute", counting: .started, limit: Marks(whole: 10),
      disqualifyOver: Marks(whole: 30),
      fromClock: true)
    rubric.modules[0].extras = [item("late", .deduct(deduct))]
    #expect(describe(rubric, .zh).contains("每 1 分钟扣 0.5 分，不足也算，最多扣 10 分，超过 30 取消资格，由开始和结束时间计算"))
    #expect(
      describe(rubric, .en).contains(
        "0.5 off for each started minute, 10 at most, disqualified over 30, from start and finish times"))
  }

  @Test("For programs, every id that a sheet may carry stands with its range, a checklist by its steps")
  func rows() throws {
    var rubric = sampleRubric()
    let step = Step(id: "wash", points: Marks(whole: 40), partial: true, text: Words(zh: "洗手", en: "hands"))
    rubric.modules[0].criteria[0].parts[1] = .item(item("hygiene", .checklist([step])))
    let items = try #require(describeJSON(rubric)["items"]?.items)
    #expect(items.compactMap { $0["id"]?.string } == ["broth", "wash"])
    #expect(items[0]["min"]?.string == "0")
    #expect(items[0]["max"]?.string == "60")
    #expect(items[0]["step"]?.string == "0.5")
    #expect(items[0]["panel"]?.string == "jury")
    #expect(items[0]["rounds"] == .strings(["first", "second"]))
    #expect(items[1]["values"] == .strings(["0", "0.5", "1"]))
    #expect(items[1]["item"]?.string == "hygiene")
  }
}
