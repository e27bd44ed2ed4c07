// What can go wrong at the press, said in both languages.

internal import Basics

extension Refusal {
  static func fontMissing(_ name: String) -> Refusal {
    Refusal(
      Fault(
        "font-missing", zh: "没有安装字体“\(name)”，不能打印。",
        en: "The font \"\(name)\" is not installed; nothing can be printed.",
        suggestion: Words(
          zh: "请安装：sudo apt-get install fonts-noto-cjk", en: "Install it: sudo apt-get install fonts-noto-cjk"
        )))
  }

  static func glyphsMissing(_ scalars: [Unicode.Scalar]) -> Refusal {
    let list = scalars.map { "\($0) (U+\(String($0.value, radix: 16, uppercase: true)))" }.joined(
      separator: "、")
    return Refusal(
      Fault(
        "glyph-missing", zh: "证书字体里没有这些字：\(list)", en: "The certificate font lacks these characters: \(list)",
        suggestion: Words(
          zh: "请与本人核对用字；确实无误的，另行手写补证。",
          en: "Check the characters with the person; where they are right, complete the paper by hand.")))
  }

  static func tooMuchForQR(bytes: Int) -> Refusal {
    Refusal(
      Fault(
        "qr-too-long", zh: "二维码内容过长（\(bytes) 字节）。",
        en: "The text is too long for a QR code (\(bytes) bytes).",
        suggestion: Words(zh: "请缩短网址。", en: "Shorten the address.")))
  }

  static func pressFailed(zh: String, en: String) -> Refusal {
    Refusal(
      Fault(
        "press-failed", zh: "打印进程出错：\(zh)", en: "The printing process failed: \(en)",
        suggestion: Words(
          zh: "请重试；仍然失败时运行 sizhou doctor。", en: "Try again; if it fails again, run sizhou doctor.")))
  }
}
