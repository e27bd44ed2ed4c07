// Rows of an entries table: names, divisions, lots, and what is keyed by round, run and item (contract, section 3).

public import Basics
import Rubrics

extension MarkBook {
  /// Reads a table of entries.
  ///
  /// With `strict` an entry that has marks but no row here is a fault.
  public mutating func read(entries table: Table, plan: Plan, strict: Bool = true) -> [Fault] {
    let (columns, faults) = table.columns(
      required: ["entry"],
      optional: [
        "name", "division", "lot", "round", "run", "item", "status", "factor", "base", "start", "finish",
      ])
    guard faults.isEmpty else { return faults }
    var reader = SheetReader(plan: plan, table: table, faults: faults)
    for (index, row) in table.rows.enumerated() {
      reader.row = index
      func cell(_ name: String) -> String { columns[name].map { row[$0] } ?? "" }
      guard let id = reader.identifier(cell("entry"), column: "entry") else { continue }
      let place = entry(id)
      update(place) { $0.isRegistered = true }
      agree(place, cell("name").trimmed, \.name, "name", &reader)
      agree(place, cell("division").foldedToPlain, \.division, "division", &reader)
      readLot(place, cell("lot").foldedToPlain, &reader)
      readFacts(place, cell, plan, &reader)
    }
    reader.faults += turnedTimes(file: table.file)
    if strict {
      for entry in entries where !entry.isRegistered {
        reader.faults.append(
          Fault(
            "entry-unknown", zh: "评分表中的作品 \(entry.id) 不在参赛名单里",
            en: "entry \(entry.id) of the sheets is not in the entries file",
            suggestion: Self.suggestRow(
              for: entry.id, columns: columns.count, known: entries.filter(\.isRegistered).map(\.id)),
            file: table.file,
            entry: entry.id))
      }
    }
    return reader.faults
  }

  /// The row to add for an entry that only the sheets know, and the name that a slip of the pen would explain.
  private static func suggestRow(for id: String, columns: Int, known: [String]) -> Words {
    let row = id + String(repeating: ",", count: max(0, columns - 1))
    let near = id.utf8.count > 3 ? known.first { editDistance(id, $0, limit: 1) <= 1 } : nil
    let or = near.map { Words(zh: "，或在评分表中改为“\($0)”", en: ", or write \"\($0)\" in the sheets") }
    return Words(
      zh: "在参赛名单里加一行“\(row)”\(or?.zh ?? "")", en: "add a line \"\(row)\" to the entries file\(or?.en ?? "")")
  }

  /// Start and finish that stand on different rows and do not fit each other.
  private func turnedTimes(file: String?) -> [Fault] {
    entries.compactMap { entry in
      let turned = entry.facts.contains { fact in
        let start = entry.value(\.start, round: fact.round, run: fact.run, item: fact.item)
        let finish = entry.value(\.finish, round: fact.round, run: fact.run, item: fact.item)
        guard let start, let finish else { return false }
        let day = 86_400_000
        return (fact.start == nil || fact.finish == nil) && finish < start || (start < day) != (finish < day)
      }
      guard turned else { return nil }
      return Fault(
        "entry-finish-before-start", zh: "作品 \(entry.id) 的开始与结束时间对不上",
        en: "start and finish of entry \(entry.id) do not fit each other",
        suggestion: Words(
          zh: "两个时间用同一种写法，结束不早于开始", en: "write both in one form, the finish not before the start"),
        file: file, entry: entry.id)
    }
  }

  /// One value an entry; rows must agree.
  private mutating func agree(
    _ place: Int, _ text: String, _ path: WritableKeyPath<Entry, String?>, _ column: String,
    _ reader: inout SheetReader
  ) {
    guard !text.isEmpty else { return }
    if let known = entries[place][keyPath: path], !known.utf8.elementsEqual(text.utf8) {
      reader.add(
        "entry-disagrees", zh: "作品 \(entries[place].id) 的 \(column) 前后不一致：“\(known)”与“\(text)”",
        en: "\(column) of entry \(entries[place].id) differs: \"\(known)\" and \"\(text)\"",
        entry: entries[place].id)
      return
    }
    update(place) { $0[keyPath: path] = text }
  }

  private mutating func readLot(_ place: Int, _ text: String, _ reader: inout SheetReader) {
    guard !text.isEmpty else { return }
    guard let lot = Int(text) else {
      reader.add(
        "entry-lot", zh: "抽签号“\(text)”不是整数", en: "lot \"\(text)\" is not a whole number",
        suggestion: decimalComma(text), entry: entries[place].id)
      return
    }
    if let known = entries[place].lot, known != lot {
      reader.add(
        "entry-disagrees", zh: "作品 \(entries[place].id) 的 lot 前后不一致：\(known) 与 \(lot)",
        en: "lot of entry \(entries[place].id) differs: \(known) and \(lot)", entry: entries[place].id)
      return
    }
    update(place) { $0.lot = lot }
  }

