// What the writes of one group leave for each other: statements for its end, and values that need not be asked for again.

/// Notes of one transaction that several writes share.
package struct GroupNotes {
  package struct Statement: Hashable, Sendable {
    package var sql: String
    package var values: [SQLValue]
  }

  /// Statements that the group ends with, each once however many writes ask for it.
  package private(set) var last: [Statement] = []
  private var known: Set<Statement> = []
  private var notes: [String: [SQLValue]] = [:]

  package init() {}

  package mutating func addLast(_ sql: String, _ values: [SQLValue]) {
    let statement = Statement(sql: sql, values: values)
    if known.insert(statement).inserted { last.append(statement) }
  }

  package func noted(_ name: String) -> [SQLValue]? { notes[name] }
  package mutating func note(_ name: String, _ values: [SQLValue]) { notes[name] = values }

  /// Forgets what a write left that was undone: all notes, and statements after the first `count`.
  package mutating func undo(keeping count: Int) {
    notes = [:]
    while last.count > count { known.remove(last.removeLast()) }
  }
}
