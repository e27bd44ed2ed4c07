// `sizhou tally`: a rubric and tables in, a ranking or one explained result out.

import ArgumentParser
import Basics
import Judging
import Rubrics

struct TallyCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json }

  static let configuration = CommandConfiguration(
    commandName: "tally", abstract: "按细则计算成绩与名次 / compute results and places by a rubric.")

  @Option(help: "评分细则 XML / the rubric file.") var rubric: String
  @Option(
    help:
      "分数表，CSV 或 XLSX（文件.xlsx#工作表）/ the marks, CSV or XLSX (FILE.xlsx#SHEET): entry,judge,item,value[,round,run,panel]."
  ) var sheets: String
  @Option(help: "参赛名单 / the entries: names, divisions, states, factors, times.") var entries: String?
  @Option(help: "裁定表 / decisions on record.") var decisions: String?
  @Option(help: "table、csv 或 json / output form.") var format: Format = .table
  @Option(help: "只说明这一件作品的成绩由来（可重复）/ explain one entry (repeatable).") var explain: [String] = []
  @Option(name: .customLong("without"), help: "如果没有这位评委（可重复）/ what if this judge were left out (repeatable).")
  var without: [String] = []
  @Option(
    name: .customLong("change"),
    help: "如果这个分数不同：作品,评委,项目[@轮次[.次]]=值（可重复）/ what if: ENTRY,JUDGE,ITEM[@ROUND[.RUN]]=VALUE (repeatable).")
  var changes: [String] = []
  @Flag(help: "名次有多稳：去掉任一评委、任一分数动一档、评委重新抽取 / how firm the ranking is.") var robustness = false
  @Option(help: "重新抽取评委所用的种子 / seed of the resampling.") var seed: UInt64 = 2026
  @Option(help: "CSV 的编码 / encoding of the tables (default: BOM, UTF-8, GB18030).") var encoding: String?
  @OptionGroup var language: LanguageOption

  func validate() throws {
    for change in changes where MarkChange(change) == nil {
      throw ValidationError(
        "--change \(change)：应写成 作品,评委,项目[@轮次[.次]]=值 / must be ENTRY,JUDGE,ITEM[@ROUND[.RUN]]=VALUE")
    }
    if robustness, !explain.isEmpty || format == .csv {
      throw ValidationError("--robustness 不能与 --explain、csv 合用 / cannot be used with --explain or csv")
    }
  }

  func run() async throws {
    let words = language.value
    var faults: [Fault] = []
    var notes: [Fault] = []
    var sheetsTable: Table?
    let rubricBytes = try contents(of: rubric, limit: RubricDoor.limit, language: words)
    let rubricResult = RubricDoor.read(rubricBytes, file: rubric)
    if case .failure(let refusal) = rubricResult { faults += refusal.faults }
    func table(_ path: String) throws -> Table? {
      switch try readTable(in: path, encoding: encoding, language: words) {
      case .success(let table):
        notes += table.notes
        return table
      case .failure(let refusal):
        faults += refusal.faults
        return nil
      }
    }
    sheetsTable = try table(sheets)
    let entriesTable = try entries.flatMap { try table($0) }
    let decisionsTable = try decisions.flatMap { try table($0) }
    guard faults.isEmpty, case .success(let rule) = rubricResult, let sheetsTable else {
      try refuse(Refusal(faults), rubric: (try? rubricResult.get()).map(Self.name) ?? .null, notes)
    }
    do {
      let (plan, book) = try Tally.read(
        rubric: rule, sheets: sheetsTable, entries: entriesTable, decisions: decisionsTable)
      let (asked, asking) = try whatIf(book, plan)
      try show(Tally(plan: plan, book: asked), notes + asking, words)
    } catch let refusal as Refusal {
      try refuse(refusal, rubric: Self.name(rule), notes)
    }
  }

  /// The marks of the question asked, and notes that say what was asked.
  private func whatIf(_ marks: MarkBook, _ plan: Plan) throws -> (MarkBook, [Fault]) {
    guard !without.isEmpty || !changes.isEmpty else { return (marks, []) }
    var (book, faults) = marks.leavingOut(without, plan: plan)
    if faults.isEmpty { faults = book.apply(changes.compactMap { MarkChange($0) }, plan: plan) }
    guard faults.isEmpty else { throw Refusal(faults) }
    let notes =
      without.map {
        Fault("what-if-without", zh: "假设：没有评委 \($0)", en: "what if: without judge \($0)")
      }
      + changes.map { Fault("what-if-change", zh: "假设：\($0)", en: "what if: \($0)") }
    return (book, notes)
  }

  private static func name(_ rubric: Rubric) -> JSON {
    Tally.rubric(id: rubric.id, version: rubric.version, sha256: rubric.sha256)
  }

  private func refuse(_ refusal: Refusal, rubric: JSON, _ notes: [Fault]) throws -> Never {
    if format == .json {
      Console.print(Tally.refused(refusal, rubric: rubric, notes: notes, language.value).pretty)
    }
    for fault in refusal.faults { Console.say(fault.sentence(language.value)) }
    throw Exit.invalid
  }

  private func showRobustness(_ tally: Tally, _ notes: [Fault], _ words: Language) throws {
    var shown = -1
    let report = Robustness(of: tally, seed: seed) { done in
      let percent = Int(done * 100)
      guard percent / 10 > shown else { return }
      shown = percent / 10
      Console.say("\(percent)%")
    }
    if format == .json {
      guard case .members(let members) = tally.json(notes: notes, words) else { return }
      Console.print(
        JSON.members(members + [JSON.Member(key: "robustness", value: report.json)]).pretty)
    } else {
      for note in notes { Console.say(note.sentence(words)) }
      for fault in tally.standing.faults { Console.say(fault.sentence(words)) }
      Console.print(report.text(words))
    }
    if !tally.standing.isComplete { throw Exit.no }
  }

  private func show(_ tally: Tally, _ notes: [Fault], _ words: Language) throws {
    if robustness { return try showRobustness(tally, notes, words) }
    if !explain.isEmpty { return try showExplanations(tally, notes, words) }
    switch format {
    case .json: Console.print(tally.json(notes: notes, words).pretty)
    case .csv: Console.print(csv(header: TallyTable.header(tally), rows: TallyTable.rows(tally)))
    case .table: Console.print(TallyTable.text(tally, words))
    }
    if format != .json {
      for note in notes + tally.standing.notes { Console.say(note.sentence(words)) }
      for fault in tally.standing.faults { Console.say(fault.sentence(words)) }
    }
    if !tally.standing.isComplete { throw Exit.no }
  }

  /// One explanation, or several one after the other; as JSON one object, or a list of them.
  private func showExplanations(_ tally: Tally, _ notes: [Fault], _ words: Language) throws {
    let lines = Dictionary(
      tally.standing.lines.map { ($0.entry.id, $0) }, uniquingKeysWith: { first, _ in first })
    let unknown = explain.filter { lines[$0] == nil }.map { id in
      Fault("entry-unknown", zh: "没有作品 \(id)", en: "there is no entry \(id)", entry: id)
    }
    guard unknown.isEmpty else { try refuse(Refusal(unknown), rubric: Self.name(tally.plan.rubric), notes) }
    let explanations = explain.compactMap { lines[$0] }.map { tally.explain($0) }
    if format == .json {
      let event = tally.explainedEvent
      let documents = explanations.map { $0.json(words, in: event) }
      Console.print((documents.count == 1 ? documents[0] : .array(documents)).pretty)
    } else {
      for note in notes { Console.say(note.sentence(words)) }
      Console.print(explanations.map { $0.text(words) }.joined(separator: "\n"))
    }
    let isOpen = explanations.contains { explanation in
      let asks = explanation.status == "blocked" || explanation.status == "ok"
      return asks && !explanation.faults.isEmpty
    }
    if isOpen { throw Exit.no }
  }
}

