// What if a judge were left out, or one mark were another: a book changed for a question, never for a result.

public import Basics
import Rubrics

/// One mark put in place of another: `ENTRY,JUDGE,ITEM[@ROUND[.RUN]]=VALUE` (contract, section 1).
public struct MarkChange: Hashable, Sendable {
  public var entry: String
  public var judge: String
  public var item: String
  public var round: String?
  public var run: Int?
  /// As in a sheet; empty takes the mark away.
  public var value: String

  /// Nil where the text has not that form.
  public init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    value = String(text[text.index(after: equals)...])
    let keys = text[..<equals].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard keys.count == 3, !keys[0].isEmpty, !keys[1].isEmpty else { return nil }
    (entry, judge) = (keys[0], keys[1])
    let parts = keys[2].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, !first.isEmpty else { return nil }
    item = first
    round = parts.count == 2 ? parts[1] : nil
  }

  /// Tells a round from a run behind it: `final.2` is run 2 of `final` unless a round has that very id.
  func place(in plan: Plan) -> (round: Int, run: Int)? {
    guard let text = round, !text.isEmpty else { return plan.rubric.rounds.count == 1 ? (0, 1) : nil }
    if let known = plan.roundOfID[text] { return (known, 1) }
    guard let dot = text.lastIndex(of: "."), let run = Int(text[text.index(after: dot)...]), run >= 1,
      let known = plan.roundOfID[String(text[..<dot])], run <= plan.rubric.rounds[known].runs
    else { return nil }
    return (known, run)
  }
}

extension MarkBook {
  /// The book without the sheets of some judges; one fault for each judge that nobody knows.
  public func leavingOut(_ judges: [String], plan: Plan) -> (book: MarkBook, faults: [Fault]) {
    let faults = judges.filter { !self.judges.contains($0) }.map { id in
      Fault(
        "judge-unknown", zh: "没有评委 \(id)", en: "there is no judge \(id)",
        suggestion: suggestNearest(id, in: self.judges))
    }
    return (keeping(plan: plan) { !judges.contains($0) }, faults)
  }

  /// Puts marks in place of others; every fault at once.
  public mutating func apply(_ changes: [MarkChange], plan: Plan) -> [Fault] {
    changes.compactMap { change in
      func fault(_ code: String, zh: String, en: String, _ suggestion: Words?) -> Fault {
        Fault(code, zh: zh, en: en, suggestion: suggestion, entry: change.entry)
      }
      guard let entry = place(of: change.entry) else {
        return fault(
          "entry-unknown", zh: "没有作品 \(change.entry)", en: "there is no entry \(change.entry)",
          suggestNearest(change.entry, in: entries.map(\.id)))
      }
      guard let judge = judges.firstIndex(of: change.judge) else {
        return fault(
          "judge-unknown", zh: "没有评委 \(change.judge)", en: "there is no judge \(change.judge)",
          suggestNearest(change.judge, in: judges))
      }
      guard let slot = plan.slotOfID[change.item] else {
        return fault(
          "sheet-unknown-item", zh: "细则中没有“\(change.item)”这一项",
          en: "the rubric has no item \"\(change.item)\"",
          suggestNearest(change.item, in: plan.slots.map(\.id)))
      }
      guard let place = change.place(in: plan) else {
        return fault(
          "sheet-round-needed", zh: "要写明轮次：\(change.item)@轮次 或 @轮次.第几次",
          en: "say the round: \(change.item)@ROUND or @ROUND.RUN",
          Words(
            zh: "可用：\(plan.rubric.rounds.map(\.id).joined(separator: "、"))",
            en: "one of \(plan.rubric.rounds.map(\.id).joined(separator: ", "))"))
      }
      switch plan.slots[slot].read(change.value) {
      case .success(let value):
        let panel = plan.slots[slot].panel
        let own = keys.first { key in
          Int(key.entry) == entry && Int(key.judge) == judge && Int(key.panel) == panel
            && Int(key.round) == place.round && Int(key.run) == place.run
        }
        replace(
          value, entry: entry, round: place.round, run: place.run, panel: panel, part: Int(own?.part ?? 0),
          judge: judge, slot: slot)
        return nil
      case .failure(let reason):
        return fault(
          "sheet-value", zh: "“\(change.item)”的值“\(change.value)”\(reason.words.zh)",
          en: "value \"\(change.value)\" of \(change.item) \(reason.words.en)", nil)
      }
    }
  }

  /// A book with the same entries and decisions and only the sheets of judges that `isKept` keeps.
  func keeping(plan: Plan, _ isKept: (String) -> Bool) -> MarkBook {
    var book = emptied(plan: plan)
    for (sheet, key) in keys.enumerated() where isKept(judges[Int(key.judge)]) {
      book.copy(sheet, of: self, as: judges[Int(key.judge)], plan: plan)
    }
    return book
  }
}
