// From the office's console to the page's: states in the page's words, times as people say them, judges by name.

internal import Basics
internal import Judging
internal import Office
internal import Pages
internal import Records
internal import Rubrics

extension ConsolePage.Cell {
  init(_ state: Console.State) {
    self =
      switch state {
      case .notBegun: .empty
      case .onDevice: .onDevice
      case .partial: .partial
      case .delivered: .delivered
      case .signed: .signed
      case .discussion: .discussion
      case .late: .late
      case .explained: .explained
      case .dropped: .none
      }
  }
}

extension ConsolePage {
  init(_ console: Console, mayDecide: Bool) {
    let names = Dictionary(console.judges.map { ($0.id, $0.name) }) { first, _ in first }
    let own = console.ownJudge.map { (name: names[$0] ?? $0, unsigned: console.ownUnsigned) }
    self.init(
      event: console.event.id, title: console.event.title,
      matrices: console.divisions.map(Matrix.init),
      alarms: console.divisions.flatMap { division in
        division.spreads.map {
          Alarm($0, division: division, names: names.merging(console.names) { first, _ in first })
        }
      }, late: console.late.map { EventPage.Late($0) },
      judges: console.judges.filter { $0.expected > 0 || !$0.devices.isEmpty || !$0.isRevoked }
        .map { Judge($0, now: console.now) },
      own: own, ownID: console.ownJudge ?? "", faults: console.faults, mayDecide: mayDecide)
  }
}

extension ConsolePage.Matrix {
  init(_ division: Console.Division) {
    let severalRounds = Set(division.rows.map(\.round)).count > 1
    self.init(
      title: division.title, codes: division.codes,
      rows: division.rows.map { row in
        let byCode = Dictionary(grouping: row.cells, by: \.code)
        return ConsolePage.Row(
          judge: row.name,
          panel: severalRounds
            ? Words(
              zh: "\(row.panelTitle.zh) · \(row.roundTitle[.zh])",
              en: "\(row.panelTitle[.en]) · \(row.roundTitle[.en])") : row.panelTitle,
          cells: division.codes.map { code in
            (byCode[code] ?? []).map { ConsolePage.Place(sheet: $0.sheet, cell: ConsolePage.Cell($0.state)) }
          })
      }, hidden: division.hiddenSpreads)
  }
}

extension ConsolePage.Alarm {
  init(_ spread: Spread, division: Console.Division, names: [String: String]) {
    let panel = division.rows.first { $0.panel == spread.panel }?.panelTitle
    let unit: Words =
      switch spread.unit {
      case .points: Words(zh: " 分", en: " marks")
      case .levels: Words(zh: " 档", en: " levels")
      case .percent: Words(zh: "%", en: "%")
      }
    self.init(
      division: division.id, code: spread.entry, round: spread.round, panel: spread.panel, item: spread.item,
      name: spread.name, panelTitle: panel ?? Words(zh: spread.panel, en: spread.panel),
      action: Action(rawValue: spread.action.rawValue) ?? .flag,
      difference: Words(
        zh: "相差 \(spread.difference.text)，允许 \(spread.allowed)\(unit.zh)",
        en: "they differ by \(spread.difference.text), \(spread.allowed)\(unit.en) allowed"),
      numbers: spread.numbers.map { ($0.judge, names[$0.judge] ?? $0.judge, $0.value.text) },
      discussion: spread.discussion.map { (by: names[$0.by] ?? $0.by, reason: $0.reason) },
      isOpen: spread.isOpen)
  }
}

extension ConsolePage.Judge {
  /// Seconds without a word after which somebody should look.
  private static let quiet = 120

  init(_ judge: Console.Judge, now: Instant) {
    self.init(
      id: judge.id, name: judge.name, contact: judge.lastContact.map { Self.ago($0, now) },
      isQuiet: judge.lastContact.map { $0.adding(seconds: Self.quiet) < now } ?? false
        && judge.settled < judge.expected,
      unsent: judge.unsent,
      devices: judge.devices.map { device in
        ConsolePage.Device(
          id: device.device, seen: Self.ago(device.seen, now), unsent: device.unsent, stuck: device.stuck,
          isLost: device.lost != nil)
      }, isRevoked: judge.isRevoked, expected: judge.expected, settled: judge.settled, open: judge.open)
  }

  /// How long ago, in the words of people.
  static func ago(_ moment: Instant, _ now: Instant) -> Words {
    let seconds = max(0, now.milliseconds - moment.milliseconds) / 1_000
    switch seconds {
    case ..<60: return Words(zh: "不到 1 分钟前", en: "less than a minute ago")
    case ..<3_600: return Words(zh: "\(seconds / 60) 分钟前", en: "\(seconds / 60) min ago")
    default: return Words(zh: moment.localText, en: moment.localText)
    }
  }
}
