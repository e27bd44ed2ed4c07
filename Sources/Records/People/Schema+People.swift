// Tables of people: names as written, everything else that is personal only as cipher text.

extension Schema {
  public static let people: [String] = [
    // person_key is the person's own key, wrapped by the vault key: destroying it erases what it hid.
    """
    CREATE TABLE person (
      id TEXT{bytes} PRIMARY KEY,
      region TEXT NOT NULL REFERENCES region (id),
      name TEXT NOT NULL CHECK (name <> ''),
      person_key {blob},
      id_cipher {blob},
      id_hash TEXT{bytes} UNIQUE,
      id_masked TEXT NOT NULL DEFAULT '',
      phone_cipher {blob},
      hash_key TEXT NOT NULL,
      sample {integer} NOT NULL CHECK (sample IN (0, 1)),
      created {integer} NOT NULL,
      erased {integer}
    ){strict}
    """,
    "CREATE INDEX person_by_name ON person (name)",
  ]
}
