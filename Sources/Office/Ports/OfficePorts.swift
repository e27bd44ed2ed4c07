// What the office is given by the program: a store, a clock, chance, and the crafts of the doors.

public import Basics
public import Rubrics
public import SQL

/// Everything that an act needs from outside.
///
/// Made once, in the program; acts are made from it.
public struct OfficePorts: Sendable {
  public let engine: any SQLEngine
  public let entropy: any Entropy
  public let now: @Sendable () -> Instant
  /// Reads and checks a rubric file.
  public let readRubric: @Sendable ([UInt8]) -> Result<Rubric, Refusal>
  public let passwords: any PasswordHashing
  public let vault: any PersonalVault
  /// Characters of a text that the certificate font cannot print; empty where all is well.
  public let missingGlyphs: @Sendable (String) -> [Character]
  /// Makes a PDF from an order.
  public let typeset: @Sendable (PaperOrder) async throws -> [UInt8]
  /// Rubrics by digest, read once.
  public let rubrics: RubricShelf

  public init(
    engine: any SQLEngine, entropy: any Entropy, now: @escaping @Sendable () -> Instant,
    readRubric: @escaping @Sendable ([UInt8]) -> Result<Rubric, Refusal>, passwords: any PasswordHashing,
    vault: any PersonalVault, missingGlyphs: @escaping @Sendable (String) -> [Character] = { _ in [] },
    typeset: @escaping @Sendable (PaperOrder) async throws -> [UInt8] = {
      throw PaperOrder.NoPress(order: $0.kind)
    }
  ) {
    self.engine = engine
    self.entropy = entropy
    self.now = now
    self.readRubric = readRubric
    self.passwords = passwords
    self.vault = vault
    self.missingGlyphs = missingGlyphs
    self.typeset = typeset
    rubrics = RubricShelf(readRubric: readRubric)
  }
}

/// A paper to be made: which layout, and the facts on it.
///
/// The program maps it to a page and a press.
public struct PaperOrder: Hashable, Sendable {
  /// Thrown where the program has no press.
  public struct NoPress: Error, Hashable, Sendable {
    public var order: String

    public init(order: String) { self.order = order }
  }

  /// The layout's name, such as `certificate` or `score-sheet`.
  public var kind: String
  public var facts: JSON

  public init(kind: String, facts: JSON) {
    self.kind = kind
    self.facts = facts
  }
}

/// Turns passwords into something that may be stored.
public protocol PasswordHashing: Sendable {
  /// The text to store; `salt` of 16 fresh bytes.
  func hash(_ password: String, salt: [UInt8]) async throws -> String
  /// Whether a password belongs to a stored text.
  func matches(_ password: String, stored: String) async -> Bool
}

/// Seals what is personal, finds it again by keyed hash, and vouches for what the server said.
public protocol PersonalVault: Sendable {
  /// Names the key of `keyedHash`, stored beside every hash.
  var hashKeyID: String { get }
  /// A new key for one person, wrapped by the vault's key. Destroying it erases what it sealed.
  func newPersonKey() throws -> [UInt8]
  /// Seals a text under a person's key; `context` (such as `id`) must be the same to open it.
  func seal(_ text: String, under wrappedKey: [UInt8], context: String) throws -> [UInt8]
  /// Opens what `seal` made; throws where the key or the context is another or the bytes were changed.
  func open(_ sealed: [UInt8], under wrappedKey: [UInt8], context: String) throws -> String
  /// HMAC-SHA256 in hexadecimal digits under a key of its own for each purpose.
  func keyedHash(_ text: String, purpose: String) -> String
}
