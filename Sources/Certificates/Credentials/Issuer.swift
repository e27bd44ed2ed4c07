// Who issues: the identity that credentials, status and papers name.

/// The issuing office as credentials show it.
public struct Issuer: Hashable, Sendable {
  /// The DID that the key speaks for.
  public var id: String
  /// The office's name.
  public var name: String
  /// The public address without a final slash, where the office has one, such as
  /// `https://rsj.cengong.example`.
  public var address: String?

  public init(id: String, name: String, address: String?) {
    self.id = id
    self.name = name
    self.address = address.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// Where the status document is served; relative where the office has no address.
  public var statusAddress: String { (address ?? "") + "/issuer/status.json" }

  /// The address that a paper's QR carries: the check page for one number, opened by the paper's secret.
  public func checkAddress(number: String, secret: String) -> String {
    (address ?? "") + "/check/\(number)?s=\(secret)"
  }
}
