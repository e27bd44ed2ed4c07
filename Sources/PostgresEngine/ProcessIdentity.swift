// Who a writing process is among all that write to one database.

internal import Synchronization

/// The random name of this process, and the audit chain that it has claimed.
final class ProcessIdentity: Sendable {
  /// 16 hexadecimal digits.
  let process = String(UInt64.random(in: .min ... .max) | 1 << 63, radix: 16)
  private let claimed = Mutex("")

  /// Empty until the process has written.
  var chain: String {
    get { claimed.withLock { $0 } }
    set { claimed.withLock { $0 = newValue } }
  }
}
