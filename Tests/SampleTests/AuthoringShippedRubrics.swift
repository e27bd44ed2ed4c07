// The rubrics that come along, changed as an organizer changes them: fields, faults at their place, and the same sheets under both.

import Basics
import Foundation
import Judging
import RubricFiles
import Rubrics
import Testing

@Suite("Changing the rubrics that come along")
struct AuthoringShippedRubrics {
  static let names = [
    "chef-hot", "chef-cold", "chef-pastry", "chef-snack", "exam-mother-baby", "exam-elder-care",
    "manager-pitch",
  ]
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("rubrics")

  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  private static let reader = Result {
    try RubricReader(schema: bytes("rubric.xsd"), xmlNamespaceSchema: bytes("xml.xsd"))
  }

  private func read(_ bytes: [UInt8]) throws -> Result<Rubric, Refusal> {
    try Self.reader.get().read(bytes, file: nil)
  }

  private func shipped(_ name: String) throws -> Rubric {
    try read(try Self.bytes("\(name).xml")).get()
  }

  /// The draft with what a reader of its text says, as the web page does it.
  private func checked(_ base: Rubric, _ typed: [String: String]) throws -> RubricDraft {
    var draft = RubricDraft(base: base, typed: typed)
    let xml = rubricXML(draft.rubric)
    if case .failure(let refusal) = try read(Array(xml.utf8)) { draft.place(refusal.faults, in: xml) }
    return draft
  }

  @Test("Sent back as it is shown, every rubric stays the same and stays valid", arguments: names)
  func sentBack(name: String) throws {
    let base = try shipped(name)
    let shown = Dictionary(
      RubricDraft(base: base, typed: [:]).fields.map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first })
    let draft = try checked(base, shown)
    #expect(draft.faultCount == 0)
    #expect(draft.rubric.withoutPlaces == base.withoutPlaces)
  }

  @Test("Invented sheets give every work a result under every rubric", arguments: names)
  func invented(name: String) throws {
    let base = try shipped(name)
    let trial = try RubricTrial(
      before: base, after: base, invented: InventedMarks(works: 9, judges: 5, seed: 4))
    #expect(trial.lines.count == 9)
    #expect(trial.before.standing.lines.filter { $0.status == "blocked" }.isEmpty)
    #expect(trial.moved.isEmpty)
  }

  @Test("60/40 in place of 70/30 gives six tenths of the dish and four of the work on site")
  func sixtyForty() throws {
    let base = try shipped("chef-snack")
    let draft = try checked(
      base, ["round.dish.use.SNACK-1": "60", "round.dish.use.SITE-1": "40", "rubric.version": "2"])
    #expect(draft.faultCount == 0)
    let trial = try RubricTrial(
      before: base, after: draft.rubric, invented: InventedMarks(works: 12, judges: 5, seed: 1))
    for (tally, dish, site) in [(trial.before, 70, 30), (trial.after, 60, 40)] {
      for line in tally.standing.lines {
        let round = line.result.rounds[0]
        let finished = try #require(round.value(of: 0, combine: .best))
        let onSite = try #require(round.value(of: 1, combine: .best))
        let sum = finished * Rational(dish) / 100 + onSite * Rational(site) / 100
        #expect(line.result.total == sum.rounded(to: 2))
      }
    }
    #expect(!trial.moved.isEmpty)
  }

  @Test("Items that do not add up are a fault of their criterion or module, shown there")
  func sums() throws {
    let draft = try checked(try shipped("chef-snack"), ["item.N1.max": "20"])
    let wrong = draft.groups.filter { !$0.faults.isEmpty }.map(\.anchor)
    #expect(wrong.contains("criterion:SNACK-1-MARKS"))
    #expect(draft.loose.isEmpty)
  }

  @Test("Weights that do not make a hundred are a fault of their round")
  func weights() throws {
    let draft = try checked(try shipped("chef-snack"), ["round.dish.use.SNACK-1": "60"])
    let wrong = draft.groups.filter { !$0.faults.isEmpty }.map(\.anchor)
    #expect(
      wrong.contains { $0.hasPrefix("round:dish") || $0.hasPrefix("use:dish/") }, "\(wrong) \(draft.loose)")
  }

  @Test("A tie-break by an item that is left out is a fault of that tie-break")
  func lostReference() throws {
    let base = try shipped("chef-snack")
    let place = try #require(base.results.ranking.tieBreaks.firstIndex { $0.by == .item })
    let id = try #require(base.results.ranking.tieBreaks[place].ref)
    let draft = try checked(base, ["item.\(id).off": "1"])
    #expect(draft.groups.first { $0.anchor == "tie-break:\(place + 1)" }?.faults.isEmpty == false)
  }

  @Test("Marks that were given out of 30 keep their share where the full marks become 20")
  func scaled() throws {
    let base = try shipped("chef-snack")
    let after = RubricDraft(
      base: base, typed: ["item.N1.max": "20", "item.N2.max": "30"]
    ).rubric
    let sheets = InventedMarks(works: 4, judges: 5, seed: 2).tables(for: Plan(base)).sheets
    let trial = try RubricTrial(before: base, after: after, sheets: sheets)
    #expect(trial.notes.map(\.code) == ["trial-scaled"])
    #expect(trial.after.standing.lines.allSatisfy { $0.status != "blocked" })
  }
}
