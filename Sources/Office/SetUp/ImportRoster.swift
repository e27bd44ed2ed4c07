// A roster comes in as a table: every fault of every row at once, under the row numbers of the file.

public import Basics
internal import Records
internal import SQL

/// Reads a roster's table and imports its people.
public struct ImportRoster: Sendable {
  /// What an import did, or would do.
  public struct Summary: Hashable, Sendable {
    public var added: Int
    /// Rows that say what is on record already.
    public var unchanged: Int
  }

  static let required = ["name", "division"]
  static let optional = ["number", "unit", "work", "id_number", "phone"]
  /// Headings as people write them.
  private static let headings = [
    "姓名": "name", "组别": "division", "编号": "number", "选手编号": "number", "单位": "unit", "村": "unit",
    "工作单位": "unit", "作品": "work", "作品名称": "work", "菜名": "work", "身份证号": "id_number",
    "身份证号码": "id_number", "证件号": "id_number", "手机": "phone", "手机号": "phone", "电话": "phone",
  ]

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Takes all rows, or none and every fault at once.
  ///
  /// A row that stands in the event already, person, place and work alike, is left as it is, so that the same file may
  /// come twice and a longer one after a shorter.
  /// - Parameters:
  ///   - table: columns `name`, `division` (its id or title), and as many of `number`, `unit`, `work`, `id_number` and
  ///     `phone` as there are.
  ///   - dryRun: everything is checked, nothing is kept.
  /// - Returns: how many came in, or would.
  @discardableResult
  public func callAsFunction(_ table: Table, event: String, dryRun: Bool, by actor: String) async throws
    -> Summary
  {
    var plain = table
    plain.header = table.header.map { Self.headings[$0] ?? $0.lowercased() }
    let (places, wrong) = plain.columns(required: Self.required, optional: Self.optional)
    guard wrong.isEmpty else { throw Refusal(wrong) }
    let count = plain.rows.count
    guard !plain.rows.isEmpty else {
      throw Refusal(Fault("roster-empty", zh: "名单里没有人", en: "nobody is on the roster"))
    }
    let ground = try await ground(event)
    let known = try await known(plain.rows.map { Self.line($0, places, ground) }, event: event)
    let fresh = plain.rows.indices.filter { !known.contains($0) }
    (plain.rows, plain.rowNumbers) = (fresh.map { plain.rows[$0] }, fresh.map { plain.rowNumbers[$0] })
    let lines = plain.rows.map { Self.line($0, places, ground) }
    var found = try await faults(of: lines, ground)
    found = try await found + faults(importing: lines, besides: found, event: event, by: actor)
    guard found.isEmpty else {
      throw Refusal(Self.placed(found, in: plain, places))
    }
    if !dryRun, !lines.isEmpty { _ = try await ImportPeople(ports)(lines, event: event, by: actor) }
    return Summary(added: lines.count, unchanged: count - lines.count)
  }

  /// The lines that are on record as they stand; whoever is there once explains one line only.
  private func known(_ lines: [RosterLine], event: String) async throws -> Set<Int> {
    let vault = ports.vault
    return try await ports.engine.read { transaction in
      var there = try transaction.entrants(ofEvent: event)
      var known: Set<Int> = []
      for (index, line) in lines.enumerated() {
        let person =
          line.idNumber.isEmpty
          ? nil : try transaction.person(idHash: vault.keyedHash(line.idNumber, purpose: "id"))
        let place = there.firstIndex { row in
          let isPerson = line.idNumber.isEmpty ? row.idMasked.isEmpty : row.participation.person == person?.id
          return isPerson && row.name == line.name && row.participation.division == line.division
            && row.participation.unit == line.unit && row.participation.work == line.work
            && (line.number.isEmpty || row.participation.number == line.number)
        }
        guard let place else { continue }
        let row = try person ?? transaction.person(id: there[place].participation.person)
        guard let row, Self.phone(of: row, vault) == line.phone else { continue }
        there.remove(at: place)
        known.insert(index)
      }
      return known
    }
  }

  private static func phone(of person: PersonRow, _ vault: any PersonalVault) -> String? {
    guard let sealed = person.phoneCipher else { return "" }
    return person.key.flatMap { try? vault.open(sealed, under: $0, context: "phone") }
  }

  /// What the store says about an event.
  private struct Ground: Sendable {
    var divisions: [DivisionRow]
    var numbers: Set<String>
    /// Division and person of everybody who takes part already.
    var places: Set<[String]>
  }

  private func ground(_ event: String) async throws -> Ground {
    try await ports.engine.read { transaction in
      guard try transaction.event(event) != nil else { throw unknownEvent(event) }
      let rows = try transaction.participations(ofEvent: event)
      return Ground(
        divisions: try transaction.divisions(ofEvent: event), numbers: Set(rows.map(\.number)),
        places: Set(rows.map { [$0.division, $0.person] }))
    }
  }

