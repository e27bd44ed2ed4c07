// All marks of one computation in flat arrays: sheets by entry, round, run, panel and judge, each with one value a slot.

public import Basics
import Rubrics

/// The state of an entry, or of one round or run of it (contract, section 3).
public enum EntryStatus: String, Hashable, Sendable, CaseIterable {
  case ok
  case absent
  case withdrawn
  case disqualified
  case notStarted = "not-started"
  case notFinished = "not-finished"
  case notAdvanced = "not-advanced"

  /// What people call it.
  public var words: Words {
    switch self {
    case .ok: Words(zh: "正常", en: "ok")
    case .absent: Words(zh: "缺席", en: "absent")
    case .withdrawn: Words(zh: "退赛", en: "withdrawn")
    case .disqualified: Words(zh: "取消资格", en: "disqualified")
    case .notStarted: Words(zh: "未开始", en: "not started")
    case .notFinished: Words(zh: "未完成", en: "not finished")
    case .notAdvanced: Words(zh: "未晋级", en: "not advanced")
    }
  }
}

/// What `--entries` says about one entry for some round, run and item; nil keys mean all.
public struct EntryFacts: Hashable, Sendable {
  public var round: Int?
  public var run: Int?
  public var item: String?
  public var status: EntryStatus?
  public var factor: Weight?
  public var base: Weight?
  /// Milliseconds, of one day or since 1970; only differences count.
  public var start: Int?
  public var finish: Int?

  public init(
    round: Int? = nil, run: Int? = nil, item: String? = nil, status: EntryStatus? = nil,
    factor: Weight? = nil,
    base: Weight? = nil, start: Int? = nil, finish: Int? = nil
  ) {
    self.round = round
    self.run = run
    self.item = item
    self.status = status
    self.factor = factor
    self.base = base
    self.start = start
    self.finish = finish
  }

  var specificity: Int { (item == nil ? 0 : 12) + (run == nil ? 0 : 10) + (round == nil ? 0 : 9) }
}

/// One entry: its code, what is known of it, and never who stands behind it.
public struct Entry: Hashable, Sendable {
  public var id: String
  public var name: String?
  public var division: String?
  /// Drawn lot, smaller first.
  public var lot: Int?
  public var facts: [EntryFacts]
  /// Whether `--entries` lists it.
  public var isRegistered: Bool

  public init(
    id: String, name: String? = nil, division: String? = nil, lot: Int? = nil, facts: [EntryFacts] = [],
    isRegistered: Bool = false
  ) {
    self.id = id
    self.name = name
    self.division = division
    self.lot = lot
    self.facts = facts
    self.isRegistered = isRegistered
  }

  /// The value that the most specific fitting row gives.
  func value<Value>(_ path: KeyPath<EntryFacts, Value?>, round: Int?, run: Int?, item: String? = nil)
    -> Value?
  {
    var best: (rank: Int, value: Value)?
    for fact in facts {
      guard let value = fact[keyPath: path], fact.round == nil || fact.round == round,
        fact.run == nil || fact.run == run,
        fact.item == nil || fact.item == item
      else { continue }
      if best.map({ fact.specificity > $0.rank }) ?? true { best = (fact.specificity, value) }
    }
    return best?.value
  }

  /// The state of the entry as a whole: rows without round and run.
  var status: EntryStatus {
    facts.last { $0.round == nil && $0.run == nil && $0.status != nil }?.status ?? .ok
  }

  /// The state of one round or run, where a row names it.
  func status(round: Int, run: Int) -> EntryStatus? {
    var best: (rank: Int, value: EntryStatus)?
    for fact in facts where fact.round != nil || fact.run != nil {
      guard let value = fact.status, fact.round == nil || fact.round == round,
        fact.run == nil || fact.run == run
      else {
        continue
      }
      if best.map({ fact.specificity > $0.rank }) ?? true { best = (fact.specificity, value) }
    }
    return best?.value
  }
}

/// What people decided on record (contract, section 4); nil keys mean all.
public struct Decision: Hashable, Sendable {
  public var entry: String
  public var round: Int?
  public var panel: Int?
  /// `third` or `arbiter` in double marking.
  var part: MarkerPart?
  public var item: String?
  public var kind: Kind
  public var value: String
  public var by: String
  public var reason: String

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case discussed
    case thirdMark = "third-mark"
    case tieVote = "tie-vote"
    case tieDraw = "tie-draw"
    case vetoConfirmed = "veto-confirmed"
    case lateAdmitted = "late-admitted"
    /// The value names a judge of whom no sheet is expected for this entry.
    case judgeExcused = "judge-excused"
  }

  public init(
    entry: String, round: Int? = nil, panel: Int? = nil, item: String? = nil, kind: Kind, value: String,
    by: String = "",
    reason: String = ""
  ) {
    self.entry = entry
    self.round = round
    self.panel = panel
    self.item = item
    self.kind = kind
    self.value = value
    self.by = by
    self.reason = reason
  }
}

