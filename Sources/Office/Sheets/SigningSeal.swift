// What the server vouches for with the vault's key: signing tokens, and receipts that outlive a restored backup.

public import Basics

/// Makes and checks signing tokens and receipts.
public struct SigningSeal: Sendable {
  private let vault: any PersonalVault

  public init(_ vault: any PersonalVault) { self.vault = vault }

  /// `<expiry in ms>.<mac>`: valid for this judge and exactly these revisions.
  func token(judge: String, sheets: [SheetToSign], expires: Instant) -> String {
    "\(expires.milliseconds).\(mac(judge: judge, sheets: sheets, expires: expires))"
  }

  func isToken(_ token: String, judge: String, sheets: [SheetToSign], at now: Instant) -> Bool {
    let parts = token.split(separator: ".")
    guard parts.count == 2, let milliseconds = Int(parts[0]), milliseconds > now.milliseconds, !sheets.isEmpty
    else {
      return false
    }
    let wanted = mac(judge: judge, sheets: sheets, expires: Instant(milliseconds: milliseconds))
    return equalInConstantTime(Array(parts[1].utf8), Array(wanted.utf8))
  }

  private func mac(judge: String, sheets: [SheetToSign], expires: Instant) -> String {
    let list = sheets.map { JSON.strings([$0.sheet, String($0.revision), $0.hash]) }
    let text = JSON.array([.string(judge), .integer(expires.milliseconds), .array(list)]).canonical
    return vault.keyedHash(text, purpose: "signing-token")
  }

  /// Canonical JSON with a `mac` over the other members.
  func receipt(for sheet: SheetToSign, judge: String, name: String, store: String, at now: Instant) -> String
  {
    let facts: [(String, JSON)] = [
      ("hash", .string(sheet.hash)), ("judge", .string(judge)), ("name", .string(name)),
      ("rev", .integer(sheet.revision)), ("sheet", .string(sheet.sheet)),
      ("signed", .integer(now.milliseconds)),
      ("storeId", .string(store)),
    ]
    let mac = vault.keyedHash(JSON.object(facts).canonical, purpose: "receipt")
    return JSON.object(facts + [("mac", .string(mac))]).canonical
  }

  /// The facts of a receipt that this server, or one restored with the same keys, gave; nil for any other text.
  public func facts(ofReceipt text: String) -> JSON? {
    guard let members = (try? JSON(parsing: text))?.entries else { return nil }
    let facts = JSON.members(members.filter { $0.key != "mac" })
    guard let mac = members.first(where: { $0.key == "mac" })?.value.string else { return nil }
    let wanted = vault.keyedHash(facts.canonical, purpose: "receipt")
    return equalInConstantTime(Array(mac.utf8), Array(wanted.utf8)) ? facts : nil
  }
}
