// What others need to check certificates without us, byte for byte as it was signed.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office

/// Serves the issuer's keys and what no longer holds.
struct IssuerDesk: Sendable {
  let ports: OfficePorts
  private let documents: IssuerDocuments
  /// The keys are signed as of the server's start, so that they stay the same bytes while it runs.
  private let since: Instant

  init(ports: OfficePorts, issuing: IssuingDesk) {
    self.ports = ports
    documents = IssuerDocuments(desk: issuing)
    since = ports.now()
  }

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/issuer/keys.json", use: keys)
    router.get("/issuer/status.json", use: status)
    router.get("/.well-known/did.json", use: keys)
  }

  @Sendable func keys(_ request: Request, _ context: SiteContext) throws -> Response {
    Self.open(try documents.keys(at: since)).with(.cacheControl, "public, max-age=3600")
  }

  /// Never kept: a certificate revoked a minute ago must not pass.
  @Sendable func status(_ request: Request, _ context: SiteContext) async throws -> Response {
    Self.open(try await documents.status(at: ports.now())).with(.cacheControl, "no-cache")
  }

  /// A document that programs on other sites may read too.
  private static func open(_ bytes: [UInt8]) -> Response {
    Response.bytes(bytes, type: "application/json").with(.accessControlAllowOrigin, "*")
  }
}
