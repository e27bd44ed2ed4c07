// Facts of the store itself, by name: its id, so that a device notices another or an older one.

public import SQL

extension SQLTransaction {
  /// A fact of the store, such as `id`; nil where it has none of that name.
  public func storeFact(_ name: String) throws -> String? {
    try first("SELECT value FROM store_fact WHERE name = $1", .text(name))?.text("value")
  }

  /// Sets a fact of the store.
  public func setStoreFact(_ name: String, to value: String) throws {
    try run(
      """
      INSERT INTO store_fact (name, value) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, .text(name), .text(value))
  }
}
