// What stands between an event and its results: expected sheets that are neither signed nor explained, and what still waits for a decision.

public import Basics
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// A sheet that a result waits for.
public struct OpenSheet: Hashable, Sendable {
  public enum Why: String, Hashable, Sendable, CaseIterable {
    case undelivered
    /// Delivered, and the judge's name does not stand under it.
    case unsigned
    /// A device has changes of it that the server lacks.
    case unsent
    /// A late delivery waits for the chief judge.
    case late
    /// Typed from paper and not checked, or paper and device differ.
    case paper
  }

  public var sheet: String
  /// The blind code.
  public var entry: String
  public var judge: String
  public var round: String
  public var run: Int
  public var panel: String
  public var why: Why

  /// The sentence that a publication is refused with.
  public var fault: Fault {
    let (zh, en) = ("作品 \(entry)：评委 \(judge) 的评分表", "entry \(entry): the sheet of judge \(judge)")
    let explain = Words(
      zh: "等待，或由裁判长在控制台说明理由", en: "wait for it, or the chief judge explains it on the console")
    switch why {
    case .undelivered:
      return Fault(
        "sheet-undelivered", zh: zh + "还没有送达", en: en + " has not been delivered", suggestion: explain,
        entry: entry)
    case .unsigned:
      return Fault(
        "sheet-unsigned", zh: zh + "还没有签名", en: en + " is not signed", suggestion: explain, entry: entry)
    case .unsent:
      return Fault(
        "sheet-on-device", zh: zh + "在设备上还有未上传的修改", en: en + " has changes on a device that were not sent",
        suggestion: Words(zh: "让设备联网，或报失这台设备", en: "connect the device, or report it lost"), entry: entry)
    case .late:
      return Fault(
        "late-undecided", zh: zh + "有迟到的上传待裁判长决定", en: en + " has a late delivery that is not decided",
        suggestion: Words(zh: "在控制台采用或不采用", en: "admit or refuse it on the console"), entry: entry)
    case .paper:
      return Fault(
        "paper-unchecked", zh: zh + "的纸质录入还没有核对", en: en + " was typed from paper and not checked",
        suggestion: Words(zh: "完成第二遍录入和核对", en: "finish the second typing and the check"), entry: entry)
    }
  }
}

/// Everything about the sheets of one division that decides whether it can be closed.
struct SheetLedger: Sendable {
  var pages: [SheetPage]
  var excuses: [String: ExcuseRow]
  /// Sheets with unsent changes on a device that is not lost.
  var unsent: Set<String>
  var late: Set<String>
  var readings: [String: [Int: PaperReading]]
  /// Panels with at least one item that must be marked; the others write only what happened.
  var asking: Set<String>

  init(_ division: DivisionRow, plan: Plan, in transaction: any SQLTransaction) throws {
    pages = try transaction.sheetBook(ofDivision: division.id)
    excuses = try transaction.excuses(ofDivision: division.id)
    let reports = try transaction.deviceReports(ofEvent: division.event).filter { $0.lost == nil }
    unsent = ShowConsole.unsent(pages, reports: reports)
    late = Set(
      try transaction.waitingLateSheets(ofEvent: division.event).filter { $0.sheet.division == division.id }
        .map(\.sheet.id))
    readings = try transaction.readings(ofDivision: division.id)
    asking = Set(plan.slots.filter { !$0.isOptional }.map { plan.rubric.panels[$0.panel].id })
  }

  static func isMachine(_ judge: String) -> Bool { judge.hasPrefix("machine-") }

  /// Whether a signature or an explanation is due.
  func isExpected(_ page: SheetPage) -> Bool {
    page.entryStatus == "ok" && !page.code.isEmpty && !Self.isMachine(page.sheet.judge)
      && (page.sheet.revision > 0 || asking.contains(page.sheet.panel))
  }

  /// Why a page stands open; nil where all is well with it.
  func why(_ page: SheetPage) -> OpenSheet.Why? {
    let id = page.sheet.id
    if late.contains(id) { return .late }
    guard page.entryStatus == "ok", !page.code.isEmpty, !Self.isMachine(page.sheet.judge) else { return nil }
    let isSettled = page.sheet.state == .signed || excuses[id] != nil
    if unsent.contains(id), !isSettled { return .unsent }
    if readings[id] != nil, excuses[id]?.kind != .paper { return .paper }
    guard isExpected(page), !isSettled else { return nil }
    return page.sheet.revision == 0 ? .undelivered : .unsigned
  }

  var open: [OpenSheet] {
    pages.compactMap { page in
      guard let why = why(page) else { return nil }
      return OpenSheet(
        sheet: page.sheet.id, entry: page.code, judge: page.sheet.judge, round: page.sheet.round,
        run: page.sheet.run, panel: page.sheet.panel, why: why)
    }
  }

  /// Whether the delivered marks of a page enter the result.
  func counts(_ page: SheetPage) -> Bool {
    page.sheet.revision > 0 && !page.code.isEmpty && excuses[page.sheet.id]?.kind != .leftOut
  }

  /// Decision rows for judges of whom nothing is expected for an entry: never assigned there, or excused.
  ///
  /// Who marks in a panel and round is otherwise expected to mark every entry.
  func notExpected() -> [[String]] {
    struct Place: Hashable {
      var round: String
      var panel: String
    }
    var marking: [Place: Set<String>] = [:]
    var due: [Place: [String: Set<String>]] = [:]
    var codes: Set<String> = []
    for page in pages where !page.code.isEmpty && page.entryStatus == "ok" {
      let place = Place(round: page.sheet.round, panel: page.sheet.panel)
      codes.insert(page.code)
      if counts(page) { marking[place, default: []].insert(page.sheet.judge) }
      if excuses[page.sheet.id]?.kind != .leftOut {
        due[place, default: [:]][page.code, default: []].insert(page.sheet.judge)
      }
    }
    var rows: [[String]] = []
    for (place, judges) in marking {
      for code in codes {
        for judge in judges.subtracting(due[place]?[code] ?? []) {
          let excuse = pages.first {
            $0.code == code && $0.sheet.judge == judge && $0.sheet.panel == place.panel
              && $0.sheet.round == place.round && excuses[$0.sheet.id] != nil
          }.flatMap { excuses[$0.sheet.id] }
          rows.append([
            code, place.round, place.panel, "", "judge-excused", judge, excuse?.by ?? "system",
            excuse?.reason ?? "not assigned",
          ])
        }
      }
    }
    return rows.sorted { $0.joined(separator: "\u{1F}").precedesByBytes($1.joined(separator: "\u{1F}")) }
  }
}
