// Fresh bytes from the operating system.

public import Basics

/// Bytes that nobody can guess.
public struct SystemEntropy: Entropy {
  public init() {}

  public func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
