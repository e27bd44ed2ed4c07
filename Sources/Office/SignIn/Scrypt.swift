// Passwords by scrypt, one at a time: each takes 32 MB and some 60 ms, and a crowd must not take the machine.

internal import Basics
internal import Crypto
internal import CryptoExtras
internal import Foundation

/// scrypt with its cost written into every stored text, so that the cost can rise later.
public actor Scrypt: PasswordHashing {
  private let logN: Int

  /// - Parameter logN: binary logarithm of N; 15 (N = 32768, r = 8, p = 1) everywhere but in tests.
  public init(logN: Int = 15) { self.logN = logN }

  public func hash(_ password: String, salt: [UInt8]) throws -> String {
    "scrypt$\(logN)$\(hex(salt))$\(hex(try Self.derive(password, salt: salt, logN: logN)))"
  }

  public func matches(_ password: String, stored: String) -> Bool {
    let parts = stored.split(separator: "$")
    guard parts.count == 4, parts[0] == "scrypt", let logN = Int(parts[1]), (4...20).contains(logN),
      let salt = bytes(hex: parts[2]), let wanted = bytes(hex: parts[3]),
      let found = try? Self.derive(password, salt: salt, logN: logN)
    else { return false }
    return equalInConstantTime(found, wanted)
  }

  private static func derive(_ password: String, salt: [UInt8], logN: Int) throws -> [UInt8] {
    let key = try KDF.Scrypt.deriveKey(
      from: Data(password.utf8), salt: Data(salt), outputByteCount: 32, rounds: 1 << logN, blockSize: 8,
      parallelism: 1, maxMemory: (128 * 8 << logN) + (1 << 20))
    return key.withUnsafeBytes { Array($0) }
  }
}
