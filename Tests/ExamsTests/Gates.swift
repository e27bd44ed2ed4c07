// The gates of an exam: theory and practice, each on its own, never an average.

import Basics
import Exams
import Testing

func marks(_ text: String) -> GateValue { Rational(text: text).map(GateValue.marks) ?? .pending }

func outcome(_ theory: GateValue?, _ practice: GateValue?, carried: [GateResult] = []) -> ExamOutcome {
  var values: [String: GateValue] = [:]
  values["theory"] = theory
  values["practice"] = practice
  return ExamOutcome(candidate: "K001", gates: Gate.theoryAndPractice, values: values, carried: carried)
}

@Suite("Gates")
struct Gates {
  @Test(
    "Both gates must be open; no part makes up for another (fixture F6)",
    arguments: [
      ("59", "92", ExamOutcome.Status.failed), ("60", "60", .passed), ("59.5", "100", .failed),
      ("100", "59.999", .failed), ("60", "59.5", .failed), ("90", "60", .passed), ("0", "0", .failed),
    ])
  func both(theory: String, practice: String, status: ExamOutcome.Status) {
    #expect(outcome(marks(theory), marks(practice)).status == status)
  }

  @Test("A mean of 75 with theory 59 fails, and names the theory")
  func mean() {
    let result = outcome(marks("59"), marks("91"))
    #expect(!result.isPassed)
    #expect(result.closedGates.map(\.id) == ["theory"])
    #expect(result.sentence(.zh) == "理论知识59 分（60 分合格），操作技能91 分（60 分合格）：不合格")
  }

  @Test("A practice of 179/3 is compared exactly and not rounded to 60")
  func exact() {
    #expect(outcome(marks("60"), .marks(Rational(179) / 3)).status == .failed)
    #expect(outcome(marks("60"), .marks(Rational(180) / 3)).status == .passed)
  }

  @Test("Who came to nothing is absent; who came to one part failed the other")
  func absent() {
    #expect(outcome(.absent, .absent).status == .absent)
    #expect(outcome(marks("88"), .absent).status == .failed)
    #expect(outcome(marks("88"), .absent).closedGates.map(\.id) == ["practice"])
  }

  @Test("A missing value is pending and never a zero")
  func pending() {
    #expect(outcome(marks("88"), nil).status == .pending)
    #expect(outcome(marks("12"), nil).status == .pending)
  }

  @Test("A veto that fails closes the gate whatever the marks")
  func veto() {
    let result = outcome(marks("95"), .vetoed)
    #expect(result.status == .failed)
    #expect(result.gates[1].marksText == nil)
  }

  @Test("An exam without gates decides nothing")
  func none() {
    #expect(ExamOutcome(candidate: "K001", gates: [], values: [:]).status == .pending)
  }
}

@Suite("Pass list")
struct PassLists {
  @Test("Those who passed stand first, in the order of their codes; the rate counts who came")
  func order() {
    func one(_ code: String, _ theory: GateValue, _ practice: GateValue) -> ExamOutcome {
      ExamOutcome(
        candidate: code, gates: Gate.theoryAndPractice, values: ["theory": theory, "practice": practice])
    }
    let list = PassList(
      exam: "exam-1", decided: Day(number: 20_000), gates: Gate.theoryAndPractice,
      outcomes: [
        one("K4", .absent, .absent), one("K3", marks("80"), marks("80")),
        one("K2", marks("59.5"), marks("90")),
        one("K1", marks("70"), marks("60")),
      ], retakes: .months(12))
    #expect(list.lines.map(\.outcome.candidate) == ["K1", "K3", "K2", "K4"])
    #expect(list.lines.map(\.order) == [1, 2, 3, 4])
    #expect(list.passed.map(\.candidate) == ["K1", "K3"])
    #expect(list.passRate?.text(decimals: 1) == "66.7")
    #expect(list.lines[2].retakeUntil == Day(number: 20_000).adding(months: 12))
    #expect(list.lines[3].retakeUntil == nil)
  }
}
