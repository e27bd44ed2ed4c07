// Retakes: the failed gate alone, in time, with the passed gate carried over.

import Basics
import Exams
import Testing

@Suite("Retaking")
struct Retaking {
  let decided = Day(number: 20_560)

  @Test("The failed gate alone is sat again, and the passed one is carried over")
  func failedGateAlone() throws {
    let first = outcome(marks("59.5"), marks("83.2"))
    let right = try RetakeRight(after: first, sitting: "p-1", decided: decided, period: .months(12))
    #expect(right.gates.map(\.id) == ["theory"])
    #expect(right.faults(gate: "theory", on: decided.adding(days: 30)).isEmpty)
    #expect(right.faults(gate: "practice", on: decided).map(\.code) == ["retake-gate"])

    let second = right.outcome(
      candidate: "K900", order: Gate.theoryAndPractice,
      values: ["theory": marks("71.5"), "practice": marks("10")])
    #expect(second.isPassed)
    #expect(second.gates[1].value == marks("83.2"))
    #expect(second.gates[1].carriedFrom == "p-1")
    #expect(second.gates[0].carriedFrom == nil)
  }

  @Test(
    "The period is settable and its last day counts",
    arguments: [
      (RetakePeriod.days(90), 90, true), (.days(90), 91, false), (.months(12), 365, true),
      (.months(12), 366, false),
    ])
  func period(period: RetakePeriod, days: Int, isInTime: Bool) throws {
    let right = try RetakeRight(
      after: outcome(marks("50"), marks("70")), sitting: "p-1", decided: try #require(Day("2026-04-18")),
      period: period)
    let day = try #require(Day("2026-04-18")).adding(days: days)
    #expect(right.faults(gate: "theory", on: day).isEmpty == isInTime)
  }

  @Test("A second failure leaves the carried gate as it was, from the first sitting")
  func again() throws {
    let first = try RetakeRight(
      after: outcome(marks("50"), marks("70")), sitting: "p-1", decided: decided, period: .months(24))
    let second = first.outcome(
      candidate: "K900", order: Gate.theoryAndPractice, values: ["theory": marks("59")])
    #expect(second.status == .failed)
    let third = try RetakeRight(after: second, sitting: "p-2", decided: decided, period: .months(24))
    #expect(third.gates.map(\.id) == ["theory"])
    #expect(third.carried.map(\.carriedFrom) == ["p-1"])
  }

  @Test("Who stays away from the retake is absent, not failed anew")
  func absent() throws {
    let right = try RetakeRight(
      after: outcome(marks("50"), marks("70")), sitting: "p-1", decided: decided, period: .months(12))
    let second = right.outcome(candidate: "K900", order: Gate.theoryAndPractice, values: ["theory": .absent])
    #expect(second.status == .absent)
  }

  @Test("There is no right after a pass, before a decision, or with nothing passed")
  func noRight() {
    func code(_ outcome: ExamOutcome) -> String? {
      do throws(Refusal) {
        _ = try RetakeRight(after: outcome, sitting: "p-1", decided: decided, period: .months(12))
        return nil
      } catch {
        return error.faults.first?.code
      }
    }
    #expect(code(outcome(marks("60"), marks("60"))) == "retake-passed")
    #expect(code(outcome(marks("60"), nil)) == "retake-pending")
    #expect(code(outcome(marks("10"), marks("20"))) == "retake-nothing-passed")
    #expect(code(outcome(.absent, .absent)) == "retake-nothing-passed")
  }

  @Test("Periods read back from their text", arguments: ["90d", "12m"])
  func text(text: String) {
    #expect(RetakePeriod(text)?.text == text)
  }

  @Test("What is no period is refused", arguments: ["", "12", "0m", "m", "-1d", "121m", "3y"])
  func noPeriod(text: String) {
    #expect(RetakePeriod(text) == nil)
  }
}
