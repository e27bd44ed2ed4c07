// From rubric and tables to statistics on judges: what enters, what is said, and that no result moves.

import Basics
import Judging
import Rubrics
import Testing

@Suite("Agreement of a tally")
struct AgreementOfTallies {
  /// Four judges; J4 gives everybody eight less and still orders them as the others do.
  static let marks: [(String, [String])] = (0..<12).map { entry in
    let base = 90 - entry * 2
    return (
      "E\(entry)", ["\(base)", "\(base + entry % 2)", "\(base - entry % 3)", "\(base - 8 + entry % 2)"]
    )
  }
  static let whole = rubric(
    panels: [panel("judges", Aggregate(method: .mean))],
    modules: [module(criterion("all", max: 100, points("mark", max: 100)))])

  @Test("A judge who gives eight less is strict, and the others are lenient by a third of it")
  func strict() throws {
    let agreement = Agreement(tally: try Tally(rubric: Self.whole, sheets: sheets(item: "mark", Self.marks)))
    let last = try #require(agreement.profiles.last)
    #expect(last.id == "J4")
    #expect(last.strictness == .strict)
    #expect(last.severity.map { abs($0 - 7.5) < 0.5 } == true)
    #expect(agreement.findings.contains { $0.en.hasPrefix("J4: strict") })
  }

  @Test("The Rasch model finds the same strict judge, and fair totals lie within the sheet")
  func strictByRasch() throws {
    let marks = markedByChance(subjects: 12, judges: 4, seed: 3).rows.enumerated().map { entry, row in
      ("E\(entry)", row.enumerated().map { Agreement.plain(($1 ?? 0) - ($0 == 3 ? 8 : 0), 1) })
    }
    let rasch = Agreement(tally: try Tally(rubric: Self.whole, sheets: sheets(item: "mark", marks))).rasch
    let severities = try rasch.judges.map { try #require($0.severity) }
    #expect(severities.indices.max { severities[$0] < severities[$1] } == 3)
    #expect(rasch.entries.allSatisfy { $0.fairTotal.map { (50...100).contains($0) } ?? false })
  }

  @Test("Statistics leave the standing as it was")
  func untouched() throws {
    let tally = try Tally(rubric: Self.whole, sheets: sheets(item: "mark", Self.marks))
    let before = tally.json().compact
    _ = Agreement(tally: tally)
    #expect(tally.json().compact == before)
  }

  @Test("Without a judge the top ten is that of a tally without the judge's rows")
  func without() throws {
    let marks: [(String, [String])] = (0..<12).map { entry in
      ("E\(entry)", ["\(80 - entry)", "\(80 - entry)", entry == 11 ? "100" : entry == 0 ? "40" : "70"])
    }
    let tally = try Tally(rubric: Self.whole, sheets: sheets(item: "mark", marks))
    let answers = try #require(Agreement(tally: tally).withoutJudges)
    let table = sheets(item: "mark", marks.map { ($0.0, Array($0.1.prefix(2))) })
    let plain = try Tally(rubric: Self.whole, sheets: table)
    let last = try #require(answers.last)
    #expect(last.judge == "J3")
    #expect(last.topTens.map(\.entries) == [Array(plain.order.prefix(10))])
    let change = try #require(last.changes.first)
    #expect(change.entering == ["E0"])
    #expect(change.leaving == ["E11"])
    #expect(change.first?.before == "E11")
    #expect(change.first?.after == "E0")
  }

  @Test("Where too few judges would be left, that is said instead of a top ten")
  func blocked() throws {
    let rule = rubric(modules: Self.whole.modules)
    let marks = Self.marks.map { ($0.0, Array($0.1.prefix(3))) }
    let agreement = Agreement(tally: try Tally(rubric: rule, sheets: sheets(item: "mark", marks)))
    #expect(
      agreement.withoutJudges?.allSatisfy { $0.topTens.isEmpty && $0.words.en.contains("too few") } == true)
  }

