// Finds the sheets that the rows of a file belong to, and checks their values before anything is kept.

internal import Basics
internal import Judging
internal import Records
internal import SQL

/// The sheets of an event as an import needs them.
struct SheetGround: Sendable {
  private struct Kind: Hashable, Sendable {
    var rubric: String
    var panel: String
    var round: String
  }

  private var sheets: [String: SheetRow] = [:]
  private var sheetsOfEntry: [String: [SheetRow]] = [:]
  private var checks: [Kind: SheetCheck] = [:]
  /// Blind codes by entry id.
  private var codes: [String: String] = [:]
  /// Entry ids by code and by id.
  private var entries: [String: String] = [:]
  private var judges: [JudgeRow]

  init(event: String, rubrics: RubricShelf, in transaction: any SQLTransaction) throws {
    judges = try transaction.judges(ofEvent: event)
    for division in try transaction.divisions(ofEvent: event) {
      for entry in try transaction.entries(ofDivision: division.id) {
        entries[entry.id] = entry.id
        if let code = entry.code {
          entries[code] = entry.id
          codes[entry.id] = code
        }
      }
      let plan = try rubrics.plan(sha256: division.rubricSHA256, in: transaction)
      for sheet in try transaction.sheets(ofDivision: division.id) where !sheet.isRevoked {
        sheets[sheet.id] = sheet
        sheetsOfEntry[sheet.entry, default: []].append(sheet)
        let kind = Kind(rubric: sheet.rubricSHA256, panel: sheet.panel, round: sheet.round)
        if checks[kind] == nil { checks[kind] = SheetCheck(plan, panel: sheet.panel, round: sheet.round) }
      }
    }
  }

  private func check(of sheet: SheetRow) -> SheetCheck? {
    checks[Kind(rubric: sheet.rubricSHA256, panel: sheet.panel, round: sheet.round)]
  }

  private func offer(_ sheet: SheetRow, write: SheetWrite, base: Int?) -> SheetOffer {
    SheetOffer(
      sheet: sheet.id, entry: codes[sheet.entry] ?? sheet.entry,
      judge: judges.first { $0.id == sheet.judge }?.name ?? sheet.judge, write: write, base: base)
  }

  // Paper.

  /// Sheets of a table in the form of section 2 of the contract; `judge` is an id, or a name that nobody shares.
  func offers(_ table: Table) throws -> [SheetOffer] {
    let (places, wrong) = table.columns(
      required: ["entry", "judge", "item", "value"], optional: ["round", "run", "panel"])
    guard wrong.isEmpty else { throw Refusal(wrong) }
    guard !table.rows.isEmpty else {
      throw Refusal(
        Fault("sheets-empty", zh: "文件里没有评分", en: "there are no marks in the file", file: table.file))
    }
    var faults: [Fault] = []
    var order: [String] = []
    var values: [String: [(item: String, text: String, row: Int)]] = [:]
    for (index, row) in table.rows.enumerated() {
      let line = table.rowNumbers[index]
      func cell(_ name: String) -> String { places[name].map { row[$0].foldedToPlain } ?? "" }
      do throws(Refusal) {
        let sheet = try self.sheet(
          entry: cell("entry"), judge: places["judge"].map { row[$0].trimmed } ?? "", item: cell("item"),
          round: cell("round"), run: cell("run"), panel: cell("panel"), place: places)
        if values[sheet.id] == nil { order.append(sheet.id) }
        guard values[sheet.id]?.contains(where: { $0.item == cell("item") }) != true else {
          throw Refusal(
            Fault("sheets-repeated", zh: "同一项出现两次", en: "the same item stands twice on this sheet"))
        }
        values[sheet.id, default: []].append((cell("item"), cell("value"), line))
      } catch {
        faults += error.faults.map { $0.placed(in: table.file, row: line) }
      }
    }
    var offers: [SheetOffer] = []
    for id in order {
      guard let sheet = sheets[id], let rows = values[id] else { continue }
      let found = check(of: sheet)?.findings(in: rows.map { ($0.item, $0.text) }) ?? []
      faults += found.map { finding in
        var fault = finding.fault.placed(
          in: table.file, row: rows.first { $0.item == finding.item }?.row ?? 1)
        fault.column = places["value"].map { $0 + 1 }
        return fault
      }
      offers.append(offer(sheet, write: Self.paper(sheet, rows.map { ($0.item, $0.text) }), base: nil))
    }
    guard faults.isEmpty else {
      throw Refusal(
        faults.enumerated().sorted { ($0.element.row ?? 0, $0.offset) < ($1.element.row ?? 0, $1.offset) }
          .map(\.element))
    }
    return offers
  }

  /// The same marks of the same sheet are the same write, so that a file may come twice.
  private static func paper(_ sheet: SheetRow, _ values: [(item: String, text: String)]) -> SheetWrite {
    let given = values.filter { !$0.text.isEmpty }
    let marks = JSON.object(given.map { ($0.item, .string($0.text)) }).canonical
    let hash = sha256Hex(Array(marks.utf8))
    let write = "paper-" + sha256Hex(Array("\(sheet.id)\n\(hash)".utf8)).prefix(32)
    return SheetWrite(
      sheet: sheet.id, writeID: write, marks: marks, hash: hash,
      bodyHash: sha256Hex(Array("\(write)\n\(hash)".utf8)), device: "paper", sequence: 0, savedWall: nil,
      by: "system")
  }

