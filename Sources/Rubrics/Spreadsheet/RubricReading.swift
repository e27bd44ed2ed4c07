// A workbook as a rubric: the sheets that it has, usual values for those that a plain marking scheme lacks.

public import Basics

/// A rubric that a workbook gave, with what was understood kindly or added.
public struct RubricOfWorkbook: Hashable, Sendable {
  public var rubric: Rubric
  public var notes: [Fault]
}

/// The rubric in a workbook's sheets, or every fault at its sheet, row and column.
///
/// A workbook with a sheet of settings is taken as it stands. One without is a plain marking scheme, such as a CIS
/// export or a list of items and marks: panels, rounds, rounding and ids that it lacks get usual values, each with a
/// note. The lines of the rubric's parts are not lines of a file.
public func rubric(from workbook: Workbook) -> Result<RubricOfWorkbook, Refusal> {
  var reading = WorkbookReading(workbook)
  let rubric = reading.rubric()
  reading.checkIdleCells()
  var faults = reading.faults
  // What follows from a sheet that could not be read would only confuse.
  let base = [RubricForms.scheme, RubricForms.rounds, RubricForms.panels].compactMap { reading[$0]?.name }
  if !reading.isUnsure, reading.unsureSheets.isDisjoint(with: base) {
    faults += check(rubric).compactMap { reading.placed($0) }
  }
  guard faults.isEmpty else { return .failure(Refusal(faults)) }
  return .success(RubricOfWorkbook(rubric: rubric.withoutPlaces, notes: workbook.notes + reading.notes))
}

extension WorkbookReading {
  /// A fault of a rule, whose line says sheet and row, where a person finds it; nil where its sheet is unsure.
  fileprivate func placed(_ fault: Fault) -> Fault? {
    let (index, row) = (fault.line ?? 0).quotientAndRemainder(dividingBy: FoundRow.rowsInLine)
    guard workbook.sheets.indices.contains(index), row > 0 else {
      return Fault(
        fault.code, zh: fault.words.zh, en: fault.words.en, suggestion: fault.suggestion, file: workbook.file)
    }
    let sheet = workbook.sheets[index].name
    guard !unsureSheets.contains(sheet) else { return nil }
    return .inSheet(
      fault.code, sheet, row: row, column: nil, zh: fault.words.zh, en: fault.words.en,
      suggestion: fault.suggestion, file: workbook.file)
  }

  fileprivate mutating func rubric() -> Rubric {
    let papers = theory()
    let judged = deviations()
    var draft = SchemeDraft(isPlain: isPlain)
    if let sheet = self[RubricForms.scheme] {
      readScheme(sheet, into: &draft)
    } else if faults.isEmpty {
      let list = RubricForms.scheme.name
      fault(
        "table-no-scheme", zh: "没有评分项：没有名为“\(list.zh)”的工作表，也没有带“评分项”和“满分”两列的工作表",
        en: "there is no sheet called \"\(list.en)\" and none with columns Aspect Description and Max Mark",
        Words(zh: "从 sizhou rubric to-table 的表开始改", en: "start from a file of sizhou rubric to-table"))
    }
    draft.rounding = ownRounding(draft)
    let panels = panels(judged.panels, draft)
    let modules = modules(
      of: draft, panels: panels, papers: papers, deviations: judged.criteria)
    return Rubric(
      id: settingID(), version: settingVersion(), schemaVersion: schemaVersion(),
      kind: choice(setting("kind"), "kind") ?? .contest, sha256: "", label: title(), occupation: occupation(),
      panels: panels, modules: modules, rounds: rounds(modules), results: results(modules))
  }
}

// Settings.
extension WorkbookReading {
  /// The file's name without folders and ending.
  private var fileName: String {
    let last = workbook.file?.split(separator: "/").last.map { String($0) } ?? ""
    return last.firstIndex(of: ".").map { String(last[..<$0]) } ?? last
  }

  private mutating func settingID() -> String {
    if let id = id(setting("id"), "id") { return id }
    let plain = String(
      fileName.foldedToPlain.map { $0 == " " ? "-" : $0 }.filter { isID("a\($0)") }
        .drop { !isID(String($0)) }.prefix(64))
    let id = isID(plain) ? plain : "rubric"
    if setting("id")["id"].isEmpty {
      note("table-default-id", zh: "没有写编号，用 \(id)", en: "there is no id; \(id) is used")
    }
    return id
  }

  private mutating func settingVersion() -> Int { count(setting("version"), "version") ?? 1 }

  private mutating func schemaVersion() -> String {
    let row = setting("schema")
    guard let text = text(row, "schema")?.foldedToPlain else { return "1.1" }
    // A spreadsheet makes 1 of 1.0.
    let version = text == "1" ? "1.0" : text
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0] == "1", let minor = Int(parts[1]), (0...999).contains(minor) {
      return version
    }
    fault(
      "table-value", row, "schema", zh: "“\(text)”不对", en: "\"\(text)\" is wrong",
      Words(zh: "写 1.1", en: "write 1.1"))
    return "1.1"
  }

  private mutating func title() -> Label {
    let (row, hint) = (setting("title"), setting("hint"))
    let hintWords = words(hint, "hint")
    if let title = words(row, "title") { return Label(title: title, hint: hintWords) }
    guard isPlain else {
      missing(row, "title", Words(zh: "名称", en: "the title"))
      return Label(title: Words(zh: "", en: ""), hint: hintWords)
    }
    let above = self[RubricForms.scheme]?.above.lazy.flatMap(\.cells).first { !$0.isEmpty }
    let text = (above ?? (fileName.isEmpty ? "评分细则" : fileName)).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    note("table-default-title", zh: "没有写名称，用“\(text)”", en: "there is no title; \"\(text)\" is used")
    return Label(title: Words(zh: text, en: text), hint: hintWords)
  }

  private mutating func occupation() -> Occupation? {
    let level = whole(setting("level"), "level", 1...5)
    if let code = text(setting("occupation"), "occupation") { return Occupation(code: code, level: level) }
    if level != nil {
      missing(setting("level"), "level", Words(zh: "职业编码", en: "the occupation code"))
    }
    return nil
  }
}
