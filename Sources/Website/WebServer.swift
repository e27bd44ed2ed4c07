// The server: where it listens, over TLS or not, and what it is given.

public import Basics
public import Certificates
public import Exams
internal import Hummingbird
internal import HummingbirdTLS
public import Logging
internal import NIOCore
internal import NIOSSL
public import Office

/// What the site must know beside the office's ports.
public struct SiteSettings: Sendable {
  /// The region whose shops and outcomes are shown.
  public var region: String
  /// The data are invented: banners, and sample sign-ins on the sign-in page.
  public var isSample: Bool
  public var samples: [(role: Words, login: String, password: String)]
  /// Keys of the office itself for the check page.
  public var keys: [TrustedKey]
  /// How long a passed gate of an exam is kept.
  public var retakes: RetakePeriod
  /// Working days or days of notice after a publication.
  public var noticeDays: Int
  /// Lets staff passwords travel over plain HTTP to another machine; the page shows a banner.
  public var allowsPlainPasswords: Bool
  public var papers: PaperDesk
  /// Where certificates are issued; nil where none are.
  public var issuing: IssuingDesk?
  /// Reads an uploaded table; without a door of its own the plain one for UTF-8.
  public var readTable: @Sendable ([UInt8]) -> Result<Table, Refusal>
  /// What setting events up needs from other doors.
  public var setUp: SetUpMeans
  /// Copies and the look of this machine; nil where there is no such page.
  public var machine: MachineMeans?

  public init(
    region: String, isSample: Bool, samples: [(role: Words, login: String, password: String)] = [],
    keys: [TrustedKey] = [], retakes: RetakePeriod, noticeDays: Int = 7, allowsPlainPasswords: Bool = false,
    papers: PaperDesk = PaperDesk(), issuing: IssuingDesk? = nil,
    readTable: @escaping @Sendable ([UInt8]) -> Result<Table, Refusal> = { Table.read(csv: $0) },
    setUp: SetUpMeans = SetUpMeans(), machine: MachineMeans? = nil
  ) {
    self.region = region
    self.isSample = isSample
    self.samples = samples
    self.keys = keys
    self.retakes = retakes
    self.noticeDays = noticeDays
    self.allowsPlainPasswords = allowsPlainPasswords
    self.papers = papers
    self.issuing = issuing
    self.readTable = readTable
    self.setUp = setUp
    self.machine = machine
  }
}

/// Papers to print for an event, made by the program's press.
public struct PaperDesk: Sendable {
  public struct Paper: Sendable {
    public var bytes: [UInt8]
    public var type: String
    public var file: String

    public init(bytes: [UInt8], type: String, file: String) {
      self.bytes = bytes
      self.type = type
      self.file = file
    }
  }

  /// Names and titles of an event's papers.
  public var list: @Sendable (_ event: String) async throws -> [(name: String, title: Words)]
  /// One of them; nil where there is none of that name.
  public var make: @Sendable (_ event: String, _ name: String) async throws -> Paper?

  public init(
    list: @escaping @Sendable (_ event: String) async throws -> [(name: String, title: Words)] = { _ in [] },
    make: @escaping @Sendable (_ event: String, _ name: String) async throws -> Paper? = { _, _ in nil }
  ) {
    self.list = list
    self.make = make
  }
}

/// Where and how to listen.
public struct Listening: Sendable {
  public var host: String
  /// 0 lets the system choose.
  public var port: Int
  /// PEM files; both or neither.
  public var certificate: String?
  public var key: String?

  public init(host: String, port: Int, certificate: String? = nil, key: String? = nil) {
    self.host = host
    self.port = port
    self.certificate = certificate
    self.key = key
  }

  var isTLS: Bool { certificate != nil }
  var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
}

/// Serves the site until the program is asked to stop.
public struct WebServer: Sendable {
  private let site: Site
  private let listening: Listening
  private let logger: Logger

  public init(ports: OfficePorts, settings: SiteSettings, listening: Listening, logger: Logger) {
    site = Site(
      ports: ports, settings: settings, isTLS: listening.isTLS, isLoopback: listening.isLoopback)
    self.listening = listening
    self.logger = logger
  }

  /// Runs until SIGTERM or SIGINT, then finishes what is under way.
  /// - Parameter ready: called once with the port that is listened on.
  public func run(ready: @escaping @Sendable (_ port: Int) async -> Void) async throws {
    let configuration = ApplicationConfiguration(
      address: .hostname(listening.host, port: listening.port), serverName: "sizhou")
    let tell: @Sendable (any Channel) async -> Void = { channel in
      await ready(channel.localAddress?.port ?? 0)
    }
    guard let certificate = listening.certificate, let key = listening.key else {
      try await Application(
        router: site.router(), configuration: configuration, services: [site.hub], onServerRunning: tell,
        logger: logger
      ).runService()
      return
    }
    let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
    let secret = NIOSSLPrivateKeySource.privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
    let tls = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: secret)
    try await Application(
      router: site.router(), server: .tls(tlsConfiguration: tls), configuration: configuration,
      services: [site.hub], onServerRunning: tell, logger: logger
    ).runService()
  }
}
