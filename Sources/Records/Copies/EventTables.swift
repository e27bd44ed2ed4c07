// One event in a file of its own: which tables and columns go along. Only what is listed here does, so nothing personal slips in.

public import Basics
public import SQL

/// The tables of an exported event.
///
/// Names of people stand in what was published and nowhere else: no identity numbers, no telephone numbers, no names
/// of judges, no sealed data, no secrets of papers, no passwords.
public enum EventTables {
  /// A table of the file: its name, its columns with their types, and the rows of the store that go into it; `$1` is
  /// the event.
  struct Table {
    var name: String
    var columns: [(name: String, type: String)]
    var rows: String

    init(_ name: String, _ columns: String, from rows: String) {
      self.name = name
      self.columns = columns.split(separator: ",").map { column in
        let words = column.split(separator: " ").map(String.init)
        return (words[0], words.count > 1 ? words[1] : "TEXT")
      }
      self.rows = rows
    }

    private var names: String { columns.map(\.name).joined(separator: ", ") }
    var definition: String {
      "CREATE TABLE \(name) (\(columns.map { "\($0.name) \($0.type)" }.joined(separator: ", "))) STRICT"
    }
    var selection: String { "SELECT \(names) FROM \(rows)" }
    var insertion: String {
      "INSERT INTO \(name) (\(names)) VALUES (\(columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")))"
    }
  }

  private static let sheets = "(SELECT id FROM sheet WHERE event = $1)"

  static let tables: [Table] = [
    Table(
      "store_fact", "name,value", from: "store_fact WHERE name IN ('id', 'formerly', 'keyring') AND $1 = $1"),
    Table(
      "event",
      "id,series,region,office,kind,title_zh,title_en,day,state,settings,sample INTEGER,created INTEGER",
      from: "event WHERE id = $1"),
    Table(
      "rubric", "sha256,id,version INTEGER,bytes BLOB,added INTEGER",
      from:
        "rubric WHERE sha256 IN (SELECT rubric_sha256 FROM division WHERE event = $1 UNION SELECT rubric_sha256 FROM result_set WHERE event = $1) ORDER BY sha256"
    ),
    Table(
      "division", "id,event,position INTEGER,title_zh,title_en,rubric_sha256,frozen INTEGER",
      from: "division WHERE event = $1 ORDER BY position"),
    Table(
      "participation", "id,event,division,number,unit,work,status",
      from: "participation WHERE event = $1 ORDER BY id"),
    Table(
      "entry", "id,participation,event,division,code,lot INTEGER,status",
      from: "entry WHERE event = $1 ORDER BY id"),
    Table("judge", "id,event,unit,revoked INTEGER", from: "judge WHERE event = $1 ORDER BY id"),
    Table(
      "assignment", "judge,panel,entry,round,revoked INTEGER",
      from:
        "assignment WHERE entry IN (SELECT id FROM entry WHERE event = $1) ORDER BY entry, round, panel, judge"
    ),
    Table(
      "sheet",
      "id,event,division,entry,round,run INTEGER,panel,judge,rubric_sha256,state,locked INTEGER,revoked INTEGER,revision INTEGER",
      from: "sheet WHERE event = $1 ORDER BY id"),
    Table(
      "sheet_revision",
      "sheet,revision INTEGER,marks,hash,write_id,body_hash,device,sequence INTEGER,received INTEGER,saved_wall INTEGER,remarks,written_by,reason",
      from: "sheet_revision WHERE sheet IN \(sheets) ORDER BY sheet, revision"),
    Table(
      "sheet_signature", "sheet,revision INTEGER,hash,judge,device,signed INTEGER",
      from: "sheet_signature WHERE sheet IN \(sheets) ORDER BY sheet, revision"),
    Table(
      "late_sheet",
      "write_id,sheet,cause,marks,hash,body_hash,device,sequence INTEGER,received INTEGER,written_by,state,decided_by,decided INTEGER,reason",
      from: "late_sheet WHERE sheet IN \(sheets) ORDER BY write_id"),
    Table(
      "sheet_excuse", "id,sheet,kind,reason,excused_by,excused INTEGER,ended INTEGER",
      from: "sheet_excuse WHERE sheet IN \(sheets) ORDER BY id"),
    Table(
      "paper_reading", "id,sheet,pass INTEGER,way,marks,hash,entered_by,entered INTEGER,ended INTEGER",
      from: "paper_reading WHERE sheet IN \(sheets) ORDER BY id"),
    Table(
      "decision",
      "id,event,division,entry,round,panel,item,decision,value,decided_by,reason,decided INTEGER,superseded_by",
      from: "decision WHERE event = $1 ORDER BY decided, id"),
    Table(
      "observation",
      "id,event,division,entry,round,run INTEGER,item,start INTEGER,finish INTEGER,note,observed_by,observed INTEGER,superseded_by",
      from: "observation WHERE event = $1 ORDER BY observed, id"),
    Table(
      "result_set",
      "id,event,division,rubric_sha256,sheets,entries,decisions,revisions,ranking,ranking_sha256,state,computed INTEGER,computed_by,superseded_by,reason",
      from: "result_set WHERE event = $1 ORDER BY computed, id"),
    Table(
      "publication",
      "id,event,number INTEGER,document,document_sha256,published INTEGER,published_by,notice_until,reason",
      from: "publication WHERE event = $1 ORDER BY number"),
    Table(
      "publication_part", "publication,result_set",
      from:
        "publication_part WHERE publication IN (SELECT id FROM publication WHERE event = $1) ORDER BY publication, result_set"
    ),
    Table(
      "exam_gate",
      "participation,revision INTEGER,position INTEGER,gate,title_zh,title_en,minimum,state,value,carried_from,decided_by,decided INTEGER",
      from:
        "exam_gate WHERE participation IN (SELECT id FROM participation WHERE event = $1) ORDER BY participation, revision, position"
    ),
    Table(
      "certificate_status", "number,sequence INTEGER,state,at INTEGER,actor,reason,superseded_by",
      from:
        "certificate_status WHERE number IN (SELECT number FROM certificate WHERE event = $1) ORDER BY number, sequence"
    ),
    Table(
      "audit_entry",
      "chain,sequence INTEGER,at INTEGER,actor,act,subject,old,new,reason,touched,previous,hash",
      from: """
        audit_entry a WHERE subject = 'event:' || $1
          OR subject IN (SELECT 'division:' || id FROM division WHERE event = $1)
          OR subject IN (SELECT 'judge:' || id FROM judge WHERE event = $1)
          OR subject IN (SELECT 'entry:' || id FROM entry WHERE event = $1)
          OR subject IN (SELECT 'participation:' || id FROM participation WHERE event = $1)
          OR subject IN (SELECT 'sheet:' || id FROM sheet WHERE event = $1)
          OR subject IN (SELECT 'certificate:' || number FROM certificate WHERE event = $1)
        ORDER BY chain, sequence
        """),
  ]

  /// Copies the event's rows from the store into a new file, table by table.
  public static func copy(
    event: String, from store: any SQLTransaction, into file: any SQLTransaction
  ) throws {
    for table in tables {
      try file.run(table.definition)
      for row in try store.run(table.selection, .text(event)) { try file.run(table.insertion, row.values) }
    }
    // Checking goes from sheets to entries and back.
    try file.run("CREATE INDEX audit_entry_of_subject ON audit_entry (subject)")
    try file.run("CREATE INDEX sheet_revision_of_sheet ON sheet_revision (sheet)")
    // Of a certificate only what proves that it is the one: its facts and papers belong to its holder.
    try file.run(
      "CREATE TABLE certificate (number TEXT, kind TEXT, event TEXT, participation TEXT, cause TEXT, edition INTEGER, credential_sha256 TEXT, pdf_sha256 TEXT, key_id TEXT, issuer TEXT, issued INTEGER, sample INTEGER) STRICT"
    )
    let certificates = try store.run(
      "SELECT * FROM certificate WHERE event = $1 ORDER BY number", .text(event))
    for row in certificates {
      try file.run(
        "INSERT INTO certificate VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        [
          .text(try row.text("number")), .text(try row.text("kind")), .text(event),
          .text(try row.text("participation")), .text(try row.text("cause")),
          .integer(try row.integer("edition")), .text(sha256Hex(try row.text("credential").utf8)),
          .text(try row.text("pdf_sha256")), .text(try row.text("key_id")), .text(try row.text("issuer")),
          .integer(try row.integer("issued")), .integer(try row.integer("sample")),
        ])
    }
  }

  /// What in an exported event is not as it was recorded: entries, revisions, publications, rubrics, results.
  public static func faults(in file: any SQLTransaction) throws -> [Fault] {
    var faults: [Fault] = []
    func add(_ isRight: Bool, _ code: String, _ zh: String, _ en: String) {
      if !isRight { faults.append(Fault(code, zh: zh, en: en)) }
    }
    for row in try file.run("SELECT * FROM audit_entry ORDER BY chain, sequence") {
      let entry = try Audit.Entry(row)
      add(
        entry.hash == entry.expectedHash, "event-audit", "审计链 \(entry.chain) 第 \(entry.sequence) 条内容被改动",
        "audit chain \(entry.chain), entry \(entry.sequence) was edited")
    }
    for row in try file.run("SELECT sha256, bytes FROM rubric") {
      let name = try row.text("sha256")
      add(
        name == sha256Hex(try row.blob("bytes")), "event-rubric", "评分细则 \(name.prefix(12)) 被改动",
        "the rubric \(name.prefix(12)) was changed")
    }
    for row in try file.run("SELECT number, document, document_sha256 FROM publication ORDER BY number") {
      let number = try row.integer("number")
      add(
        try row.text("document_sha256") == sha256Hex(row.text("document").utf8), "event-publication",
        "第 \(number) 次公布的内容被改动", "publication \(number) was changed")
    }
    for row in try file.run("SELECT id, ranking, ranking_sha256 FROM result_set ORDER BY id") {
      let id = try row.text("id")
      add(
        try row.text("ranking_sha256") == sha256Hex(row.text("ranking").utf8), "event-result", "成绩 \(id) 被改动",
        "the result \(id) was changed")
    }
    let strays = try Audit.sheetStrays(in: file)
    return faults + strays.map(\.fault) + (try publicationsNotAudited(in: file))
  }

  /// Publications whose bytes are not those that the audit recorded when they were made.
  private static func publicationsNotAudited(in file: any SQLTransaction) throws -> [Fault] {
    let said = try file.run("SELECT new FROM audit_entry WHERE act = 'event.publish'").compactMap { row in
      try row.optionalText("new").flatMap { try? JSON(parsing: $0) }
    }
    let digests = Dictionary(
      said.map { ($0["publication"]?.string ?? "", $0["document"]?.string ?? "") }
    ) { _, last in last }
    return try file.run("SELECT id, number, document FROM publication ORDER BY number").compactMap { row in
      let digest = digests[try row.text("id")]
      guard digest != sha256Hex(try row.text("document").utf8) else { return nil }
      let number = try row.integer("number")
      return Fault(
        "event-publication", zh: "第 \(number) 次公布与审计记录不符",
        en: "publication \(number) is not what the audit recorded")
    }
  }
}
