// `sizhou bench-rubrics FILE`: how many times a second one rubric is read and checked; `make bench` calls it.

import ArgumentParser
import Basics
import Foundation

struct BenchRubrics: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "bench-rubrics", shouldDisplay: false)

  @Argument var file: String

  func run() async throws {
    let bytes = try contents(of: file, limit: RubricDoor.limit, language: .en)
    guard case .success = RubricDoor.read(bytes, file: file) else { throw Exit.invalid }
    var rates: [Double] = []
    for _ in 0..<5 {
      let began = DispatchTime.now().uptimeNanoseconds
      var count = 0
      while DispatchTime.now().uptimeNanoseconds - began < 400_000_000 {
        guard case .success = RubricDoor.read(bytes, file: file) else { throw Exit.invalid }
        count += 1
      }
      rates.append(Double(count) * 1e9 / Double(DispatchTime.now().uptimeNanoseconds - began))
    }
    rates.sort()
    func text(_ value: Double) -> JSON { .integer(Int(value)) }
    Console.print(
      JSON.object([
        ("bytes", .integer(bytes.count)), ("min", text(rates[0])), ("median", text(rates[2])),
        ("max", text(rates[4])),
      ]).compact + "\n")
  }
}