  private func sheet(
    entry code: String, judge name: String, item: String, round: String, run: String, panel: String,
    place: [String: Int]
  ) throws(Refusal) -> SheetRow {
    func refusal(_ code: String, _ zh: String, _ en: String, _ column: String, _ near: Words? = nil)
      -> Refusal
    {
      Refusal(Fault(code, zh: zh, en: en, suggestion: near, column: place[column].map { $0 + 1 }))
    }
    guard let entry = entries[code] else {
      let near = nearestName(to: code, in: Array(codes.values)).map { Words(zh: $0, en: $0) }
      throw refusal(
        "sheets-entry-unknown", "没有作品 \(code)", "there is no entry \(code)", "entry", near)
    }
    let named =
      judges.filter { $0.id == name }.isEmpty
      ? judges.filter { $0.name == name } : judges.filter { $0.id == name }
    guard named.count == 1, let judge = named.first else {
      throw named.isEmpty
        ? refusal("sheets-judge-unknown", "没有评委“\(name)”", "there is no judge “\(name)”", "judge")
        : refusal(
          "sheets-judge-shared", "有几位评委都叫“\(name)”", "several judges are called “\(name)”", "judge",
          Words(
            zh: "写编号：" + named.map(\.id).joined(separator: "、"),
            en: "write the id: " + named.map(\.id).joined(separator: ", ")))
    }
    guard run.isEmpty || Int(run).map({ $0 >= 1 }) == true else {
      throw refusal("sheets-run", "第几次“\(run)”不是正整数", "run “\(run)” is no whole number from 1", "run")
    }
    let expected = (sheetsOfEntry[entry] ?? []).filter { $0.judge == judge.id }
    let fitting = expected.filter { sheet in
      sheet.run == (Int(run) ?? 1) && (round.isEmpty || sheet.round == round)
        && (panel.isEmpty || sheet.panel == panel)
    }
    guard !fitting.isEmpty else {
      throw refusal(
        "sheets-not-expected", "评委 \(judge.name) 没有作品 \(code) 的评分表",
        "judge \(judge.name) has no sheet for entry \(code)"
          + (expected.isEmpty ? "" : " in this round, run and panel"),
        "judge", Words(zh: "先安排执裁并生成评分表", en: "assign the judge and make the sheets first"))
    }
    let holding = fitting.filter { check(of: $0)?.slots.contains { $0.id == item } == true }
    guard let sheet = holding.first else {
      let known = fitting.flatMap { check(of: $0)?.slots.map(\.id) ?? [] }
      throw refusal(
        "sheets-item-unknown", "评委 \(judge.name) 的评分表没有评分项“\(item)”",
        "the sheet of judge \(judge.name) has no item “\(item)”", "item",
        nearestName(to: item, in: known).map { Words(zh: $0, en: $0) })
    }
    guard holding.count == 1 else {
      throw refusal(
        "sheets-ambiguous", "评分项“\(item)”在几张评分表上", "item “\(item)” stands on several sheets of this judge",
        "item",
        Words(zh: "写明 round 或 panel", en: "say which round or panel"))
    }
    return sheet
  }

  // A device.

  /// Sheets that a device saved; each is read as strictly as over the network.
  func offers(_ device: DeviceFile) throws -> [SheetOffer] {
    var faults: [Fault] = []
    var offers: [SheetOffer] = []
    for (index, item) in device.items.enumerated() {
      let number = index + 1
      func add(_ fault: Fault) {
        var placed = fault.placed(in: device.file)
        placed.words = Words(
          zh: "第 \(number) 张评分表：\(fault.words.zh)", en: "sheet \(number) of the file: \(fault.words.en)")
        placed.entry = sheets[item.sheet].flatMap { codes[$0.entry] }
        faults.append(placed)
      }
      guard let sheet = sheets[item.sheet] else {
        add(Fault("sheet-unknown", zh: "没有评分表 \(item.sheet)", en: "there is no sheet \(item.sheet)"))
        continue
      }
      guard item.body.rubricSHA256 == sheet.rubricSHA256 else {
        add(Fault("sheet-other-rubric", zh: "评分细则已更换", en: "it belongs to another rubric"))
        continue
      }
      let found = check(of: sheet)?.findings(in: item.body.values) ?? []
      for finding in found { add(finding.fault) }
      let body = item.body
      let write = SheetWrite(
        sheet: sheet.id, writeID: item.writeID, marks: body.marks, hash: body.hash,
        bodyHash: body.digest(sheet: sheet.id), device: body.device, sequence: body.sequence,
        savedWall: body.savedWall, remarks: body.remarks, by: "judge:\(sheet.judge)")
      offers.append(offer(sheet, write: write, base: item.base))
    }
    guard faults.isEmpty else { throw Refusal(faults) }
    return offers
  }
}

extension Fault {
  /// The same fault in a row of a table, unless it has a place of its own.
  fileprivate func placed(in file: String?, row: Int) -> Fault {
    var copy = self
    copy.file = file ?? copy.file
    copy.row = row
    return copy
  }
}
