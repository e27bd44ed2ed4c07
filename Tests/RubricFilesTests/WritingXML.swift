// A rubric that is written as XML says the same when it is read, and looks as a person would write it.

import Basics
import Foundation
import RubricFiles
import Rubrics
import Testing

@Suite struct WritingXML {
  @Test("What is written reads back as the same rubric", arguments: Files.everywhere)
  func roundTrip(_ file: URL) throws {
    let rubric = try Files.read([UInt8](Data(contentsOf: file))).get()
    let again = try Files.read(Array(rubricXML(rubric).utf8), file: file.lastPathComponent).get()
    #expect(again.withoutPlaces == rubric.withoutPlaces)
  }

  @Test("The same rubric gives the same bytes", arguments: Files.everywhere)
  func canonical(_ file: URL) throws {
    let first = rubricXML(try Files.read([UInt8](Data(contentsOf: file))).get())
    #expect(rubricXML(try Files.read(Array(first.utf8)).get()) == first)
  }

  @Test("There are rubrics to try it on")
  func files() { #expect(Files.everywhere.count >= 30) }

  @Test("Defaults are left out, one text fits its line, and two languages take two lines")
  func looks() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rubric xmlns="urn:x-sizhou:rubric:1" schema-version="1.1" id="noodles" version="2" event-kind="contest" xml:lang="zh-CN">
        <metadata>
          <title xml:lang="zh-CN">面</title>
          <title xml:lang="en">Noodles &amp; soup</title>
        </metadata>

        <panels>
          <panel id="jury">
            <title>评委</title>
            <aggregate method="trimmed-mean" drop-high="1" drop-low="1" min-judges="3"/>
          </panel>
        </panels>

        <modules>
          <module id="bowl" max="12.5" time-limit="PT90M">
            <title>一碗面</title>
            <criterion id="taste" max="12.5">
              <title>味道</title>
              <points id="broth" max="12.5" step="0.5"><title>汤</title></points>
            </criterion>
          </module>
        </modules>

        <rounds>
          <round id="final">
            <title>决赛</title>
            <use module="bowl" times="5/3"/>
          </round>
        </rounds>

        <results>
          <ranking/>
        </results>
      </rubric>

      """
    #expect(rubricXML(try Files.read(Array(text.utf8)).get()) == text)
  }

  @Test(
    "Every multiplier that the language allows is written exactly",
    arguments: [
      "1", "-1", "0.6", "2.2858", "5/3", "-1.25/3", "1/7", "999999999.999999", "0.000001",
      "123456789.123457/987654321.654321", "-999999999.999999/0.000001",
    ])
  func multipliers(_ written: String) throws {
    let file = Files.folder.appendingPathComponent("../Tests/Fixtures/rules/15-league-table/rubric.xml")
    let source = try String(decoding: Data(contentsOf: file), as: UTF8.self)
      .editing("times=\"3\"", "times=\"\(written)\"")
    let rubric = try Files.read(Array(source.utf8)).get()
    let again = try Files.read(Array(rubricXML(rubric).utf8)).get()
    #expect(again.withoutPlaces == rubric.withoutPlaces)
  }

  @Test(
    "Points in proportion keep their fraction and whether they are exact, in XML and in a workbook",
    arguments: [("-32/24.38", true), ("-32/24.38", false), ("-1.312551", true), ("1.8", false)])
  func linear(_ each: String, _ isExact: Bool) throws {
    let exact = isExact ? " exact=\"true\"" : ""
    let source = """
      <rubric xmlns="urn:x-sizhou:rubric:1" schema-version="1.1" id="speed" version="1" event-kind="contest" xml:lang="en">
        <metadata><title>Speed</title></metadata>
        <panels><panel id="c"><title>Clock</title><aggregate method="single"/></panel></panels>
        <modules><module id="m" max="20"><title>Speed</title><criterion id="s"><title>Speed</title>
          <measure id="time" max="20" unit="s" decimals="2" target="24.38"><title>Time</title>
            <linear at="16" each="\(each)"\(exact)/></measure>
        </criterion></module></modules>
        <rounds><round id="r"><title>Run</title><use module="m"/></round></rounds>
        <results><ranking/></results>
      </rubric>
      """
    let rubric = try Files.read(Array(source.utf8)).get()
    #expect(try Files.read(Array(rubricXML(rubric).utf8)).get().withoutPlaces == rubric.withoutPlaces)
    for language in Language.allCases {
      #expect(try Rubrics.rubric(from: workbook(of: rubric, language)).get().rubric == rubric.withoutPlaces)
    }
    #expect(rubric.facts.contains { $0.path.last == "isExact" } == isExact)
    #expect(describe(rubric, .en).contains(isExact ? ", not rounded" : ", rounded to 3 decimals"))
  }

  @Test(
    "Every time limit is written exactly",
    arguments: [
      "PT0S", "PT45S", "PT60S", "PT90M", "PT1H30M", "PT1M30S", "PT9999M59S", "PT99H9999M99999S", "PT99H",
    ])
  func durations(_ written: String) throws {
    let source = try Files.text("chef-hot.xml").editing("\"PT60M\"", "\"\(written)\"")
    let rubric = try Files.read(Array(source.utf8)).get()
    let again = try Files.read(Array(rubricXML(rubric).utf8)).get()
    #expect(again.withoutPlaces == rubric.withoutPlaces)
  }

  @Test("Markup in texts is escaped, and characters that XML cannot carry are replaced")
  func escaping() throws {
    var rubric = try Files.read(Files.bytes("chef-hot.xml")).get()
    rubric.label.title = Words(zh: "<b>\"甲\" & 'A'</b> ]]>\u{1}", en: "A\nB  C")
    let again = try Files.read(Array(rubricXML(rubric).utf8)).get()
    #expect(again.label.title == Words(zh: "<b>\"甲\" & 'A'</b> ]]>\u{FFFD}", en: "A B C"))
  }
}
