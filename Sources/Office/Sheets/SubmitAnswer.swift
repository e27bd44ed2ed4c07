// The server's answers to a delivery, one for each row of the protocol, with their HTTP status and JSON.

public import Basics
public import Judging

/// What became of a delivery.
///
/// The order of the cases is the order of the checks.
public enum SubmitAnswer: Hashable, Sendable {
  /// The newest revision of a sheet, for a device that has another.
  public struct Current: Hashable, Sendable {
    public var revision: Int
    public var hash: String?
    public var device: String?
    public var sequence: Int?
    /// Canonical JSON of the values; nil while nothing is delivered.
    public var marks: String?
  }

  /// Why a door is closed.
  public enum Closed: String, Hashable, Sendable { case locked, signed }

  /// 400: the body is no sheet at all.
  case malformed([Fault])
  /// 200 with `Replayed: 1`: this very write was stored before, as `revision`.
  case replayed(revision: Int, hash: String, serverTime: Instant)
  /// 422: the write id stands for something else; nothing is stored.
  case writeIDReused
  /// 401: no valid sign-in.
  case notSignedIn
  /// 403: the judge or the assignment was revoked, or it is somebody else's sheet.
  case notAllowed
  /// 404
  case noSuchSheet
  /// 410: the contestant withdrew; the body is kept among the late sheets.
  case withdrawn
  /// 409: the sheet belongs to another rubric.
  case otherRubric(expected: String)
  /// 423: the round is locked or the sheet is signed; the body is kept among the late sheets.
  case closed(Closed)
  /// 400: values that the sheet does not take.
  case illegal([SheetCheck.Finding])
  /// 428: no `If-Match`.
  case noRevisionNamed
  /// 412: the device wrote on another revision than the newest.
  case outdated(Current)
  /// 200: stored and on the disk.
  case stored(revision: Int, hash: String, serverTime: Instant)
  /// 503
  case busy(retryAfter: Int)
  /// 507
  case full(retryAfter: Int)

  /// The HTTP status.
  public var status: Int {
    switch self {
    case .stored, .replayed: 200
    case .malformed, .illegal: 400
    case .notSignedIn: 401
    case .notAllowed: 403
    case .noSuchSheet: 404
    case .otherRubric: 409
    case .withdrawn: 410
    case .outdated: 412
    case .writeIDReused: 422
    case .closed: 423
    case .noRevisionNamed: 428
    case .busy: 503
    case .full: 507
    }
  }

  /// Seconds for `Retry-After`, where that helps.
  public var retryAfter: Int? {
    switch self {
    case .busy(let seconds), .full(let seconds): seconds
    default: nil
    }
  }

  /// Whether the header `Replayed: 1` belongs to the answer.
  public var isReplay: Bool {
    if case .replayed = self { true } else { false }
  }
}

extension SubmitAnswer {
  /// The body of the answer.
  ///
  /// `writeId` comes back so that no captive portal's page is taken for a success.
  public func json(writeID: String, _ language: Language) -> JSON {
    var members: [(String, JSON)] = [("writeId", .string(writeID)), ("code", .string(code))]
    switch self {
    case .stored(let revision, let hash, let time), .replayed(let revision, let hash, let time):
      members += [
        ("rev", .integer(revision)), ("etag", .string("\"r\(revision)\"")), ("hash", .string(hash)),
        ("serverTime", .integer(time.milliseconds)),
      ]
    case .malformed(let faults): members.append(("faults", .array(faults.map { $0.json(language) })))
    case .otherRubric(let expected): members.append(("expected", .string(expected)))
    case .closed(let why): members.append(("closed", .string(why.rawValue)))
    case .illegal(let findings):
      members += [
        ("items", .strings(findings.map(\.item))),
        ("faults", .array(findings.map { $0.fault.json(language) })),
      ]
    case .outdated(let current): members.append(("current", current.json))
    case .busy(let seconds), .full(let seconds): members.append(("retryAfter", .integer(seconds)))
    default: break
    }
    return .object(members)
  }

  /// A short name for programs.
  public var code: String {
    switch self {
    case .malformed: "malformed"
    case .replayed: "replayed"
    case .writeIDReused: "write-id-reused"
    case .notSignedIn: "not-signed-in"
    case .notAllowed: "not-allowed"
    case .noSuchSheet: "no-such-sheet"
    case .withdrawn: "withdrawn"
    case .otherRubric: "other-rubric"
    case .closed(let why): why.rawValue
    case .illegal: "illegal"
    case .noRevisionNamed: "no-if-match"
    case .outdated: "outdated"
    case .stored: "stored"
    case .busy: "busy"
    case .full: "full"
    }
  }
}

extension SubmitAnswer.Current {
  public var json: JSON {
    .object([
      ("rev", .integer(revision)), ("etag", .string("\"r\(revision)\"")), ("hash", .optional(hash)),
      ("device", .optional(device)), ("seq", .optional(sequence)),
      ("values", marks.flatMap { try? JSON(parsing: $0) } ?? .members([])),
    ])
  }
}
