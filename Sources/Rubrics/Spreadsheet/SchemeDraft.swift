// A marking scheme in order but without its values: modules, criteria and items as the rows that they stand in.

import Basics

/// Modules, criteria and items as rows, before their values are read.
struct SchemeDraft {
  struct Criterion {
    /// Nil where the criterion was added.
    var row: FoundRow?
    var id: String
    var title: Words
    var parts: [Part] = []
  }

  enum Part {
    case criterion(Int)
    case item(Int)
  }

  struct Item {
    var row: FoundRow
    var type: SchemeRow
    var id: String
    var details: [FoundRow] = []
    /// Rows below with nothing but more words.
    var remarks: [FoundRow] = []
  }

  struct Module {
    var row: FoundRow?
    var id: String
    var title: Words
    var criteria: [Int] = []
    var extras: [Int] = []
    /// A criterion that was added for items that name none.
    var added: Int?
  }

  /// What a row belongs to.
  enum Place: Equatable {
    case module
    case criterion(Int)
  }

  var isPlain: Bool
  var modules: [Module] = []
  var criteria: [Criterion] = []
  var items: [Item] = []
  /// Within the last module.
  var place = Place.module
  var ids: Set<String> = []
  var added = 0
  var untyped = 0

  /// An id that nothing has yet, from a beginning.
  mutating func newID(_ start: String) -> String {
    added += 1
    var number = 1
    while ids.contains("\(start)\(number)") { number += 1 }
    ids.insert("\(start)\(number)")
    return "\(start)\(number)"
  }

  /// The criterion of the last module that a test is true of.
  func criterion(where test: (Criterion) -> Bool) -> Int? {
    guard let module = modules.last else { return nil }
    var open = module.criteria.reversed().map { $0 }
    while let index = open.popLast() {
      if test(criteria[index]) { return index }
      open += criteria[index].parts.reversed().compactMap { part in
        if case .criterion(let child) = part { child } else { nil }
      }
    }
    return nil
  }

  /// What modules, criteria and items round of their own, by id.
  var rounding: [String: [OwnRounding]] = [:]

  var isJudged: Bool { items.contains { $0.type == .judgement } }
}
