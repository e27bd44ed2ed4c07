// The roster comes in: people once, their place in a division, and an entry to be judged.

internal import Basics
internal import Records
internal import SQL

/// One line of a roster.
public struct RosterLine: Hashable, Sendable {
  public var name: String
  /// 18 characters; empty where it is not known.
  public var idNumber: String
  public var phone: String
  public var division: String
  /// The contestant's number; empty gives the next one.
  public var number: String
  public var unit: String
  public var work: String

  public init(
    name: String, idNumber: String = "", phone: String = "", division: String, number: String = "",
    unit: String = "",
    work: String = ""
  ) {
    self.name = name
    self.idNumber = idNumber
    self.phone = phone
    self.division = division
    self.number = number
    self.unit = unit
    self.work = work
  }
}

/// Imports a roster into an event: all of it, or nothing and every fault at once.
public struct ImportPeople: Sendable {
  /// What came in, in the order of the lines.
  public struct Report: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
      public var person: String
      public var participation: String
      public var entry: String
      public var number: String
      /// Somebody who was in the register already.
      public var isKnown: Bool
    }
    public var lines: [Line]
  }

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameter dryRun: checks everything and keeps nothing.
  public func callAsFunction(
    _ lines: [RosterLine], event: String, dryRun: Bool = false, by actor: String
  ) async throws -> Report {
    let now = ports.now()
    let (sealed, faults) = try seal(lines, today: now.day)
    guard faults.isEmpty else { throw Refusal(faults) }
    do {
      return try await ports.engine.write { transaction in
        let report = try keep(sealed, event: event, at: now, by: actor, in: transaction)
        if dryRun { throw DryRun(report: report) }
        return report
      }
    } catch let dry as DryRun {
      return dry.report
    }
  }

  /// Thrown to undo a rehearsal.
  private struct DryRun: Error {
    var report: Report
  }

  /// A line ready to be kept: everything personal is sealed, every id is drawn.
  private struct Sealed: Sendable {
    var line: RosterLine
    var person: PersonRow
    var participation: String
    var entry: String
  }

  private func seal(_ lines: [RosterLine], today: Day) throws -> ([Sealed], [Fault]) {
    var faults: [Fault] = []
    var sealed: [Sealed] = []
    for (index, line) in lines.enumerated() {
      var found = nameFaults(line.name)
      var idNumber: IDNumber?
      if !line.idNumber.isEmpty {
        do { idNumber = try IDNumber(line.idNumber) } catch { found += error.faults }
      }
      if !line.phone.isEmpty, !isMobilePhone(line.phone) {
        found.append(Fault("roster-phone", zh: "手机号码不对", en: "the mobile number is wrong"))
      }
      faults += found.map { fault in
        var placed = fault
        placed.row = index + 2
        return placed
      }
      guard found.isEmpty else { continue }
      let key = try ports.vault.newPersonKey()
      let person = PersonRow(
        id: ports.entropy.identifier("person"), region: "", name: line.name, key: key,
        idCipher: try idNumber.map { try ports.vault.seal($0.text, under: key, context: "id") },
        idHash: idNumber.map { ports.vault.keyedHash($0.text, purpose: "id") },
        idMasked: idNumber.map { Masking.idNumber($0.text) } ?? "",
        phoneCipher: line.phone.isEmpty
          ? nil : try ports.vault.seal(line.phone, under: key, context: "phone"),
        hashKey: ports.vault.hashKeyID, isSample: false)
      sealed.append(
        Sealed(
          line: line, person: person, participation: ports.entropy.identifier("part"),
          entry: ports.entropy.identifier("entry")))
    }
    return (sealed, faults)
  }

  /// A name is kept exactly as written, so it must be printable and must not be blank.
  private func nameFaults(_ name: String) -> [Fault] {
    if name.allSatisfy(\.isWhitespace) {
      return [Fault("roster-name", zh: "姓名为空", en: "the name is missing")]
    }
    if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return [Fault("roster-name-control", zh: "姓名含有控制字符", en: "the name has control characters")]
    }
    let missing = ports.missingGlyphs(name)
    guard !missing.isEmpty else { return [] }
    let list = missing.map { String($0) }.joined(separator: " ")
    return [
      Fault(
        "roster-glyph", zh: "证书字体没有这些字：\(list)", en: "the certificate font lacks: \(list)",
        suggestion: Words(zh: "先装好含该字的字体", en: "install a font that has them first"))
    ]
  }

  private func keep(
    _ sealed: [Sealed], event id: String, at now: Instant, by actor: String,
    in transaction: any SQLTransaction
  ) throws -> Report {
    guard let event = try transaction.event(id) else {
      throw Refusal(Fault("event-unknown", zh: "没有届次 \(id)", en: "there is no event \(id)"))
    }
    let divisions = Set(try transaction.divisions(ofEvent: id).map(\.id))
    var taken = Set(try transaction.participations(ofEvent: id).map(\.number))
    taken.formUnion(sealed.map(\.line.number).filter { !$0.isEmpty })
    var next = 1
    var faults: [Fault] = []
    var report = Report(lines: [])
    for (index, item) in sealed.enumerated() {
      guard divisions.contains(item.line.division) else {
        faults.append(
          Fault(
            "roster-division", zh: "没有组别“\(item.line.division)”",
            en: "there is no division “\(item.line.division)”",
            row: index + 2))
        continue
      }
      var person = item.person
      var isKnown = false
      if let hash = person.idHash, let known = try transaction.person(idHash: hash) {
        // One human being once: the number decides, and a different name under it is for people to look at.
        guard known.name == person.name else {
          faults.append(
            Fault(
              "roster-other-name", zh: "该证件号已登记为另一姓名", en: "this ID number is registered under another name",
              row: index + 2))
          continue
        }
        person = known
        isKnown = true
      } else {
        person.region = event.region
        person.isSample = event.isSample
        try transaction.addPerson(person, at: now)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "person.add", subject: "person:\(person.id)",
          new: .object([("idHash", .optional(person.idHash))]), rows: [AuditedRow(.person, person.id)])
      }
      var number = item.line.number
      while number.isEmpty {
        let candidate = padded(next, width: 3)
        next += 1
        if taken.insert(candidate).inserted { number = candidate }
      }
      do {
        try transaction.addParticipation(
          ParticipationRow(
            id: item.participation, person: person.id, event: id, division: item.line.division,
            number: number,
            unit: item.line.unit, work: item.line.work))
      } catch SQLFailure.uniqueViolation {
        faults.append(
          Fault(
            "roster-twice", zh: "此人已在本组，或编号 \(number) 重复",
            en: "this person is in the division already, or number \(number) stands twice", row: index + 2))
        // After a refused row some engines take no more statements: what was found so far is all there is.
        throw Refusal(faults)
      }
      try transaction.addEntry(
        EntryRow(id: item.entry, participation: item.participation, event: id, division: item.line.division))
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "participation.add",
        subject: "participation:\(item.participation)",
        new: .object([
          ("division", .string(item.line.division)), ("number", .string(number)),
          ("person", .string(person.id)),
        ]), rows: [AuditedRow(.participation, item.participation), AuditedRow(.entry, item.entry)])
      report.lines.append(
        .init(
          person: person.id, participation: item.participation, entry: item.entry, number: number,
          isKnown: isKnown))
    }
    guard faults.isEmpty else { throw Refusal(faults) }
    try transaction.touch(event: id)
    return report
  }
}

/// A whole number with leading zeros.
func padded(_ number: Int, width: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
