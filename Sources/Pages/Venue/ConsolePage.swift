// The chief judge's console: every sheet's state, every device, differences to discuss, late sheets, and the acts on them.

public import Basics

/// An event while judging goes on, as the chief judge sees it.
public struct ConsolePage: Sendable {
  /// What became of one expected sheet.
  public enum Cell: String, Hashable, Sendable, CaseIterable {
    case late, discussion
    case onDevice = "on-device"
    case empty, partial, delivered, explained, signed, none
  }

  public struct Place: Hashable, Sendable {
    public var sheet: String
    public var cell: Cell

    public init(sheet: String, cell: Cell) {
      self.sheet = sheet
      self.cell = cell
    }
  }

  public struct Row: Hashable, Sendable {
    public var judge: String
    public var panel: Words
    /// One for each code; several runs give several.
    public var cells: [[Place]]

    public init(judge: String, panel: Words, cells: [[Place]]) {
      self.judge = judge
      self.panel = panel
      self.cells = cells
    }
  }

  public struct Matrix: Hashable, Sendable {
    public var title: Words
    public var codes: [String]
    public var rows: [Row]
    /// Differences that the reader may not see before signing for herself.
    public var hidden: Int

    public init(title: Words, codes: [String], rows: [Row], hidden: Int) {
      self.title = title
      self.codes = codes
      self.rows = rows
      self.hidden = hidden
    }
  }

  /// Judges differ more than the rubric allows.
  public struct Alarm: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable { case flag, discuss, block }

    /// Names the place in forms: division, code, round, panel, item.
    public var division: String
    public var code: String
    public var round: String
    public var panel: String
    public var item: String?
    public var name: Words
    public var panelTitle: Words
    public var action: Action
    /// Such as "12, allowed 10".
    public var difference: Words
    /// Judges' ids, names and what they gave.
    public var numbers: [(id: String, name: String, value: String)]
    /// Who recorded the discussion, and what was said.
    public var discussion: (by: String, reason: String)?
    public var isOpen: Bool

    public init(
      division: String, code: String, round: String, panel: String, item: String?, name: Words,
      panelTitle: Words, action: Action, difference: Words,
      numbers: [(id: String, name: String, value: String)],
      discussion: (by: String, reason: String)?, isOpen: Bool
    ) {
      self.division = division
      self.code = code
      self.round = round
      self.panel = panel
      self.item = item
      self.name = name
      self.panelTitle = panelTitle
      self.action = action
      self.difference = difference
      self.numbers = numbers
      self.discussion = discussion
      self.isOpen = isOpen
    }

    public static func == (left: Self, right: Self) -> Bool {
      left.key == right.key && left.isOpen == right.isOpen
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
    var key: String { [division, code, round, panel, item ?? ""].joined(separator: ".") }
  }

  public struct Device: Hashable, Sendable {
    public var id: String
    public var seen: Words
    public var unsent: Int
    public var stuck: Int
    public var isLost: Bool

    public init(id: String, seen: Words, unsent: Int, stuck: Int, isLost: Bool) {
      self.id = id
      self.seen = seen
      self.unsent = unsent
      self.stuck = stuck
      self.isLost = isLost
    }
  }

  public struct Judge: Hashable, Sendable {
    public var id: String
    public var name: String
    /// Such as "2 min ago"; nil: never.
    public var contact: Words?
    /// Nothing was heard for so long that somebody should look.
    public var isQuiet: Bool
    public var unsent: Int
    public var devices: [Device]
    public var isRevoked: Bool
    public var expected: Int
    public var settled: Int
    /// Sheets that a replacement could take over.
    public var open: Int

    public init(
      id: String, name: String, contact: Words?, isQuiet: Bool, unsent: Int, devices: [Device],
      isRevoked: Bool, expected: Int, settled: Int, open: Int
    ) {
      self.id = id
      self.name = name
      self.contact = contact
      self.isQuiet = isQuiet
      self.unsent = unsent
      self.devices = devices
      self.isRevoked = isRevoked
      self.expected = expected
      self.settled = settled
      self.open = open
    }
  }

  /// The sheet that was chosen in the matrix.
  public struct Chosen: Hashable, Sendable {
    public var sheet: String
    public var code: String
    public var judge: String
    public var panel: Words
    public var cell: Cell
    public var revision: Int
    /// Signed or closed, so that it can be opened again.
    public var isClosed: Bool
    /// Past revisions: number, when, who, why; no marks.
    public var history: [(revision: String, when: String, by: String, reason: String)]
    public var explanation: String?

    public init(
      sheet: String, code: String, judge: String, panel: Words, cell: Cell, revision: Int, isClosed: Bool,
      history: [(revision: String, when: String, by: String, reason: String)], explanation: String?
    ) {
      self.sheet = sheet
      self.code = code
      self.judge = judge
      self.panel = panel
      self.cell = cell
      self.revision = revision
      self.isClosed = isClosed
      self.history = history
      self.explanation = explanation
    }

    public static func == (left: Self, right: Self) -> Bool { left.sheet == right.sheet }
    public func hash(into hasher: inout Hasher) { hasher.combine(sheet) }
  }

  public var event: String
  public var title: Words
  public var matrices: [Matrix]
  public var alarms: [Alarm]
  public var late: [EventPage.Late]
  public var judges: [Judge]
  public var chosen: Chosen?
  /// The judge that the reader is herself, and how many sheets she has still to sign.
  public var own: (name: String, unsigned: Int)?
  public var ownID: String
  public var faults: [Fault]
  public var done: Words?
  public var mayDecide: Bool

  public init(
    event: String, title: Words, matrices: [Matrix], alarms: [Alarm], late: [EventPage.Late], judges: [Judge],
    chosen: Chosen? = nil, own: (name: String, unsigned: Int)? = nil, ownID: String = "",
    faults: [Fault] = [], done: Words? = nil, mayDecide: Bool
  ) {
    self.event = event
    self.title = title
    self.matrices = matrices
    self.alarms = alarms
    self.late = late
    self.judges = judges
    self.chosen = chosen
    self.own = own
    self.ownID = ownID
    self.faults = faults
    self.done = done
    self.mayDecide = mayDecide
  }

  var address: String { "/office/events/\(event)/console" }
}

extension ConsolePage.Cell {
  var sign: Sign {
    switch self {
    case .late: .attention
    case .discussion: .unknown
    case .onDevice: .info
    case .empty, .none: .empty
    case .partial: .working
    case .delivered: .delivered
    case .explained: .bad
    case .signed: .signed
    }
  }

  /// The words of part C.
  var words: Words {
    switch self {
    case .late: Words(zh: "迟到", en: "late")
    case .discussion: Words(zh: "待讨论", en: "in discussion")
    case .onDevice: Words(zh: "在设备上", en: "on the device")
    case .empty: Words(zh: "未开始", en: "not begun")
    case .partial: Words(zh: "填写中", en: "partly filled")
    case .delivered: Words(zh: "已送达", en: "delivered")
    case .explained: Words(zh: "已说明", en: "explained")
    case .signed: Words(zh: "已签名", en: "signed")
    case .none: Words(zh: "不需要", en: "not expected")
    }
  }
}
