// A batch taken through printing children: writing and reading at once over one socket, so neither side can wait for ever.

internal import Basics
internal import Foundation
internal import Pages

/// How a batch is printed; blocks the calling thread.
struct PressRun: Sendable {
  let executable: String
  let arguments: [String]
  /// Seconds without progress after which a child counts as dead.
  let patience: Int

  /// The answers in order.
  ///
  /// A paper at which two children in a row died is refused, and the rest goes on without it.
  func answers(
    to documents: [PaperDocument], isCancelled: () -> Bool
  ) throws -> [Result<[UInt8], Refusal>] {
    var answers: [Result<[UInt8], Refusal>] = []
    var deaths = 0
    while answers.count < documents.count {
      let known = answers.count
      try exchange(documents[known...], isCancelled: isCancelled) { answers.append($0) }
      deaths = answers.count > known ? 1 : deaths + 1
      if answers.count < documents.count, deaths >= 2 {
        answers.append(.failure(.pressFailed(zh: "打印进程中止", en: "the process died")))
        deaths = 0
      }
    }
    return answers
  }

  /// Takes papers through one child until all are answered or the child is gone.
  private func exchange(
    _ documents: ArraySlice<PaperDocument>, isCancelled: () -> Bool, take: (Result<[UInt8], Refusal>) -> Void
  ) throws {
    let child = try PressChild(executable: executable, arguments: arguments)
    defer { child.end() }
    var waiting = documents
    var outgoing: ArraySlice<UInt8> = []
    var incoming: [UInt8] = []
    var answered = 0
    let clock = ContinuousClock()
    var progress = clock.now
    while answered < documents.count {
      if isCancelled() { throw CancellationError() }
      if outgoing.isEmpty, let next = waiting.popFirst() {
        outgoing = PressPipe.frame(Array(next.json.compact.utf8))[...]
      }
      if outgoing.isEmpty { child.finishWriting() }
      guard let events = child.wait(toWrite: !outgoing.isEmpty) else { return }
      if events.canWrite {
        if let count = child.send(outgoing) {
          outgoing = outgoing.dropFirst(count)
          if count > 0 { progress = clock.now }
        } else {
          // It is gone, but what it had answered may still be read.
          (waiting, outgoing) = ([], [])
        }
      }
      if events.canRead {
        guard let bytes = child.receive() else { return }
        incoming.append(contentsOf: bytes)
        progress = clock.now
        while let answer = Self.nextAnswer(&incoming) {
          take(answer)
          answered += 1
        }
      }
      if clock.now - progress > .seconds(patience) { return }
    }
  }

  private static func nextAnswer(_ incoming: inout [UInt8]) -> Result<[UInt8], Refusal>? {
    guard incoming.count >= 5 else { return nil }
    let length = PressPipe.length(incoming[1..<5])
    guard incoming.count >= 5 + length else { return nil }
    let payload = Array(incoming[5..<5 + length])
    let isPDF = incoming[0] == 0
    incoming.removeFirst(5 + length)
    return isPDF ? .success(payload) : .failure(PressPipe.refusal(payload))
  }
}
