// One printing child: started, spoken to over a socket, and always reaped.

internal import Basics
internal import Foundation

/// A running child whose standard input and output are one socket.
///
/// Used by one thread only.
final class PressChild {
  private let process = Process()
  private let socket: Int32
  private var isWriting = true

  /// Throws where the program cannot be started.
  init(executable: String, arguments: [String]) throws {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw Refusal.pressFailed(zh: "没有空闲的文件描述符", en: "no socket to be had")
    }
    socket = ends[0]
    let childEnd = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.standardInput = childEnd
    process.standardOutput = childEnd
    do {
      try process.run()
      close(ends[1])
    } catch {
      close(ends[0])
      close(ends[1])
      throw Refusal.pressFailed(zh: "无法启动 \(executable)", en: "\(executable) cannot be started")
    }
  }

  /// Tells the child that nothing more comes.
  func finishWriting() {
    guard isWriting else { return }
    isWriting = false
    shutdown(socket, Int32(SHUT_WR))
  }

  /// Waits up to a fifth of a second; nil where waiting itself fails.
  func wait(toWrite: Bool) -> (canRead: Bool, canWrite: Bool)? {
    var request = pollfd(fd: socket, events: Int16(POLLIN) | (toWrite ? Int16(POLLOUT) : 0), revents: 0)
    guard poll(&request, 1, 200) >= 0 || errno == EINTR else { return nil }
    // A hang-up is found by reading, after whatever was still sent.
    let canRead = request.revents & (Int16(POLLIN) | Int16(POLLHUP) | Int16(POLLERR)) != 0
    return (canRead, request.revents & Int16(POLLOUT) != 0)
  }

  /// Sends what fits; nil where the child is gone.
  ///
  /// No SIGPIPE is raised.
  func send(_ bytes: ArraySlice<UInt8>) -> Int? {
    let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
    let count = bytes.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, flags) }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// What has arrived; nil where the child is gone.
  func receive() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 1 << 18)
    let count = bytes.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT)) }
    if count > 0 { return Array(bytes[..<count]) }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? [] : nil
  }

  /// Ends the child at once and waits until it is gone; it holds nothing worth keeping.
  func end() {
    close(socket)
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}
