// This very program run once more for one command, so that the server's memory stays small.

import Dispatch
import Foundation

enum OwnProcess {
  struct Ended: Sendable {
    var status: Int32
    var out: [UInt8]
    /// Standard error on one line.
    var words: String
  }

  /// Waits for its end on threads that tasks do not need.
  static func run(_ arguments: [String]) async -> Ended {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = arguments
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        process.standardInput = FileHandle.nullDevice
        do {
          try process.run()
          // Commands for the server say little on standard error: it fits into the pipe while the output is read.
          let answer = out.fileHandleForReading.readDataToEndOfFile()
          let words = err.fileHandleForReading.readDataToEndOfFile()
          process.waitUntilExit()
          let text = String(decoding: words, as: UTF8.self).split(separator: "\n").joined(separator: "; ")
          continuation.resume(
            returning: Ended(status: process.terminationStatus, out: Array(answer), words: text))
        } catch {
          continuation.resume(
            returning: Ended(status: -1, out: [], words: "\(Program.path): \(error.localizedDescription)"))
        }
      }
    }
  }
}