/// Where one sheet's values lie.
struct SheetKey: Hashable, Sendable {
  var entry: Int32
  var round: Int16
  var run: Int16
  var panel: Int16
  /// 0, or the marker's part in double marking: first, second, third, arbiter.
  var part: Int16 = 0
  var judge: Int32
}

/// Who marks in double marking, in the order of `SheetKey.part`.
enum MarkerPart: Int, CaseIterable {
  case first, second, third, arbiter

  /// The word of the column `panel`.
  var id: String { ["first", "second", "third", "arbiter"][rawValue] }

  init?(id: String) {
    guard let part = Self.allCases.first(where: { $0.id == id }) else { return nil }
    self = part
  }
}

/// The marks of one computation, by entry.
public struct MarkBook: Sendable {
  public private(set) var entries: [Entry] = []
  public private(set) var judges: [String] = []
  public var decisions: [Decision] = []
  /// Worth knowing about the input, without effect on any result.
  public var notes: [Fault] = []

  private(set) var keys: [SheetKey] = []
  private var starts: [Int] = []
  private var values: [Int] = []
  private var sheetOfKey: [SheetKey: Int] = [:]
  private var entryOfID: [String: Int] = [:]
  private var judgeOfID: [String: Int] = [:]
  /// A slot's place within the sheets of its panel.
  private let localSlot: [Int]
  private let slotsPerPanel: [Int]

  public init(plan: Plan) {
    var local: [Int] = []
    var counts = [Int](repeating: 0, count: plan.rubric.panels.count)
    for slot in plan.slots {
      local.append(counts[slot.panel])
      counts[slot.panel] += 1
    }
    localSlot = local
    slotsPerPanel = counts
  }

  /// The entry's place, added if it is new.
  public mutating func entry(_ id: String) -> Int {
    if let known = entryOfID[id] { return known }
    entryOfID[id] = entries.count
    entries.append(Entry(id: id))
    return entries.count - 1
  }

  /// The entry's place, or nil.
  public func place(of id: String) -> Int? { entryOfID[id] }

  public mutating func update(_ entry: Int, _ change: (inout Entry) -> Void) { change(&entries[entry]) }

  public mutating func judge(_ id: String) -> Int {
    if let known = judgeOfID[id] { return known }
    judgeOfID[id] = judges.count
    judges.append(id)
    return judges.count - 1
  }

  /// Writes a value; false where that key holds one already.
  public mutating func write(
    _ value: MarkValue, entry: Int, round: Int, run: Int, panel: Int, part: Int = 0, judge: Int, slot: Int
  ) -> Bool {
    let key = SheetKey(
      entry: Int32(entry), round: Int16(round), run: Int16(run), panel: Int16(panel), part: Int16(part),
      judge: Int32(judge))
    let sheet: Int
    if let known = sheetOfKey[key] {
      sheet = known
    } else {
      sheet = keys.count
      sheetOfKey[key] = sheet
      keys.append(key)
      starts.append(values.count)
      values.append(contentsOf: repeatElement(Self.unwritten, count: slotsPerPanel[panel]))
    }
    let place = starts[sheet] + localSlot[slot]
    guard values[place] == Self.unwritten else { return false }
    values[place] = value.raw
    return true
  }

  /// Replaces a value, whatever was there.
  public mutating func replace(
    _ value: MarkValue, entry: Int, round: Int, run: Int, panel: Int, part: Int = 0, judge: Int, slot: Int
  ) {
    let key = SheetKey(
      entry: Int32(entry), round: Int16(round), run: Int16(run), panel: Int16(panel), part: Int16(part),
      judge: Int32(judge))
    if let sheet = sheetOfKey[key] {
      values[starts[sheet] + localSlot[slot]] = value.raw
    } else {
      _ = write(
        value, entry: entry, round: round, run: run, panel: panel, part: part, judge: judge, slot: slot)
    }
  }

  /// The same entries, decisions and notes without any sheet.
  func emptied(plan: Plan) -> MarkBook {
    var book = MarkBook(plan: plan)
    book.entries = entries
    book.entryOfID = entryOfID
    book.decisions = decisions
    book.notes = notes
    return book
  }

  /// Copies a sheet of another book with the same entries, under a judge's name.
  mutating func copy(_ sheet: Int, of other: MarkBook, as judge: String, plan: Plan) {
    var key = other.keys[sheet]
    key.judge = Int32(self.judge(judge))
    sheetOfKey[key] = keys.count
    keys.append(key)
    let start = other.starts[sheet]
    starts.append(values.count)
    values.append(contentsOf: other.values[start..<start + slotsPerPanel[Int(key.panel)]])
  }

  /// Puts a value into a sheet.
  mutating func set(_ value: MarkValue, sheet: Int, slot: Int) {
    values[starts[sheet] + localSlot[slot]] = value.raw
  }

  /// No row at all, which a row with an empty value is not.
  private static let unwritten = Int.min + 3

  func value(sheet: Int, slot: Int) -> MarkValue {
    let raw = values[starts[sheet] + localSlot[slot]]
    return raw == Self.unwritten ? .missing : MarkValue(raw: raw)
  }
}