  private static func line(_ row: [String], _ places: [String: Int], _ ground: Ground) -> RosterLine {
    func cell(_ name: String) -> String { places[name].map { row[$0].trimmed } ?? "" }
    let division = cell("division")
    let plain = division.foldedToPlain
    let known = ground.divisions.first {
      $0.id == plain || $0.title.zh == division || $0.title.en == division
    }
    return RosterLine(
      name: cell("name"), idNumber: cell("id_number").foldedToPlain.uppercased(),
      phone: cell("phone").foldedToPlain, division: known?.id ?? division,
      number: cell("number").foldedToPlain, unit: cell("unit"), work: cell("work"))
  }

  /// Faults that one look at the roster and at the store shows; rows count from 2 here.
  private func faults(of lines: [RosterLine], _ ground: Ground) async throws -> [Fault] {
    var faults: [Fault] = []
    var numbers = ground.numbers
    var places = ground.places
    var seen: Set<[String]> = []
    let vault = ports.vault
    let persons = try await ports.engine.read { transaction in
      try lines.map { line in
        line.idNumber.isEmpty
          ? nil : try transaction.person(idHash: vault.keyedHash(line.idNumber, purpose: "id"))?.id
      }
    }
    for (index, line) in lines.enumerated() {
      func add(_ code: String, _ zh: String, _ en: String, _ suggestion: Words? = nil) {
        faults.append(Fault(code, zh: zh, en: en, suggestion: suggestion, row: index + 2))
      }
      if !ground.divisions.contains(where: { $0.id == line.division }) {
        let known = ground.divisions.map { "\($0.title[.zh])（\($0.id)）" }.joined(separator: "、")
        let named = ground.divisions.map { "\($0.title[.en]) (\($0.id))" }.joined(separator: ", ")
        add(
          "roster-division", "没有组别“\(line.division)”", "there is no division “\(line.division)”",
          ground.divisions.isEmpty ? nil : Words(zh: "可用：\(known)", en: "there are: \(named)"))
      }
      if !line.number.isEmpty, !numbers.insert(line.number).inserted {
        add("roster-number", "选手编号 \(line.number) 重复", "number \(line.number) stands twice")
      }
      let isTwice = !line.idNumber.isEmpty && !seen.insert([line.division, line.idNumber]).inserted
      let isHere = persons[index].map { !places.insert([line.division, $0]).inserted } ?? false
      if isTwice || isHere { add("roster-twice", "此人已在本组", "this person is in the division already") }
    }
    return faults
  }

  /// What `ImportPeople` finds beyond `known`: first in the cells of all rows, then, without the wrong rows, in the register.
  private func faults(
    importing lines: [RosterLine], besides known: [Fault], event: String, by actor: String
  ) async throws -> [Fault] {
    var left = Array(lines.enumerated())
    var found: [Fault] = []
    while !left.isEmpty {
      do {
        _ = try await ImportPeople(ports)(left.map(\.element), event: event, dryRun: true, by: actor)
        return found
      } catch let refusal as Refusal {
        let placed = refusal.faults.map { fault in
          var placed = fault
          placed.row = fault.row.flatMap {
            left.indices.contains($0 - 2) ? left[$0 - 2].offset + 2 : nil
          }
          return placed
        }
        found += placed.filter { fault in
          !(known + found).contains { $0.row == fault.row && $0.code == fault.code }
        }
        let bad = Set((known + placed).compactMap(\.row))
        let before = left.count
        left.removeAll { bad.contains($0.offset + 2) }
        guard left.count < before else { return found }
      }
    }
    return found
  }

  /// Rows and columns as the file counts them, in order.
  private static func placed(_ faults: [Fault], in table: Table, _ places: [String: Int]) -> [Fault] {
    faults.map { fault in
      var placed = fault
      placed.file = table.file
      placed.row = fault.row.map { table.rowNumbers.indices.contains($0 - 2) ? table.rowNumbers[$0 - 2] : $0 }
      placed.column = column(of: fault.code).flatMap { places[$0] }.map { $0 + 1 }
      return placed
    }.enumerated().sorted { ($0.element.row ?? 0, $0.offset) < ($1.element.row ?? 0, $1.offset) }
      .map(\.element)
  }

  /// Which column a fault is about.
  private static func column(of code: String) -> String? {
    switch code {
    case "roster-name", "roster-name-control", "roster-glyph", "roster-other-name": "name"
    case "roster-phone": "phone"
    case "roster-division": "division"
    case "roster-number": "number"
    case let code where code.hasPrefix("id-number"): "id_number"
    default: nil
    }
  }
}
