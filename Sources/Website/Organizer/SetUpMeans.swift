// What setting events up and changing rubrics needs from other doors: QR codes, rubrics that come along, tables, sheets.

public import Basics
public import Office
public import Rubrics

/// Handed to the site by the program.
public struct SetUpMeans: Sendable {
  /// A text as a QR code: one `svg` element of the program's own making; nil where there is none.
  public var qr: @Sendable (String) -> String?
  /// Rubrics that come along.
  public var rubrics: [ShippedRubric]
  /// What changing rubrics in the browser needs.
  public var authoring: AuthoringMeans
  /// Where the site is reached from outside, such as `https://szcs.example.cn`; nil takes the address of the request.
  public var address: String?

  public init(
    qr: @escaping @Sendable (String) -> String? = { _ in nil }, rubrics: [ShippedRubric] = [],
    authoring: AuthoringMeans = AuthoringMeans(), address: String? = nil
  ) {
    self.qr = qr
    self.rubrics = rubrics
    self.authoring = authoring
    self.address = address
  }
}

/// Crafts of other doors for rubrics.
public struct AuthoringMeans: Sendable {
  /// A spreadsheet as a rubric file; notes tell what was added or understood kindly.
  public var fromTable: @Sendable ([UInt8]) -> Result<(xml: [UInt8], notes: [Fault]), Refusal>
  /// A rubric as a spreadsheet.
  public var toTable: @Sendable (Rubric, Language) -> [UInt8]
  /// Blank score sheets as a PDF.
  public var sheets: @Sendable (Rubric, Language) async throws -> [UInt8]

  public init(
    fromTable: @escaping @Sendable ([UInt8]) -> Result<(xml: [UInt8], notes: [Fault]), Refusal> = { _ in
      .failure(Refusal(Fault("table-reader", zh: "这里不能读表格", en: "there is no reader of tables here")))
    },
    toTable: @escaping @Sendable (Rubric, Language) -> [UInt8] = { _, _ in [] },
    sheets: @escaping @Sendable (Rubric, Language) async throws -> [UInt8] = { _, _ in [] }
  ) {
    self.fromTable = fromTable
    self.toTable = toTable
    self.sheets = sheets
  }
}
