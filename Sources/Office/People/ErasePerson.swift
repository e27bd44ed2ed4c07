// Somebody asks to be forgotten: her key is destroyed and her name leaves the records; results and proofs stay.

internal import Basics
internal import Records
internal import SQL

/// Erases what is personal of a person, and of records that were joined to hers.
///
/// Marks, places, blind codes and dishes stay, and the audit stays whole: it never held a name. Certificates stay as they
/// were issued, for they are signed and say whom they are for. Copies made before, and pages printed or published outside,
/// are out of reach.
public struct ErasePerson: Sendable {
  /// What stands where a name stood.
  public static let placeholder = "（已删除）"

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Throws: `Refusal` without a reason, or for a record that is unknown, erased or joined to another.
  public func callAsFunction(_ person: String, reason: String, by actor: String) async throws {
    guard !reason.trimmed.isEmpty else { throw personReason }
    let now = ports.now()
    try await ports.engine.write { transaction in
      guard let row = try transaction.person(id: person), row.erased == nil,
        try transaction.keptRecord(of: person) == nil
      else { throw unknownPerson }
      for id in [person] + (try transaction.mergedRecords(of: person)) {
        let participations = try transaction.participations(ofPerson: id)
        var rows = [AuditedRow(.person, id)] + participations.map { AuditedRow(.participation, $0.id) }
        try transaction.erasePersonalData(of: id, leaving: Self.placeholder, at: now)
        for participation in participations {
          rows += try Self.withdraw(participation, in: transaction)
        }
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "person.erase", subject: "person:\(id)",
          reason: reason,
          rows: rows)
      }
    }
    try await ports.engine.forget()
  }

  /// Takes the name off every publication that shows it.
  private static func withdraw(_ participation: ParticipationRow, in transaction: any SQLTransaction) throws
    -> [AuditedRow]
  {
    let codes = Set(try transaction.entries(ofParticipation: participation.id).compactMap(\.code))
    var rows: [AuditedRow] = []
    for publication in try transaction.publications(ofEvent: participation.event) {
      let document = try JSON(parsing: publication.document)
      let plain = Self.document(document, without: codes)
      guard plain.canonical != document.canonical else { continue }
      try transaction.setDocument(plain.canonical, ofPublication: publication.id)
      rows.append(AuditedRow(.publication, publication.id))
    }
    if !rows.isEmpty { try transaction.touch(event: participation.event) }
    return rows
  }

  static func document(_ document: JSON, without codes: Set<String>) -> JSON {
    .members(
      (document.entries ?? []).map { member in
        guard member.key == "people" else { return member }
        let people = (member.value.items ?? []).map { person -> JSON in
          guard let code = person["entry"]?.string, codes.contains(code) else { return person }
          return .members(
            (person.entries ?? []).map { fact in
              switch fact.key {
              case "name": JSON.Member(key: "name", value: .string(placeholder))
              case "unit": JSON.Member(key: "unit", value: .string(""))
              default: fact
              }
            })
        }
        return JSON.Member(key: "people", value: .array(people))
      })
  }
}

let personReason = Refusal(Fault("reason-missing", zh: "请写明理由", en: "a reason is needed"))
let unknownPerson = Refusal(Fault("person-unknown", zh: "没有这个人", en: "there is no such person"))
