// The printing process seen from the server: a child for each batch, so that fonts never stay in the server's memory.

public import Basics
internal import Foundation
public import Pages
internal import Synchronization

/// Prints papers in a child process, one child at a time. A batch costs about a fifth of a second to start; the child
/// ends with its batch, and a child that dies is replaced.
public actor PressProcess {
  private let executable: String
  private let arguments: [String]
  private let patience: Int
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// `executable arguments...` must call `runPress` on its standard input and output.
  ///
  /// A child that has not answered for `patience` seconds counts as dead.
  public init(executable: String, arguments: [String] = ["draw-papers"], patience: Int = 60) {
    self.executable = executable
    self.arguments = arguments
    self.patience = patience
  }

  /// One paper.
  ///
  /// Throws what `PaperPress.pdf` would, and `press-failed` where no child could print it.
  public func pdf(_ document: PaperDocument) async throws -> [UInt8] {
    guard let result = try await pdfs([document]).first else {
      throw Refusal.pressFailed(zh: "没有答复", en: "no answer")
    }
    return try result.get()
  }

  /// A batch of papers, each with its own answer in the same order; a paper that cannot be printed does not
  /// hold up the others.
  ///
  /// Throws where no child can be started at all, and `CancellationError`.
  public func pdfs(_ documents: [PaperDocument]) async throws -> [Result<[UInt8], Refusal>] {
    guard !documents.isEmpty else { return [] }
    await enter()
    defer { leave() }
    try Task.checkCancellation()
    let run = PressRun(executable: executable, arguments: arguments, patience: patience)
    let cancelled = Flag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // The exchange blocks its thread, which must not be one of the few that tasks run on.
        DispatchQueue.global().async {
          continuation.resume(with: Result { try run.answers(to: documents) { cancelled.isUp } })
        }
      }
    } onCancel: {
      cancelled.raise()
    }
  }

  private func enter() async {
    guard isBusy else {
      isBusy = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func leave() {
    if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
  }
}

/// A flag that one thread raises and another sees.
private final class Flag: Sendable {
  private let state = Mutex(false)

  var isUp: Bool { state.withLock { $0 } }
  func raise() { state.withLock { $0 = true } }
}
