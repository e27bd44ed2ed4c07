// What the chief judge sees while judging goes on: every sheet's state, every device, every difference, what came late. No marks but those that differ.

public import Basics
public import Judging
public import Records

/// One event on the chief judge's console.
public struct Console: Sendable {
  /// How far a sheet is.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case notBegun = "empty"
    /// A device has reported changes that the server does not have.
    case onDevice = "on-device"
    /// Delivered with values missing.
    case partial
    case delivered
    case signed
    /// Judges differ and nobody has settled it.
    case discussion
    /// Something arrived after the door was closed.
    case late
    /// Explained instead of signed.
    case explained
    /// The entry takes no part.
    case dropped
  }

  public struct Cell: Hashable, Sendable {
    public var sheet: String
    public var code: String
    public var run: Int
    public var state: State
    public var revision: Int
    public var isLocked: Bool
  }

  /// A judge in a panel and round.
  public struct Row: Hashable, Sendable {
    public var judge: String
    public var name: String
    public var panel: String
    public var panelTitle: Words
    public var round: String
    public var roundTitle: Words
    /// By code, then run.
    public var cells: [Cell]
  }

  public struct Division: Sendable {
    public var id: String
    public var title: Words
    public var codes: [String]
    public var rows: [Row]
    /// Differences that may be shown, the open ones first.
    public var spreads: [Spread]
    /// Differences on entries that the caller has still to sign for herself.
    public var hiddenSpreads: Int
  }

  /// A judge with her devices.
  public struct Judge: Hashable, Sendable {
    public var id: String
    public var name: String
    /// The latest of what the devices said and what they delivered.
    public var lastContact: Instant?
    /// Sheets that her devices hold and the server does not.
    public var unsent: Int
    public var devices: [DeviceReport]
    public var isRevoked: Bool
    /// Sheets expected of her and how many of them are signed or explained.
    public var expected: Int
    public var settled: Int
    /// Sheets that nobody has delivered, which a replacement could take over.
    public var open: Int
  }

  public var event: EventRow
  public var rules: VenueRules
  public var divisions: [Division]
  public var judges: [Judge]
  public var late: [WaitingLateSheet]
  /// The judge that the caller is herself.
  public var ownJudge: String?
  /// Sheets that the caller must sign before she sees others' marks.
  public var ownUnsigned: Int
  /// Names by actor of those who recorded discussions.
  public var names: [String: String]
  /// What the computation says against the records, where it refuses them.
  public var faults: [Fault]
  public var now: Instant
}
