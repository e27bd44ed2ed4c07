// The issuing desk made from what the program gives the office.

internal import Basics
public import Certificates

extension IssuingDesk {
  /// A desk that draws through the office's press: each request becomes a `certificate` order.
  public init(ports: OfficePorts, key: IssuerKey, issuerName: String, address: String?) {
    self.init(
      engine: ports.engine, key: key, issuerName: issuerName, address: address, entropy: ports.entropy,
      missingGlyphs: { texts in
        var seen: Set<Character> = []
        return texts.flatMap { ports.missingGlyphs($0) }.filter { seen.insert($0).inserted }
      },
      typeset: { requests in
        var papers: [[UInt8]] = []
        for request in requests { papers.append(try await ports.typeset(request.order)) }
        return papers
      })
  }
}

extension PaperRequest {
  /// The request as an order to the press, kind `certificate`.
  public var order: PaperOrder {
    PaperOrder(
      kind: "certificate",
      facts: .object([
        ("template", .string(template)), ("issuer", .string(issuer.name)),
        ("address", .optional(issuer.address)),
        ("issuerId", .string(issuer.id)), ("check", .string(checkAddress)), ("facts", facts.json),
      ]))
  }

  /// Reads such an order back; nil for another kind or another shape.
  public init?(order: PaperOrder) {
    guard order.kind == "certificate", let template = order.facts["template"]?.string,
      let name = order.facts["issuer"]?.string, let id = order.facts["issuerId"]?.string,
      let check = order.facts["check"]?.string,
      let facts = order.facts["facts"].flatMap(CertificateFacts.init(json:))
    else { return nil }
    self.init(
      template: template, facts: facts,
      issuer: Issuer(id: id, name: name, address: order.facts["address"]?.string), checkAddress: check)
  }
}
