// Theory marks as typed, identity checks at the door, and what a score report says.

import Basics
import Exams
import Testing

@Suite("Theory marks")
struct TheoryMarks {
  @Test(
    "Marks from 0 to 100 in half marks are read",
    arguments: [("0", 0), ("59.5", 59_500), ("100", 100_000), (" ７８．５ ", 78_500)])
  func right(typed: String, units: Int) throws {
    #expect(try TheoryMark().read(typed).units == units)
  }

  @Test(
    "Anything else is refused with its own code, and nothing is rounded",
    arguments: [
      ("", "theory-empty"), ("  ", "theory-empty"), ("59.7", "theory-step"), ("100.5", "theory-range"),
      ("-1", "theory-range"), ("78,5", "theory-number"), ("八十", "theory-number"), ("1e2", "theory-number"),
    ])
  func wrong(typed: String, code: String) {
    #expect {
      try TheoryMark().read(typed)
    } throws: { error in
      (error as? Refusal)?.faults.map(\.code) == [code]
    }
  }

  @Test("Full marks and step are the paper's")
  func range() throws {
    let paper = TheoryMark(full: Marks(whole: 150), step: Marks(whole: 1))
    #expect(try paper.read("150").units == 150_000)
    #expect(throws: Refusal.self) { try paper.read("99.5") }
  }
}

@Suite("Identity checks")
struct IdentityChecks {
  private func check(
    _ result: IdentityCheck.Result, at second: Int, note: String? = nil,
    document: IdentityCheck.Document? = .card
  ) -> IdentityCheck {
    IdentityCheck(
      candidate: "p-1", result: result, document: document, by: "account:clerk",
      at: Instant(milliseconds: second * 1_000),
      note: note)
  }

  @Test("The last look in time counts")
  func lastCounts() {
    #expect(![IdentityCheck]().mayEnter)
    #expect([check(.matched, at: 1)].mayEnter)
    #expect(![check(.matched, at: 1), check(.mismatch, at: 2)].mayEnter)
    #expect([check(.matched, at: 3), check(.mismatch, at: 2)].mayEnter)
    #expect(![check(.missing, at: 1)].mayEnter)
  }

  @Test("A mismatch, and a match after it, need a note")
  func notes() {
    #expect(check(.mismatch, at: 1).faults(after: []).map(\.code) == ["identity-note"])
    let mismatch = check(.mismatch, at: 1, note: "照片不符")
    #expect(mismatch.faults(after: []).isEmpty)
    #expect(
      check(.matched, at: 2, note: " ").faults(after: [mismatch]).map(\.code) == ["identity-resolution"])
    #expect(check(.matched, at: 2, note: "派出所证明").faults(after: [mismatch]).isEmpty)
  }

  @Test("A look names its document, and cannot be older than the one before")
  func document() {
    #expect(check(.matched, at: 1, document: nil).faults(after: []).map(\.code) == ["identity-document"])
    #expect(check(.missing, at: 1, document: nil).faults(after: []).isEmpty)
    #expect(check(.matched, at: 1).faults(after: [check(.missing, at: 2)]).map(\.code) == ["identity-order"])
  }
}

@Suite("Score report")
struct ScoreReports {
  @Test("It states every gate, what may be sat again until when, and that it certifies nothing")
  func facts() throws {
    let until = try #require(Day("2027-04-18"))
    let report = ScoreReport(
      exam: Words(zh: "考核（示例）", en: "Exam (sample)"), name: "杨秀兰", number: "K004",
      day: try #require(Day("2026-04-18")), outcome: outcome(marks("59.5"), marks("83.2")), retakeUntil: until
    )
    #expect(report.lines.map(\.marks) == ["59.5", "83.2"])
    #expect(report.lines.map(\.state) == [.failed, .passed])
    #expect(report.retakeSentence(.zh) == "可在 2027年4月18日 前（含当日）补考：理论知识；已合格科目成绩保留。")
    #expect(ScoreReport.notice.zh.contains("不是任何技能证书"))
  }
}
