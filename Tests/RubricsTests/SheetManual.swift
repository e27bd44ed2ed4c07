// The manual of the spreadsheet form names every sheet, every column and every type of line.

import Basics
import Foundation
import Testing

@testable import Rubrics

@Suite struct SheetManual {
  private static let manual: String = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("rubrics/README.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.firstRange(of: "## 10. ").map { String(text[$0.lowerBound...]) } ?? ""
  }()

  @Test("Every sheet and column stands there in both languages")
  func columns() {
    for form in RubricForms.all {
      #expect(Self.manual.contains("\(form.name.zh) \(form.name.en)"), "\(form.name.en)")
      for column in form.columns where !column.key.hasSuffix("En") {
        #expect(Self.manual.contains(column.header.zh), "\(form.name.en): \(column.header.zh)")
        #expect(Self.manual.contains(column.header.en), "\(form.name.en): \(column.header.en)")
      }
    }
  }

  @Test("Every type of line stands there")
  func types() {
    for type in SchemeRow.allCases where type != .level {
      #expect(Self.manual.contains("\(type.word(.zh)) `\(type.rawValue)`"), "\(type.rawValue)")
    }
  }

  @Test("No two columns of a sheet are called alike, in either language")
  func apart() {
    for form in RubricForms.all {
      for column in form.columns {
        for name in [column.header.zh, column.header.en] {
          let called = form.columns.filter { $0.isCalled(name.headerKernel) }.map(\.key)
          #expect(called == [column.key], "\(form.name.en): \(name)")
        }
      }
    }
  }

  @Test("Every choice is known by both of its words, and no two of one kind share a word")
  func choices() {
    func check<Choice: SheetChoice>(_ kind: Choice.Type) {
      #expect(Choice.chinese.count == Choice.allCases.count, "\(kind)")
      for choice in Choice.allCases {
        for language in Language.allCases {
          #expect(Choice(written: choice.word(language)) == choice, "\(kind) \(choice.rawValue)")
        }
      }
    }
    check(EventKind.self)
    check(Missing.self)
    check(NotSeen.self)
    check(Panel.Role.self)
    check(Aggregate.Method.self)
    check(Aggregate.IfFewer.self)
    check(Placing.As.self)
    check(Placing.Tied.self)
    check(Placing.First.self)
    check(Placing.Within.self)
    check(DoubleMarking.Scheme.self)
    check(DoubleMarking.Per.self)
    check(Deviation.Scope.self)
    check(Deviation.Unit.self)
    check(Deviation.Comparison.self)
    check(Deviation.Action.self)
    check(Item.Need.self)
    check(Item.TakenOff.self)
    check(Deduct.Counting.self)
    check(Veto.Effect.self)
    check(Given.Effect.self)
    check(Blueprint.Variant.self)
    check(Blueprint.Part.QuestionType.self)
    check(Round.Combine.self)
    check(Rounding.Stage.self)
    check(RoundingMode.self)
    check(Ranking.Order.self)
    check(Ranking.Numbering.self)
    check(Ranking.Ties.self)
    check(Ranking.TieBreak.By.self)
    check(Awards.AtTie.self)
    check(Awards.Scope.self)
    check(Awards.Enlarged.self)
    check(Awards.Award.RatioRounding.self)
    check(Awards.Award.Of.self)
    check(CertificateRule.On.self)
    check(Flag.self)
    check(PartialMarks.self)
    check(Difficulty.self)
    check(VetoAndPass.self)
    check(GateKind.self)
    check(OfCuts.self)
    check(RankingStep.self)
    check(SchemeRow.self)
  }
}
