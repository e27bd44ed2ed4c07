// What a judge's device downloads once: the forms, its whole queue by blind code, and every sheet as it stands.

public import Basics
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// Gathers a judge's work.
///
/// Names of contestants are nowhere in it.
public struct Bootstrap: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Everything that the device needs, as one document.
  ///
  /// ```
  /// {"storeId","serverTime","eventVersion","judge":{"id","name"},"event":{"id","title","day","kind","sample"},
  ///  "forms":{"<form>":RubricForm},
  ///  "sheets":[{"id","code","division","round","run","panel","form","rubricSha","rev","etag","hash","state",
  ///             "locked","withdrawn","values","device","seq","receipt"}],
  ///  "late":[{"writeId","sheet","state","reason"}]}
  /// ```
  /// `state` is `empty`, `delivered` or `signed`; codes stand in byte order.
  /// - Returns: nil where the caller is no judge.
  public func callAsFunction(_ caller: Caller) async throws -> JSON? {
    guard case .judge(let id, let event) = caller.who else { return nil }
    let now = ports.now()
    let rubrics = ports.rubrics
    return try await ports.engine.read { transaction in
      guard let judge = try transaction.judge(id), let event = try transaction.event(event) else {
        return nil
      }
      var forms: [(String, JSON)] = []
      var sheets: [JSON] = []
      for page in try transaction.sheetBook(ofJudge: id) where !page.code.isEmpty {
        let sheet = page.sheet
        let form = "\(sheet.rubricSHA256.prefix(16)).\(sheet.panel).\(sheet.round)"
        if !forms.contains(where: { $0.0 == form }) {
          let plan = try rubrics.plan(sha256: sheet.rubricSHA256, in: transaction)
          guard let found = RubricForm(plan.rubric, panel: sheet.panel, round: sheet.round) else { continue }
          forms.append((form, found.json))
        }
        let receipt =
          sheet.state == .signed
          ? try transaction.signature(ofSheet: sheet.id, revision: sheet.revision)?.receipt : nil
        sheets.append(Self.json(of: page, form: form, receipt: receipt))
      }
      let late = try transaction.lateSheets(ofJudge: id).map { line in
        JSON.object([
          ("writeId", .string(line.writeID)), ("sheet", .string(line.sheet)), ("state", .string(line.state)),
          ("reason", .optional(line.reason)),
        ])
      }
      return .object([
        ("storeId", .string(try transaction.storeFact("id") ?? "")),
        ("serverTime", .integer(now.milliseconds)),
        ("eventVersion", .string(try transaction.version(ofEvent: event.id))),
        ("judge", .object([("id", .string(judge.id)), ("name", .string(judge.name))])),
        (
          "event",
          .object([
            ("id", .string(event.id)),
            ("title", .object([("zh", .string(event.title.zh)), ("en", .string(event.title.en))])),
            ("day", .string(event.day.text)), ("kind", .string(event.kind.rawValue)),
            ("sample", .bool(event.isSample)),
          ])
        ),
        ("forms", .object(forms)), ("sheets", .array(sheets)), ("late", .array(late)),
      ])
    }
  }

  private static func json(of page: SheetPage, form: String, receipt: String?) -> JSON {
    let sheet = page.sheet
    let state = sheet.state == .signed ? "signed" : sheet.revision == 0 ? "empty" : "delivered"
    return .object([
      ("id", .string(sheet.id)), ("code", .string(page.code)), ("division", .string(sheet.division)),
      ("round", .string(sheet.round)), ("run", .integer(sheet.run)), ("panel", .string(sheet.panel)),
      ("form", .string(form)), ("rubricSha", .string(sheet.rubricSHA256)), ("rev", .integer(sheet.revision)),
      ("etag", .string("\"r\(sheet.revision)\"")), ("hash", .optional(page.hash)), ("state", .string(state)),
      ("locked", .bool(sheet.isLocked)), ("withdrawn", .bool(page.entryStatus == "withdrawn")),
      ("values", page.marks.flatMap { try? JSON(parsing: $0) } ?? .members([])),
      ("notes", page.remarks.flatMap { try? JSON(parsing: $0) }?["notes"] ?? .members([])),
      ("device", .optional(page.device)),
      ("seq", .optional(page.sequence)), ("receipt", .optional(receipt)),
    ])
  }
}
