// `sizhou publish`: a publication as a folder that any web server, or none, shows, and that strangers can check.

import ArgumentParser
import Basics
import Office
import Website

struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "把公布的成绩写成一个文件夹 / write a publication into a folder.",
    discussion:
      "还没有公布过的，先公布；公布过的，原样写出，两次写出逐字节相同 / Publishes what was never published; what was is written as it is, the same bytes each time."
  )

  @Option(help: "活动编号 / the event's id.") var event: String
  @Option(help: "要写的文件夹 / the folder to write.") var to: String
  @Option(help: "第几版；默认最新 / an earlier version.") var number: Int?
  @Option(help: "更正并重新公布的原因 / publish anew as a correction, for this reason.") var reason: String?
  @Option(help: "公示天数 / days of notice for a new publication.") var noticeDays = 7
  @Flag(help: "只写编码，不写姓名 / codes only, no names.") var codesOnly = false
  @Option(help: "数据目录 / data folder.") var data = "data"
  @OptionGroup var records: DatabaseOption
  @OptionGroup var language: LanguageOption

  func validate() throws {
    guard number == nil || reason == nil else {
      throw ValidationError("--number 不能与 --reason 合用 / cannot be used with --reason")
    }
    guard (0...365).contains(noticeDays) else { throw ValidationError("--notice-days 0…365") }
  }

  func run() async throws {
    let words = language.value
    let installation = try await Installation.existing(
      records.place(data, language: words), language: words)
    guard try await ShowEvents(installation.ports).event(event) != nil else {
      Console.say(words == .zh ? "没有活动 \(event)" : "there is no event \(event)")
      throw Exit.noFile
    }
    do {
      try PublicationFolder.requireOwn(to)
    } catch {
      try end(error, Exit.usage, words)
    }
    do {
      try await publishWhereNeeded(installation)
    } catch {
      // A rule says no: something is missing, undecided or undelivered.
      try end(error, error is Refusal ? Exit.no : status(of: trouble(error, data)), words)
    }
    do {
      guard
        let publication = try await GatherPublication(installation.ports)(
          event: event, number: number, withNames: !codesOnly)
      else {
        Console.say(words == .zh ? "没有第 \(number ?? 1) 版" : "there is no version \(number ?? 1)")
        throw Exit.noFile
      }
      var files = PublicationPages(publication).files + publication.dataFiles
      files.append(try publication.manifest(of: files, signedBy: installation.key))
      try PublicationFolder.write(files, to: to)
      say(publication, files.count, words)
    } catch let exit as ExitCode {
      throw exit
    } catch {
      try end(error, status(of: trouble(error, to)), words)
    }
  }

  private func publishWhereNeeded(_ installation: Installation) async throws {
    let isPublished = try await ReadPublication(installation.ports)(event: event) != nil
    guard number == nil, !isPublished || reason != nil else { return }
    _ = try await PublishRanking(installation.ports)(
      event: event, by: "system", noticeDays: noticeDays, reason: reason)
  }

  private func end(_ error: any Error, _ exit: ExitCode, _ words: Language) throws -> Never {
    for fault in trouble(error, to) { Console.say(fault.sentence(words)) }
    throw exit
  }

  private func say(_ publication: StaticPublication, _ count: Int, _ words: Language) {
    let number = publication.publication.number
    Console.print(
      words == .zh
        ? "已写出第 \(number) 版，\(count) 个文件：\(to)/index.html\n核验：sizhou publication verify \(to)\n"
        : "version \(number) is written, \(count) files: \(to)/index.html\ncheck it with `sizhou publication verify \(to)`\n"
    )
  }
}
