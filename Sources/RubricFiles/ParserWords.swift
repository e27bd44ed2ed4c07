// What is not well-formed XML, in words that a clerk understands.

import Basics
import CLibXML2

/// One parser error as a fault.
func parserFault(code: Int, line: Int, column: Int, message: String) -> Fault {
  let names = quotedNames(message)
  var fault = fault(code: code, names: names, message: message)
  fault.line = line > 0 ? line : 1
  fault.column = column > 0 ? column : nil
  return fault
}

private func fault(code: Int, names: [String], message: String) -> Fault {
  func named(_ error: xmlParserErrors) -> Bool { code == Int(error.rawValue) }
  let words = message.split(separator: " ")
  if named(XML_ERR_TAG_NAME_MISMATCH) || named(XML_ERR_TAG_NOT_FINISHED) {
    // "Opening and ending tag mismatch: points line 12 and criterion"
    let opened = words.firstIndex(of: "line").flatMap { $0 > 0 ? words[$0 - 1] : nil }.map(String.init) ?? ""
    let since =
      words.firstIndex(of: "line").flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }.map(String.init)
      ?? ""
    let closed = words.last.map { String($0).folded } ?? ""
    if named(XML_ERR_TAG_NAME_MISMATCH), !opened.isEmpty {
      return Fault(
        "xml-tags", zh: "标签不配对：第 \(since) 行的 <\(opened)> 还没有结束，这里却结束了 </\(closed)>",
        en: "tags do not match: <\(opened)> of line \(since) is still open where </\(closed)> stands",
        suggestion: Words(zh: "补上 </\(opened)> 或改正标签名", en: "add </\(opened)> or correct the name of the tag")
      )
    }
    return Fault(
      "xml-tags", zh: "文件没写完：还有标签没有结束", en: "the file ends too early: a tag is still open",
      suggestion: Words(zh: "补上缺少的结束标签", en: "add the missing end tags"))
  }
  if named(XML_ERR_ATTRIBUTE_REDEFINED) {
    let name = words.count > 1 ? String(words[1]) : ""
    return Fault(
      "xml-repeated-attribute", zh: "同一个标签里属性 \(name) 写了两次", en: "attribute \(name) stands twice in one tag",
      suggestion: Words(zh: "删去一个", en: "delete one of them"))
  }
  if named(XML_ERR_UNDECLARED_ENTITY) || named(XML_WAR_UNDECLARED_ENTITY)
    || named(XML_ERR_ENTITYREF_SEMICOL_MISSING)
    || named(XML_ERR_NAME_REQUIRED) && message.contains("ntity")
  {
    let name = names.first ?? ""
    return Fault(
      "xml-entity", zh: "“&\(name)”不是可用的写法", en: "\"&\(name)\" cannot be used here",
      suggestion: Words(zh: "“&”写成 &amp;，“<”写成 &lt;", en: "write & as &amp; and < as &lt;"))
  }
  if named(XML_ERR_LT_IN_ATTRIBUTE) || named(XML_ERR_ATTRIBUTE_NOT_STARTED)
    || named(XML_ERR_ATTRIBUTE_NOT_FINISHED)
    || named(XML_ERR_ATTRIBUTE_WITHOUT_VALUE)
  {
    return Fault(
      "xml-attribute", zh: "属性值的引号不对", en: "the quotes around an attribute's value are wrong",
      suggestion: Words(zh: "写成 名称=\"值\"，用半角引号", en: "write name=\"value\" with plain quotes"))
  }
  if named(XML_NS_ERR_UNDEFINED_NAMESPACE) {
    return Fault(
      "xml-prefix", zh: "前缀没有声明：\(names.first ?? "")", en: "a prefix is not declared: \(names.first ?? "")",
      suggestion: Words(zh: "去掉标签里冒号前的部分", en: "remove the part before the colon"))
  }
  if named(XML_ERR_DOCUMENT_EMPTY) || named(XML_ERR_DOCUMENT_START) {
    return Fault(
      "xml-unreadable", zh: "这不是 XML 文件", en: "this is no XML file",
      suggestion: Words(zh: "检查是否选错了文件", en: "check whether it is the right file"))
  }
  if named(XML_ERR_DOCUMENT_END) {
    return Fault(
      "xml-tail", zh: "</rubric> 之后还有内容", en: "there is something after </rubric>",
      suggestion: Words(zh: "删去多余的内容", en: "delete what is too much"))
  }
  if named(XML_ERR_INVALID_CHAR) {
    return Fault(
      "xml-character", zh: "有不可见的控制字符", en: "there is an invisible control character",
      suggestion: Words(zh: "删去它", en: "delete it"))
  }
  return Fault(
    "xml-malformed", zh: "这里的 XML 写法不对", en: "this is not well-formed XML",
    suggestion: Words(zh: "检查这一行的尖括号、引号和结束标签", en: "check brackets, quotes and end tags of this line"))
}

/// What stands in quotes in a message.
private func quotedNames(_ message: String) -> [String] {
  let parts = message.split(separator: "'", omittingEmptySubsequences: false)
  return parts.indices.filter { !$0.isMultiple(of: 2) }.map { String(parts[$0]) }
}
