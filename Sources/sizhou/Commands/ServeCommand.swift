// `sizhou serve`: the site on one port until it is asked to stop.

import ArgumentParser
import Basics
import Certificates
import Exams
import Foundation
import Logging
import Office
import Tables
import Website

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "启动网站 / serve the site.")

  @Option(help: "监听地址 / address to listen on.") var host = "127.0.0.1"
  @Option(help: "端口 / port.") var port = 8080
  @Option(help: "对外网址，印在证书和卡片上 / the public address, printed on papers.") var publicURL: String?
  @Option(help: "TLS 证书（PEM）/ certificate.") var tlsCertificate: String?
  @Option(help: "TLS 私钥（PEM）/ private key.") var tlsKey: String?
  @Flag(help: "允许在会场局域网里用未加密的 HTTP 登录 / let staff sign in over plain HTTP on a venue's own network.")
  var allowPlainHTTP = false
  @Flag(help: "允许别的机器打开示例数据 / serve sample data to other machines.") var sampleForAll = false
  @Option(help: "数据目录 / data folder.") var data = "data"
  @OptionGroup var language: LanguageOption

  static let loopback = ["127.0.0.1", "::1", "localhost"]

  func validate() throws {
    if (tlsCertificate == nil) != (tlsKey == nil) {
      throw ValidationError("--tls-certificate 和 --tls-key 要同时给出 / give both or neither")
    }
  }

  func run() async throws {
    let words = language.value
    let scheme = tlsCertificate == nil ? "http" : "https"
    let installation = try await Installation.open(data, address: publicURL ?? "\(scheme)://\(host):\(port)")
    if installation.isSample, !Self.loopback.contains(host), !sampleForAll {
      Console.say(
        words == .zh
          ? "这是示例数据，只在本机打开。确实要给别的机器看，请加 --sample-for-all"
          : "this is sample data and stays on this machine; add --sample-for-all to show it to others")
      throw Exit.usage
    }
    let logins = SampleLogins(in: data)
    let settings = SiteSettings(
      region: SampleData.region.id, isSample: installation.isSample,
      samples: logins.rows.filter { $0.role != "judge" }.map {
        (SampleLogins.role($0.role), $0.login, $0.secret)
      },
      keys: [installation.key.trusted], retakes: SampleData.retakePeriod,
      allowsPlainPasswords: allowPlainHTTP,
      papers: EventPapers(installation: installation).desk, issuing: installation.desk,
      readTable: { CSVReader().read($0) })
    var logger = Logger(label: "sizhou")
    logger.logLevel = .warning
    let server = WebServer(
      ports: installation.ports, settings: settings,
      listening: Listening(host: host, port: port, certificate: tlsCertificate, key: tlsKey), logger: logger)
    do {
      try await server.run { port in
        let address = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        Console.print(Self.greeting(address, logins, words))
      }
    } catch {
      Console.say(
        words == .zh
          ? "网站启动失败：端口 \(port) 可能已被占用（\(error)）" : "cannot serve: port \(port) may be in use (\(error))")
      throw Exit.disk
    }
  }

  private static func greeting(_ address: String, _ logins: SampleLogins, _ words: Language) -> String {
    var text = words == .zh ? "思州已就绪：\(address)\n" : "Sizhou is ready: \(address)\n"
    guard !logins.rows.isEmpty else { return text }
    text +=
      words == .zh
      ? "\n示例登录（每个角色一个，\(address)/sign-in）：\n"
      : "\nSample sign-ins, one for each role (\(address)/sign-in):\n"
    var seen: Set<String> = []
    let rows = logins.rows.filter { $0.role != "judge" && seen.insert($0.role).inserted }
      .map { [role($0.role, words), $0.login, $0.secret] }
    text += columns(rows)
    for judge in logins.rows where judge.role == "judge" {
      text += "\n" + role("judge", words) + "  \(address)\(judge.login)  PIN \(judge.secret)\n"
    }
    return text
  }

  private static func role(_ id: String, _ words: Language) -> String { SampleLogins.role(id)[words] }
}
