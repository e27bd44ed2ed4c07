// Statements that put names and events to the people of the outcomes, for those who may see them.

public import SQL

extension SQLTransaction {
  /// The names of a region's people by id.
  public func names(region: String) throws -> [String: String] {
    var names: [String: String] = [:]
    for row in try run("SELECT id, name FROM person WHERE region = $1", .text(region)) {
      names[try row.text("id")] = try row.text("name")
    }
    return names
  }

  /// A setting of a region, kept among the facts of the store.
  public func setting(_ name: String, region: String) throws -> String? {
    try storeFact("\(name) \(region)")
  }

  public func setSetting(_ name: String, region: String, to value: String) throws {
    try setStoreFact("\(name) \(region)", to: value)
  }
}
