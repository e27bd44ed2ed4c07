// Statements on people; whoever calls has already sealed what is personal.

public import Basics
public import SQL

/// A human being once, with what is personal sealed under a key of her own.
public struct PersonRow: Hashable, Sendable {
  public var id: String
  public var region: String
  public var name: String
  /// Her own key, wrapped by the vault; nil once erased.
  public var key: [UInt8]?
  public var idCipher: [UInt8]?
  /// Keyed hash of the ID number, to find her by it.
  public var idHash: String?
  /// The ID number as shown, for example `5226**********0119`.
  public var idMasked: String
  public var phoneCipher: [UInt8]?
  /// Which key made the hash.
  public var hashKey: String
  public var isSample: Bool
  public var erased: Instant?

  public init(
    id: String, region: String, name: String, key: [UInt8]?, idCipher: [UInt8]? = nil, idHash: String? = nil,
    idMasked: String = "", phoneCipher: [UInt8]? = nil, hashKey: String, isSample: Bool,
    erased: Instant? = nil
  ) {
    self.id = id
    self.region = region
    self.name = name
    self.key = key
    self.idCipher = idCipher
    self.idHash = idHash
    self.idMasked = idMasked
    self.phoneCipher = phoneCipher
    self.hashKey = hashKey
    self.isSample = isSample
    self.erased = erased
  }
}

extension SQLTransaction {
  public func addPerson(_ person: PersonRow, at now: Instant) throws {
    try run(
      """
      INSERT INTO person
        (id, region, name, person_key, id_cipher, id_hash, id_masked, phone_cipher, hash_key, sample, created)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      [
        .text(person.id), .text(person.region), .text(person.name), .optional(person.key),
        .optional(person.idCipher),
        .optional(person.idHash), .text(person.idMasked), .optional(person.phoneCipher),
        .text(person.hashKey),
        .flag(person.isSample), .integer(now.milliseconds),
      ])
  }

  public func person(id: String) throws -> PersonRow? {
    try first("SELECT * FROM person WHERE id = $1", .text(id)).map(PersonRow.init)
  }

  public func person(idHash: String) throws -> PersonRow? {
    try first("SELECT * FROM person WHERE id_hash = $1", .text(idHash)).map(PersonRow.init)
  }

  /// The names of the vault keys under which people's data are sealed.
  public func hashKeys() throws -> [String] {
    try run("SELECT DISTINCT hash_key FROM person WHERE erased IS NULL ORDER BY hash_key")
      .map { try $0.text("hash_key") }
  }

  /// People of a region, by name; `part` is looked for anywhere in the name (two characters suffice).
  public func people(region: String, named part: String = "", limit: Int = 200) throws -> [PersonRow] {
    try run(
      "SELECT * FROM person WHERE region = $1 AND name LIKE $2 ESCAPE '\\' ORDER BY name, id LIMIT $3",
      .text(region), .text("%" + likePattern(part) + "%"), .integer(limit)
    ).map(PersonRow.init)
  }
}

/// A text made safe inside LIKE with `ESCAPE '\'`.
func likePattern(_ text: String) -> String {
  String(text.flatMap { "%_\\".contains($0) ? ["\\", $0] : [$0] })
}

extension PersonRow {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.text("id"), region: try row.text("region"), name: try row.text("name"),
      key: try row.optionalBlob("person_key"), idCipher: try row.optionalBlob("id_cipher"),
      idHash: try row.optionalText("id_hash"), idMasked: try row.text("id_masked"),
      phoneCipher: try row.optionalBlob("phone_cipher"), hashKey: try row.text("hash_key"),
      isSample: try row.flag("sample"),
      erased: try row.optionalInteger("erased").map(Instant.init(milliseconds:)))
  }
}