/// A tally as rows.
enum TallyTable {
  static func header(_ tally: Tally) -> [String] {
    ["order", "place", "divisionPlace", "entry", "name", "division", "status", "passed", "total", "awards"]
      + (tally.standing.lines.first.map { tally.parts(of: $0).map { "\($0.round)/\($0.id)" } } ?? [])
  }

  static func rows(_ tally: Tally) -> [[String]] {
    tally.standing.lines.map { line in
      let blocked = line.status == "blocked"
      return [
        String(line.order), line.place ?? "", line.divisionPlace ?? "", line.entry.id, line.entry.name ?? "",
        line.entry.division ?? "", line.status,
        blocked ? "" : line.result.passed.map { $0 ? "true" : "false" } ?? "",
        line.place == nil ? "" : tally.totalText(line.result) ?? "",
        line.awards.joined(separator: " "),
      ] + tally.parts(of: line).map { blocked ? "" : decimal($0.value ?? "") }
    }
  }

  /// A spreadsheet would take `521/6` for a date: fractions are written to six decimals there.
  private static func decimal(_ text: String) -> String {
    let parts = text.split(separator: "/")
    guard parts.count == 2, let top = Int128(parts[0]), let bottom = Int128(parts[1]) else { return text }
    return Rational(top, over: bottom).rounded(to: 6).text
  }

  static func text(_ tally: Tally, _ language: Language) -> String {
    let zh = language == .zh
    let hasDivisions = tally.standing.lines.contains { $0.entry.division != nil }
    let hasNames = tally.standing.lines.contains { $0.entry.name != nil }
    let hasPass = tally.plan.rubric.results.pass != nil
    var head = [zh ? "名次" : "place"]
    if hasDivisions { head += zh ? ["组别", "组内"] : ["division", "in it"] }
    head += zh ? ["作品", "总分"] : ["entry", "total"]
    if hasNames { head.append(zh ? "名称" : "name") }
    if hasPass { head.append(zh ? "合格" : "passed") }
    head += zh ? ["奖项", "状态"] : ["awards", "status"]
    let titles = Dictionary(
      (tally.plan.rubric.results.awards?.awards ?? []).map { ($0.id, $0.label.title[language]) },
      uniquingKeysWith: { first, _ in first })
    let rows = tally.standing.lines.map { line in
      var row = [line.place ?? "-"]
      if hasDivisions { row += [line.entry.division ?? "", line.divisionPlace ?? ""] }
      row += [line.entry.id, line.place == nil ? "" : tally.totalText(line.result) ?? ""]
      if hasNames { row.append(line.entry.name ?? "") }
      if hasPass { row.append(line.result.passed == true ? (zh ? "是" : "yes") : (zh ? "否" : "no")) }
      row.append(line.awards.map { titles[$0] ?? $0 }.joined(separator: zh ? "、" : ", "))
      row.append(line.status == "ok" ? "" : line.status)
      return row
    }
    let rubric = tally.plan.rubric
    let title =
      "\(rubric.label.title[language]) · \(rubric.id) v\(rubric.version) · \(rubric.sha256.prefix(12))\n\n"
    return title + columns([head] + rows, rightAligned: [0])
  }
}
