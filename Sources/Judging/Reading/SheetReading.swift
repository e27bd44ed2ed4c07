// Rows of a sheets table become marks in a book, and everything wrong with them becomes faults, all at once.

public import Basics
import Rubrics

extension MarkBook {
  /// Reads a table of `entry,judge,item,value[,round,run,panel]` (contract, section 2).
  public mutating func read(sheets table: Table, plan: Plan) -> [Fault] {
    let (columns, faults) = table.columns(
      required: ["entry", "judge", "item", "value"], optional: ["round", "run", "panel"])
    guard faults.isEmpty, let entryColumn = columns["entry"], let judgeColumn = columns["judge"],
      let itemColumn = columns["item"], let valueColumn = columns["value"]
    else { return faults }
    var reader = SheetReader(plan: plan, table: table, faults: faults)
    for (index, row) in table.rows.enumerated() {
      reader.row = index
      let entry = reader.identifier(row[entryColumn], column: "entry")
      let judge = reader.identifier(row[judgeColumn], column: "judge")
      guard let slot = reader.slot(row[itemColumn]) else { continue }
      let round = reader.round(columns["round"].map { row[$0] } ?? "", slot: slot)
      let run = reader.run(columns["run"].map { row[$0] } ?? "", round: round)
      let panel = reader.panel(columns["panel"].map { row[$0] } ?? "", slot: slot)
      let value = reader.value(row[valueColumn], slot: slot, entry: entry)
      guard let entry, let judge, let round, let run, let panel, let value else { continue }
      let written = write(
        value, entry: self.entry(entry), round: round, run: run, panel: panel.panel, part: panel.part,
        judge: self.judge(judge), slot: slot)
      if !written { reader.repeated(entry: entry, judge: judge, item: row[itemColumn]) }
    }
    return reader.faults + papersMarkedTwice(plan)
  }

  /// A theory paper must carry either its whole mark or its parts.
  private func papersMarkedTwice(_ plan: Plan) -> [Fault] {
    var faults: [Fault] = []
    for item in plan.items where item.kind == nil && item.slots.count > 1 {
      for (sheet, key) in keys.enumerated() where Int(key.panel) == item.panel {
        let whole = value(sheet: sheet, slot: item.slots[0]) != .missing
        if whole, item.slots.dropFirst().contains(where: { value(sheet: sheet, slot: $0) != .missing }) {
          let entry = entries[Int(key.entry)].id
          faults.append(
            Fault(
              "paper-whole-and-parts", zh: "作品 \(entry)：\(item.id) 既有总分又有各部分的分",
              en: "entry \(entry): \(item.id) has a whole mark and marks of its parts",
              suggestion: Words(zh: "只留一种", en: "keep one of the two"), entry: entry))
        }
      }
    }
    return faults
  }
}

/// Reads the cells of one table and collects faults.
struct SheetReader {
  let plan: Plan
  let table: Table
  var faults: [Fault]
  var row = 0
  /// Texts read before, so that 200,000 rows cost no more than their distinct values.
  private var knownIDs: [String: String?] = [:]
  private var knownValues: [ValueKey: MarkValue] = [:]

  private struct ValueKey: Hashable {
    var slot: Int
    var text: String
  }

  init(plan: Plan, table: Table, faults: [Fault]) {
    self.plan = plan
    self.table = table
    self.faults = faults
  }

  mutating func add(_ code: String, zh: String, en: String, suggestion: Words? = nil, entry: String? = nil) {
    faults.append(
      Fault(
        code, zh: zh, en: en, suggestion: suggestion, file: table.file, row: table.rowNumbers[row],
        entry: entry))
  }

  mutating func identifier(_ cell: String, column: String) -> String? {
    if let known = knownIDs[cell], let known { return known }
    let text = cell.foldedToPlain
    guard isIdentifier(text) else {
      add(
        "id-invalid", zh: "\(column) 列的“\(cell)”不是编号", en: "\"\(cell)\" in column \(column) is not an id",
        suggestion: Words(
          zh: "编号以字母或数字开头，只含字母、数字和 . _ -，最多 64 个字符",
          en: "ids begin with a letter or digit and hold letters, digits and . _ -, at most 64"))
      return nil
    }
    knownIDs[cell] = text
    return text
  }

  mutating func slot(_ cell: String) -> Int? {
    if let slot = plan.slotOfID[cell] { return slot }
    let text = cell.foldedToPlain
    if let slot = plan.slotOfID[text] { return slot }
    add(
      "sheet-unknown-item", zh: "细则中没有“\(cell)”这一项", en: "the rubric has no item \"\(cell)\"",
      suggestion: nearest(text, in: plan.slots.map(\.id)))
    return nil
  }

  mutating func round(_ cell: String, slot: Int) -> Int? {
    let text = cell.foldedToPlain
    let module = plan.slots[slot].module
    let using = plan.modulesOfRound.indices.filter { plan.modulesOfRound[$0].contains(module) }
    if text.isEmpty {
      if plan.rubric.rounds.count == 1 { return 0 }
      add(
        "sheet-round-needed", zh: "细则有多轮，这一行要写 round",
        en: "the rubric has several rounds; this row needs one",
        suggestion: Words(
          zh: "可用：\(plan.rubric.rounds.map(\.id).joined(separator: "、"))",
          en: "one of \(plan.rubric.rounds.map(\.id).joined(separator: ", "))"))
      return nil
    }
    guard let round = plan.roundOfID[text] else {
      add(
        "sheet-unknown-round", zh: "细则中没有“\(cell)”这一轮", en: "the rubric has no round \"\(cell)\"",
        suggestion: nearest(text, in: plan.rubric.rounds.map(\.id)))
      return nil
    }
    guard using.contains(round) else {
      add(
        "sheet-item-not-in-round", zh: "“\(plan.slots[slot].id)”不在“\(text)”这一轮评分",
        en: "\(plan.slots[slot].id) is not marked in round \(text)",
        suggestion: Words(
          zh: "它属于：\(using.map { plan.rubric.rounds[$0].id }.joined(separator: "、"))",
          en: "it belongs to \(using.map { plan.rubric.rounds[$0].id }.joined(separator: ", "))"))
      return nil
    }
    return round
  }

