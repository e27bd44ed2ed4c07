// What keeps claims from becoming certificates: every fault of every claim at once, before anything is
// numbered.

internal import Basics
internal import Certificates

extension IssuingDesk {
  /// Throws a `Refusal` with all faults of all claims, each naming the participation.
  func check(_ claims: [CertificateClaim]) async throws {
    var faults: [Fault] = []
    var causes: Set<[String]> = []
    for claim in claims {
      var own = claim.facts.faults(template: claim.templateTexts)
      if !isIdentifier(claim.cause)
        || !causes.insert([claim.event, claim.participation, claim.cause]).inserted
      {
        own.append(
          Fault(
            "certificate-cause", zh: "“\(claim.cause)”重复或不是标识符",
            en: "\"\(claim.cause)\" is no id or stands twice"))
      }
      if key.isSample, !claim.facts.sample {
        own.append(
          Fault(
            "certificate-sample-key", zh: "示例密钥不能签发真实证书", en: "the sample key issues no real certificate",
            suggestion: Words(zh: "为本单位生成签发密钥", en: "make the office a key of its own")))
      }
      do { _ = try claim.series() } catch { own += error.faults }
      faults += own.map { $0.named(claim.participation) }
    }
    let texts = claims.flatMap { claim in
      claim.templateTexts + claim.facts.lines.map(\.value.zh) + [claim.facts.title]
    }
    for character in try await missingGlyphs(texts) {
      for claim in claims where claim.facts.lines.contains(where: { $0.value.zh.contains(character) }) {
        faults.append(
          Fault(
            "certificate-glyph", zh: "证书字体没有“\(character)”字",
            en: "the certificate's font has no \"\(character)\"",
            suggestion: Words(
              zh: "更换字体，或提供该字的字形", en: "choose another font, or supply the character's outline")
          ).named(claim.participation))
      }
    }
    guard faults.isEmpty else { throw Refusal(faults) }
  }
}

extension Fault {
  /// The same fault, naming whose certificate it is about.
  fileprivate func named(_ participation: String) -> Fault {
    var copy = self
    copy.entry = participation
    return copy
  }
}
