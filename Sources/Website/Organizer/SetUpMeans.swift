// What setting events up needs from other doors: drawing QR codes, and the rubrics that come along.

public import Basics

/// Handed to the site by the program.
public struct SetUpMeans: Sendable {
  /// A rubric that comes with the program.
  public struct ShippedRubric: Sendable {
    /// The file's name, such as `chef-snack.xml`.
    public var name: String
    public var title: Words
    public var bytes: [UInt8]

    public init(name: String, title: Words, bytes: [UInt8]) {
      self.name = name
      self.title = title
      self.bytes = bytes
    }
  }

  /// A text as a QR code: one `svg` element of the program's own making; nil where there is none.
  public var qr: @Sendable (String) -> String?
  public var rubrics: [ShippedRubric]
  /// Where the site is reached from outside, such as `https://szcs.example.cn`; nil takes the address of the request.
  public var address: String?

  public init(
    qr: @escaping @Sendable (String) -> String? = { _ in nil }, rubrics: [ShippedRubric] = [],
    address: String? = nil
  ) {
    self.qr = qr
    self.rubrics = rubrics
    self.address = address
  }
}
