// A restored server takes back what was signed after its copy was made, and nothing that was not.

import Basics
import Foundation
import Office
import Records
import SQL
import SQLiteEngine
import TestStores
import Testing

@Suite("Signed sheets brought back to a restored store")
final class BroughtBack {
  let venue: Venue
  let sheet: String
  /// The office on a copy from before the sheet was delivered, with the same keys.
  let restored: OfficePorts
  private let folder: URL
  private let store: SQLiteEngine
  let receipt: String

  init() async throws {
    venue = try await Venue(on: .sqlite)
    sheet = try await venue.sheets("J1")[0]
    folder = FileManager.default.temporaryDirectory.appending(path: "sizhou-back-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "sizhou.sqlite").path
    try SQLiteFile.copy(venue.path, to: path)
    let now = venue.clock.now
    let manifest = try SQLiteFile.read(path) {
      try CopyManifest(kind: .backup, store: "s", at: now, schema: Schema.newest, isSample: false, in: $0)
    }
    try SQLiteFile.change(path) { transaction in
      try CopyManifest.keep(manifest.json.canonical, in: transaction)
      try ReturnedCopy.checked(in: transaction, damage: []).adopt(
        as: "store-again", at: now, despiteAudit: false, in: transaction)
    }
    store = try SQLiteEngine(path: path)
    let clock = venue.clock
    restored = OfficePorts(
      engine: store, entropy: CountedEntropy(seed: "again"), now: { clock.now }, readRubric: testRubric,
      passwords: Scrypt(logN: 4), vault: venue.ports.vault)
    receipt = try await Self.signed(venue, sheet)
  }

  deinit {
    try? store.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Delivers and signs at the server that is lost afterwards.
  private static func signed(_ venue: Venue, _ sheet: String) async throws -> String {
    _ = try await SubmitSheet(venue.ports)(
      token: venue.token("J1"), sheet: sheet, ifMatch: "\"r0\"", writeID: "w1", body: Venue.body())
    let wanted = SheetToSign(sheet: sheet, revision: 1, hash: try SheetBody(Venue.body()).hash)
    let caller = try await venue.caller("J1")
    guard
      case .token(let token, _) = try await AllowSigning(venue.ports)(caller, pin: "1234", sheets: [wanted]),
      case .signed(let receipts, _) = try await SignSheets(venue.ports)(
        caller, signingToken: token, sheets: [wanted], name: "评委一", device: "phone-J1")
    else { throw SQLFailure.missing("receipt") }
    return receipts[0]
  }

  func bring(_ body: [UInt8] = Venue.body(), receipt: String? = nil, judge: String = "J1") async throws
    -> TakeBackAnswer
  {
    guard let caller = try await WhoIsCalling(restored)(token: venue.token(judge)) else { return .notAllowed }
    return try await TakeBackSigned(restored)(
      caller, sheet: sheet, receipt: receipt ?? self.receipt, body: body)
  }

  func row() async throws -> SheetRow? {
    let sheet = sheet
    return try await store.read { try $0.sheet(sheet) }
  }

  @Test("It stands signed again with its first receipt, however often it is brought")
  func back() async throws {
    let hash = try SheetBody(Venue.body()).hash
    let wanted = TakeBackAnswer.signed(revision: 1, hash: hash, receipt: receipt, serverTime: venue.clock.now)
    #expect(try await bring() == wanted)
    #expect(try await bring() == wanted)
    #expect(try await row()?.state == .signed)
    #expect(try await store.read { try Audit.verify(in: $0) }.faults.isEmpty)
  }

  @Test("A closed round does not keep it out")
  func locked() async throws {
    try await LockRound(restored)(division: "hot", round: "final", locked: true, by: "system")
    #expect(try await bring().status == 200)
  }

  @Test("Other marks, a forged receipt and another judge are refused, and nothing is kept")
  func refused() async throws {
    #expect(try await bring(Venue.body([("taste", "9"), ("s1", "1"), ("s2", "0")])) == .receiptRefused)
    #expect(try await bring(receipt: receipt.replacing("\"rev\":1", with: "\"rev\":2")) == .receiptRefused)
    #expect(try await bring(judge: "J2") == .receiptRefused)
    #expect(try await row()?.revision == 0)
  }

  @Test("What the restored server has been told since is newer than the receipt")
  func newer() async throws {
    _ = try await SubmitSheet(restored)(
      token: venue.token("J1"), sheet: sheet, ifMatch: "\"r0\"", writeID: "w2",
      body: Venue.body([("taste", "7"), ("s1", "1"), ("s2", "0")]))
    #expect(try await bring().status == 412)
  }

  @Test("The same marks delivered again are signed by the receipt")
  func deliveredAgain() async throws {
    _ = try await SubmitSheet(restored)(
      token: venue.token("J1"), sheet: sheet, ifMatch: "\"r0\"", writeID: "w1", body: Venue.body())
    #expect(try await bring().status == 200)
    #expect(try await row()?.revision == 1)
    #expect(try await row()?.state == .signed)
  }

  @Test("A contestant who has withdrawn gets no marks")
  func withdrawn() async throws {
    let row = try await row()
    try await SetEntryStatus(restored)(
      entry: row?.entry ?? "", status: "withdrawn", reason: "退赛", by: "system")
    #expect(try await bring() == .withdrawn)
  }
}
