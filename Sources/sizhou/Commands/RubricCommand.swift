// `sizhou rubric`: check files, describe one in words; as a spreadsheet and back in RubricTableCommands.swift.

import ArgumentParser
import Basics
import Rubrics

struct RubricCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rubric", abstract: "评分细则 / rubric files.",
    subcommands: [
      Check.self, Describe.self, RubricDiffCommand.self, RubricSheetCommand.self, ToTable.self,
      FromTable.self,
    ])

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "一次报告细则文件的全部错误 / report every fault of the files at once.")

    @Argument(help: "细则文件 / rubric files.") var files: [String]
    @Option(help: "text 或 json / text or json.") var format: Format = .text
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      var answers: [JSON] = []
      var invalid = false
      for file in files {
        let result = RubricDoor.read(
          try contents(of: file, limit: RubricDoor.limit, language: words), file: file)
        switch result {
        case .success(let rubric):
          answers.append(Self.answer(file, rubric: rubric, faults: [], words))
          if format == .text {
            Console.print(
              "\(file): \(words == .zh ? "有效" : "valid") \(rubric.id) v\(rubric.version) \(rubric.sha256.prefix(12))\n"
            )
          }
        case .failure(let refusal):
          invalid = true
          answers.append(Self.answer(file, rubric: nil, faults: refusal.faults, words))
          if format == .text { for fault in refusal.faults { Console.print(fault.sentence(words) + "\n") } }
        }
      }
      if format == .json { Console.print(JSON.object([("files", .array(answers))]).pretty) }
      if invalid { throw Exit.invalid }
    }

    private static func answer(_ file: String, rubric: Rubric?, faults: [Fault], _ words: Language) -> JSON {
      .object([
        ("file", .string(file)), ("valid", .bool(rubric != nil)), ("id", .optional(rubric?.id)),
        ("version", .optional(rubric?.version)), ("sha256", .optional(rubric?.sha256)),
        ("faults", .array(faults.map { $0.json(words) })),
      ])
    }
  }

  struct Describe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "describe", abstract: "用文字说明一份细则 / say in words what a rubric does.")

    @Argument(help: "细则文件 / the rubric file.") var file: String
    @Option(help: "text 或 json / text or json.") var format: Format = .text
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      switch RubricDoor.read(try contents(of: file, limit: RubricDoor.limit, language: words), file: file) {
      case .success(let rubric):
        Console.print(format == .json ? describeJSON(rubric).pretty : describe(rubric, words))
      case .failure(let refusal):
        if format == .json {
          Console.print(JSON.object([("faults", .array(refusal.faults.map { $0.json(words) }))]).pretty)
        }
        for fault in refusal.faults { Console.say(fault.sentence(words)) }
        throw Exit.invalid
      }
    }
  }
}
