// Repeatable bytes for the demonstration.

public import Basics
internal import Synchronization

/// Repeatable bytes for a demonstration's ids and secrets.
///
/// Anybody can compute them: its keys issue no real paper.
public final class SampleEntropy: Entropy {
  private let calls = Mutex(0)

  public init() {}

  public func bytes(_ count: Int) -> [UInt8] {
    // Each call hashes its own number, so ids do not depend on how many bytes earlier calls took.
    let call = calls.withLock { calls in
      calls += 1
      return calls
    }
    var bytes: [UInt8] = []
    var block = 0
    while bytes.count < count {
      bytes += sha256(Array("sizhou sample \(call) \(block)".utf8))
      block += 1
    }
    return Array(bytes.prefix(count))
  }
}
