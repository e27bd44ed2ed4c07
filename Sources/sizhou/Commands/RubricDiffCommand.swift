// `sizhou rubric diff A B`: what changes results, and what changes only the wording.

import ArgumentParser
import Basics
import Rubrics

struct RubricDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "比较两份细则：哪些影响成绩，哪些只是文字 / compare two rubrics in words.")

  @Argument(help: "原来的细则 / the rubric before.") var before: String
  @Argument(help: "现在的细则 / the rubric after.") var after: String
  @Option(help: "text 或 json / text or json.") var format: RubricCommand.Format = .text
  @OptionGroup var language: LanguageOption

  func run() async throws {
    let words = language.value
    var rubrics: [Rubric] = []
    var faults: [Fault] = []
    for file in [before, after] {
      switch RubricDoor.read(try contents(of: file, limit: RubricDoor.limit, language: words), file: file) {
      case .success(let rubric): rubrics.append(rubric)
      case .failure(let refusal): faults += refusal.faults
      }
    }
    guard faults.isEmpty else {
      if format == .json {
        Console.print(JSON.object([("faults", .array(faults.map { $0.json(words) }))]).pretty)
      }
      for fault in faults { Console.say(fault.sentence(words)) }
      throw Exit.invalid
    }
    let difference = RubricDifference(from: rubrics[0], to: rubrics[1])
    Console.print(format == .json ? difference.json.pretty : difference.text(words))
  }
}