  private mutating func readFacts(
    _ place: Int, _ cell: (String) -> String, _ plan: Plan, _ reader: inout SheetReader
  ) {
    let id = entries[place].id
    var facts = EntryFacts()
    let round = cell("round").foldedToPlain
    if !round.isEmpty {
      guard let known = plan.roundOfID[round] else {
        reader.add(
          "entry-unknown-round", zh: "细则中没有“\(round)”这一轮", en: "the rubric has no round \"\(round)\"",
          suggestion: suggestNearest(round, in: plan.rubric.rounds.map(\.id)), entry: id)
        return
      }
      facts.round = known
    }
    let run = cell("run").foldedToPlain
    if !run.isEmpty {
      guard let number = Int(run), number >= 1 else {
        reader.add("entry-unknown-run", zh: "没有第“\(run)”次", en: "there is no run \"\(run)\"", entry: id)
        return
      }
      facts.run = number
    }
    let item = cell("item").foldedToPlain
    if !item.isEmpty {
      guard plan.items.contains(where: { $0.id == item }) else {
        reader.add(
          "entry-unknown-item", zh: "细则中没有“\(item)”这一项", en: "the rubric has no item \"\(item)\"",
          suggestion: suggestNearest(item, in: plan.items.map(\.id)), entry: id)
        return
      }
      facts.item = item
    }
    readValues(&facts, cell, id, &reader)
    add(facts, to: place, plan, &reader)
  }

  private func readValues(
    _ facts: inout EntryFacts, _ cell: (String) -> String, _ id: String, _ reader: inout SheetReader
  ) {
    let status = cell("status").foldedToPlain
    if !status.isEmpty {
      facts.status = EntryStatus(rawValue: status)
      if facts.status == nil {
        reader.add(
          "entry-unknown-status", zh: "不认识的状态“\(status)”", en: "unknown status \"\(status)\"",
          suggestion: suggestNearest(status, in: EntryStatus.allCases.map(\.rawValue)), entry: id)
      }
    }
    for (name, path) in [("factor", \EntryFacts.factor), ("base", \EntryFacts.base)] {
      let text = cell(name).foldedToPlain
      guard !text.isEmpty else { continue }
      facts[keyPath: path] = Weight(text)
      if facts[keyPath: path] == nil {
        reader.add(
          "entry-number", zh: "\(name) 的“\(text)”不是数字（最多 6 位小数）",
          en: "\(name) \"\(text)\" is not a number with at most 6 decimals", suggestion: decimalComma(text),
          entry: id)
      }
    }
    for (name, path) in [("start", \EntryFacts.start), ("finish", \EntryFacts.finish)] {
      let text = cell(name).foldedToPlain
      guard !text.isEmpty else { continue }
      facts[keyPath: path] = TimeOfDay(text)?.milliseconds ?? Instant(text)?.milliseconds
      if facts[keyPath: path] == nil {
        reader.add(
          "entry-time", zh: "\(name) 的“\(text)”不是时间", en: "\(name) \"\(text)\" is not a time",
          suggestion: Words(
            zh: "写成 09:30:00 或 2026-10-01T09:30:00+08:00", en: "write 09:30:00 or 2026-10-01T09:30:00+08:00"),
          entry: id)
      }
    }
    if let start = facts.start, let finish = facts.finish, finish < start {
      reader.add(
        "entry-finish-before-start", zh: "作品 \(id) 的结束时间早于开始时间", en: "entry \(id) finishes before it starts",
        entry: id)
    }
  }

  private mutating func add(_ facts: EntryFacts, to place: Int, _ plan: Plan, _ reader: inout SheetReader) {
    let id = entries[place].id
    if facts.factor != nil || facts.base != nil {
      let used = plan.items.contains { ($0.id == facts.item || facts.item == nil) && $0.factor != .none }
      if !used {
        notes.append(
          Fault(
            "entry-factor-unused", zh: "细则没有用到这里的难度系数或基础分", en: "the rubric uses no factor or base here",
            file: reader.table.file, row: reader.table.rowNumbers[reader.row], entry: id))
      }
    }
    if let same = entries[place].facts.firstIndex(where: {
      $0.round == facts.round && $0.run == facts.run && $0.item == facts.item
    }) {
      var merged = entries[place].facts[same]
      let agreed = [
        ("status", merge(&merged.status, facts.status)), ("factor", merge(&merged.factor, facts.factor)),
        ("base", merge(&merged.base, facts.base)), ("start", merge(&merged.start, facts.start)),
        ("finish", merge(&merged.finish, facts.finish)),
      ]
      for (column, _) in agreed.filter({ !$0.1 }) {
        let place = facts.round.map { plan.place(round: $0, run: facts.run ?? 1) } ?? Words(zh: "", en: "")
        let of = facts.item.map { Words(zh: "（\($0)）", en: " of \($0)") } ?? Words(zh: "", en: "")
        reader.add(
          "entry-two-values", zh: "作品 \(id)\(place.zh)\(of.zh)的 \(column) 列有两个不同的值",
          en: "entry \(id)\(place.en) has two different values in column \(column)\(of.en)",
          suggestion: Words(zh: "只留一个值", en: "keep one of them"), entry: id)
      }
      update(place) { $0.facts[same] = merged }
    } else if facts != EntryFacts(round: facts.round, run: facts.run, item: facts.item) {
      update(place) { $0.facts.append(facts) }
    }
  }

  private func merge<Value: Equatable>(_ known: inout Value?, _ new: Value?) -> Bool {
    guard let new else { return true }
    if let known { return known == new }
    known = new
    return true
  }
}
