// The body of a delivery as a judge's device sends it, read strictly and brought to one form.

internal import Basics
internal import Records

/// What a device delivers for one sheet: `{"values":{"<item>":"8.5"|null}, "rubricSha", "deviceId", "seq", "savedWall"}`.
public struct SheetBody: Hashable, Sendable {
  /// At most so many bytes.
  public static let limit = 16 * 1_024

  public var values: [(item: String, text: String?)] { members.map { ($0.key, $0.value.string) } }
  public var rubricSHA256: String
  public var device: String
  public var sequence: Int
  public var savedWall: Int?
  /// Notes, reasons of vetoes and a version that was given up, as canonical JSON; nil where there are none.
  public let remarks: String?
  private var members: [JSON.Member]

  /// Canonical JSON (RFC 8785) of the values; empty texts become null.
  public let marks: String
  /// SHA-256 of `marks` in hexadecimal digits: the device compares it with its own before it says "delivered".
  public let hash: String

  /// - Throws: `Refusal` with one fault for a body that is no such thing.
  public init(_ bytes: [UInt8]) throws {
    guard bytes.count <= Self.limit else { throw Self.refusal("超过 16 KiB", "is larger than 16 KiB") }
    guard let json = try? JSON(parsing: bytes), let values = json["values"]?.entries else {
      throw Self.refusal("不是 JSON 或缺少 values", "is no JSON with values")
    }
    guard let rubric = json["rubricSha"]?.string, let device = json["deviceId"]?.string, isIdentifier(device),
      let sequence = json["seq"]?.integer, sequence >= 0
    else { throw Self.refusal("缺少 rubricSha、deviceId 或 seq", "lacks rubricSha, deviceId or seq") }
    var members: [JSON.Member] = []
    members.reserveCapacity(values.count)
    for member in values {
      switch member.value {
      case .string(""), .null: members.append(.init(key: member.key, value: .null))
      case .string: members.append(member)
      default: throw Self.refusal("values 只能是文本或 null", "has values that are neither text nor null")
      }
    }
    let notes = json["notes"]?.entries ?? []
    let beside = [
      notes.isEmpty ? nil : ("notes", JSON.members(notes)), json["discarded"].map { ("discarded", $0) },
    ]
    .compactMap { $0 }
    self.init(
      members: members, rubricSHA256: rubric, device: device, sequence: sequence,
      savedWall: json["savedWall"]?.integer, remarks: beside.isEmpty ? nil : JSON.object(beside).canonical)
  }

  private init(
    members: [JSON.Member], rubricSHA256: String, device: String, sequence: Int, savedWall: Int?,
    remarks: String?
  ) {
    self.members = members
    self.rubricSHA256 = rubricSHA256
    self.device = device
    self.sequence = sequence
    self.savedWall = savedWall
    self.remarks = remarks
    marks = JSON.members(members).canonical
    hash = sha256Hex(Array(marks.utf8))
  }

  /// What a repeated delivery must repeat: the sheet, the marks, the rubric, the device and its count.
  func digest(sheet: String) -> String {
    sha256Hex(Array("\(sheet)\n\(hash)\n\(rubricSHA256)\n\(device)\n\(sequence)\n\(remarks ?? "")".utf8))
  }

  private static func refusal(_ zh: String, _ en: String) -> Refusal {
    Refusal(Fault("sheet-body", zh: "上传内容\(zh)", en: "the body \(en)"))
  }
}
