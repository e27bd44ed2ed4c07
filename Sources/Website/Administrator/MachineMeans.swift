// What the administrator's pages need from the program: copies, their place, and the examination of the data folder.

public import Basics
public import Office

/// Handed to the site by the program.
public struct MachineMeans: Sendable {
  /// Where automatic copies go.
  public struct Medium: Sendable {
    public enum State: Sendable { case good, missing, sameDisk, full }

    public var path: String
    public var state: State
    public var copies: [(at: Instant, megabytes: Int)]

    public init(path: String, state: State, copies: [(at: Instant, megabytes: Int)]) {
      self.path = path
      self.state = state
      self.copies = copies
    }
  }

  /// A copy made for somebody to take away; read piece by piece and removed afterwards.
  public struct Parcel: Sendable {
    public var name: String
    public var bytes: Int
    /// The next piece; empty at the end.
    public var next: @Sendable () throws -> [UInt8]
    public var remove: @Sendable () -> Void

    public init(
      name: String, bytes: Int, next: @escaping @Sendable () throws -> [UInt8],
      remove: @escaping @Sendable () -> Void
    ) {
      self.name = name
      self.bytes = bytes
      self.next = next
      self.remove = remove
    }
  }

  /// Nil where no place was chosen.
  public var medium: @Sendable () async -> Medium?
  /// Sticks and disks of the machine on which one may write.
  public var found: @Sendable () -> [String]
  /// Chooses the place; throws `Refusal` where it is none.
  public var choose: @Sendable (_ path: String) async throws -> Void
  /// Makes a copy there now; throws `Refusal`.
  public var copy: @Sendable (_ actor: String) async throws -> Void
  public var parcel: @Sendable (_ actor: String) async throws -> Parcel
  public var examine: @Sendable () async throws -> [Finding]

  public init(
    medium: @escaping @Sendable () async -> Medium?, found: @escaping @Sendable () -> [String],
    choose: @escaping @Sendable (_ path: String) async throws -> Void,
    copy: @escaping @Sendable (_ actor: String) async throws -> Void,
    parcel: @escaping @Sendable (_ actor: String) async throws -> Parcel,
    examine: @escaping @Sendable () async throws -> [Finding]
  ) {
    self.medium = medium
    self.found = found
    self.choose = choose
    self.copy = copy
    self.parcel = parcel
    self.examine = examine
  }
}
