// The routes of the site: what the description of the API says of them, and which methods an address takes.

import Basics
import Exams
import Foundation
import Office
import Rubrics
import SQLiteEngine
import Testing

@testable import Website

@Suite("The routes of the site")
final class Routes {
  private let folder: URL
  private let store: SQLiteEngine
  private let site: Site

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "routes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = try SQLiteEngine(path: folder.appending(path: "sizhou.sqlite").path)
    let entropy = SystemEntropy()
    let ports = OfficePorts(
      engine: store, entropy: entropy, now: { Instant(milliseconds: 0) },
      readRubric: { _ in .failure(Refusal(Fault("none", zh: "无", en: "none"))) }, passwords: Scrypt(logN: 4),
      vault: try Vault(key: [UInt8](repeating: 7, count: 32), entropy: entropy))
    let settings = SiteSettings(region: "522626", isSample: false, retakes: .months(12))
    site = Site(ports: ports, settings: settings, isTLS: false, isLoopback: true)
  }

  deinit {
    try? store.close()
    try? FileManager.default.removeItem(at: folder)
  }

  private var routes: [(path: String, method: String)] { Site.list(site.router()) }

  @Test("The description of the API names every route of the API and no other")
  func described() throws {
    let document = try JSON(parsing: Assets().openAPI)
    let methods: Set = ["get", "put", "post", "delete", "patch", "head", "options"]
    let told = (document["paths"]?.entries ?? []).flatMap { path in
      (path.value.entries ?? []).filter { methods.contains($0.key) }.map {
        "\($0.key.uppercased()) \(path.key)"
      }
    }
    let real = routes.filter { $0.path.hasPrefix("/api/") }.map { route in
      let parts = route.path.split(separator: "/").map {
        $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0)
      }
      return "\(route.method) /" + parts.joined(separator: "/")
    }
    #expect(Set(told) == Set(real))
    #expect(told.count == Set(told).count)
  }

  @Test("Every reference in the description leads somewhere")
  func references() throws {
    let document = try JSON(parsing: Assets().openAPI)
    var wanted: Set<String> = []
    func look(_ json: JSON) {
      if let reference = json["$ref"]?.string { wanted.insert(reference) }
      for member in json.entries ?? [] { look(member.value) }
      for item in json.items ?? [] { look(item) }
    }
    look(document)
    #expect(!wanted.isEmpty)
    for reference in wanted {
      let steps = reference.split(separator: "/").dropFirst().map(String.init)
      let found = steps.reduce(Optional(document)) { $0?[$1] }
      #expect(found != nil, "\(reference)")
    }
  }

  @Test("An address takes the methods of its routes, and HEAD where it takes GET")
  func methods() {
    let addresses = Addresses(routes)
    #expect(addresses.methods(at: "/api/v1/bootstrap") == ["GET", "HEAD"])
    #expect(addresses.methods(at: "/api/v1/sheets/s-1") == ["PUT"])
    #expect(addresses.methods(at: "/office/events/a/set-up/roster") == ["POST"])
    #expect(addresses.methods(at: "/no/such/address").isEmpty)
  }
}