  mutating func run(_ cell: String, round: Int?) -> Int? {
    let text = cell.foldedToPlain
    if text.isEmpty { return 1 }
    guard let run = Int(text), run >= 1, run <= round.map({ plan.rubric.rounds[$0].runs }) ?? 999 else {
      add(
        "sheet-unknown-run", zh: "没有第“\(cell)”次", en: "there is no run \"\(cell)\"",
        suggestion: Words(zh: "从 1 数起，不超过细则的 runs", en: "runs count from 1 up to the rubric's runs"))
      return nil
    }
    return run
  }

  /// The panel, and the marker's part where it marks twice.
  mutating func panel(_ cell: String, slot: Int) -> (panel: Int, part: Int)? {
    let own = plan.slots[slot].panel
    let text = cell.foldedToPlain
    if let double = plan.rubric.panels[own].double {
      if let part = MarkerPart(id: text), part != .arbiter || double.scheme == .arbitration {
        return (own, part.rawValue)
      }
      add(
        "sheet-marker-needed", zh: "“\(plan.slots[slot].id)”由两人分别评分，panel 列写的是“\(cell)”",
        en: "\(plan.slots[slot].id) is marked twice; column panel says \"\(cell)\"",
        suggestion: double.scheme == .arbitration
          ? Words(
            zh: "写 first、second、third 或 arbiter", en: "write first, second, third or arbiter")
          : Words(zh: "写 first、second 或 third", en: "write first, second or third"))
      return nil
    }
    if text.isEmpty || plan.rubric.panels[own].id == text { return (own, 0) }
    guard plan.panelOfID[text] != nil else {
      add(
        "sheet-unknown-panel", zh: "细则中没有评委组“\(cell)”", en: "the rubric has no panel \"\(cell)\"",
        suggestion: nearest(text, in: plan.rubric.panels.map(\.id)))
      return nil
    }
    add(
      "sheet-wrong-panel", zh: "“\(plan.slots[slot].id)”由评委组 \(plan.rubric.panels[own].id) 打分，不是 \(text)",
      en: "\(plan.slots[slot].id) is marked by panel \(plan.rubric.panels[own].id), not \(text)")
    return nil
  }

  mutating func value(_ cell: String, slot: Int, entry: String?) -> MarkValue? {
    let key = ValueKey(slot: slot, text: cell)
    if let known = knownValues[key] { return known }
    let text = cell.foldedToPlain
    switch plan.slots[slot].read(text) {
    case .success(let value):
      knownValues[key] = value
      return value
    case .failure(let fault):
      let id = plan.slots[slot].id
      let suggestion = fault == .notANumber ? clockText(text) ?? decimalComma(text) : nil
      add(
        "sheet-value", zh: "“\(id)”的值“\(cell)”\(fault.words.zh)",
        en: "value \"\(cell)\" of \(id) \(fault.words.en)",
        suggestion: suggestion, entry: entry)
      return nil
    }
  }

  mutating func repeated(entry: String, judge: String, item: String) {
    add(
      "sheet-repeated", zh: "作品 \(entry)、评委 \(judge)、项目 \(item) 的分数出现两次",
      en: "entry \(entry), judge \(judge), item \(item) stands twice",
      suggestion: Words(zh: "只留一行", en: "keep one row"),
      entry: entry)
  }

  func nearest(_ text: String, in known: [String]) -> Words? { suggestNearest(text, in: known) }
}

/// What to write in place of a number with a decimal comma; nil for anything else.
func decimalComma(_ text: String) -> Words? {
  let point = text.replacing(",", with: ".")
  guard point != text, Weight(point) != nil else { return nil }
  return Words(zh: "小数点用“.”：\(point)", en: "write the decimal point as \".\": \(point)")
}

/// What to write in place of a duration such as `23:50.2`; nil for anything else.
func clockText(_ text: String) -> Words? {
  let parts = text.replacing(",", with: ".").split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count == 2 || parts.count == 3, let seconds = Weight(parts[parts.count - 1]) else { return nil }
  var units = seconds.units
  guard units >= 0, units < 60_000_000 else { return nil }
  for (place, part) in parts.dropLast().reversed().enumerated() {
    guard let whole = Int(part), whole >= 0, whole < 1_000 else { return nil }
    units += whole * (place == 0 ? 60 : 3_600) * 1_000_000
  }
  let text = Weight(units: units).description
  return Words(zh: "时间写成秒：\(text)", en: "write seconds: \(text)")
}

/// "Did you mean ...?" for the nearest known id, else the list where it is short.
func suggestNearest(_ text: String, in known: [String]) -> Words? {
  if let best = nearestName(to: text, in: known) {
    return Words(zh: "是不是想写“\(best)”？", en: "did you mean \"\(best)\"?")
  }
  guard known.count <= 12 else { return nil }
  return Words(zh: "可用：\(known.joined(separator: "、"))", en: "known: \(known.joined(separator: ", "))")
}