  @Test(
    "Two judges or four works are too few to say anything, whatever they show", arguments: [(2, 12), (4, 4)])
  func few(judges: Int, works: Int) throws {
    let marks = Self.marks.prefix(works).map { ($0.0, Array($0.1.suffix(judges))) }
    let agreement = Agreement(tally: try Tally(rubric: Self.whole, sheets: sheets(item: "mark", marks)))
    #expect(agreement.isTooFew)
    #expect(agreement.findings.isEmpty)
    #expect(agreement.notes.contains { $0.code == "agreement-too-few" })
    #expect(agreement.icc != nil)
  }

  @Test(
    "A sheet total is the sum of its items' marks: levels by their points, NP as the minimum, deductions apart"
  )
  func totals() throws {
    let levels = [(1, 5), (2, 8), (3, 10)].map {
      Level(value: $0.0, points: Marks(whole: $0.1), text: Words(zh: "", en: ""))
    }
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean))],
      modules: [
        module(
          max: nil, extras: [item("late", .deduct(Deduct(each: 1, per: "minute")))],
          criterion("all", points("taste", max: 10), item("look", .levels(levels))))
      ])
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        """
        entry,judge,item,value
        A,J1,taste,7.5
        A,J1,look,3
        A,J1,late,2
        A,J2,taste,NP
        A,J2,look,2
        B,J1,taste,4
        B,J2,taste,5
        B,J2,look,1
        """))
    let ratings = Agreement(tally: tally).ratings
    #expect(ratings.items.map(\.id) == ["taste", "look"])
    #expect(ratings.totals.rows == [[17.5, 8], [nil, 10]])
    #expect(ratings.subjects.map(\.full) == [20, 20])
    let look = ratings.marks.filter { $0.item == 1 }
    #expect(look.map(\.value) == [3, 2, 1])
    #expect(look.map(\.step) == [2, 1, 0])
  }

  @Test("Each round and run is a subject of its own, named after both")
  func rounds() throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean))], modules: Self.whole.modules,
      rounds: [
        Round(id: "semi", label: label("semi"), uses: [Round.Use(module: "dish", weight: nil)]),
        Round(id: "final", label: label("final"), uses: [Round.Use(module: "dish", weight: nil)], runs: 2),
      ])
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        """
        entry,judge,item,value,round,run
        B,J1,mark,70,final,2
        B,J1,mark,60,final,1
        B,J1,mark,50,semi,1
        A,J1,mark,80,semi,1
        """))
    #expect(
      Agreement(tally: tally).ratings.subjects.map(\.id) == ["A@semi", "B@semi", "B@final.1", "B@final.2"])
  }

  @Test("The panel with most judges is looked at unless another is named")
  func panels() throws {
    let rule = rubric(
      panels: [panel("site", Aggregate(method: .mean)), panel("taste", Aggregate(method: .mean))],
      modules: [
        module(id: "work", panel: "site", criterion("w", points("clean", max: 10))),
        module(id: "dish", panel: "taste", criterion("d", points("mark", max: 10))),
      ])
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        "entry,judge,item,value\nA,S1,clean,9\nA,J1,mark,8\nA,J2,mark,7\nB,S1,clean,9\nB,J1,mark,6"))
    #expect(Agreement(tally: tally).panel == "taste")
    #expect(Agreement(tally: tally).ratings.judges == ["J1", "J2"])
    #expect(Agreement(tally: tally, panel: "site").ratings.judges == ["S1"])
  }

  @Test("The document of a refusal has the members of every other, empty")
  func refusal() throws {
    let refused = Agreement.refused(Refusal(Fault("x", zh: "错", en: "wrong")), .en)
    let tally = try Tally(rubric: Self.whole, sheets: sheets(item: "mark", Self.marks))
    let answered = Agreement(tally: tally).json(.en)
    for member in refused.entries ?? [] { #expect(answered[member.key] != nil, "\(member.key)") }
    #expect(refused["faults"]?.items?.count == 1)
    #expect(refused["icc"]?["3,k"] == .null)
    #expect(try JSON(parsing: answered.pretty) == answered)
  }
}
