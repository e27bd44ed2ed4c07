// `sizhou draw-papers`: the press as a child process of the same program, so that the server stays small.

import ArgumentParser
import Foundation
import Papers

struct DrawPapers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "draw-papers", shouldDisplay: false)

  func run() async throws {
    try runPress(reading: .standardInput, writing: .standardOutput)
  }
}
