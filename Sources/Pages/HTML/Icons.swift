// Shapes that carry a meaning together with a word and a colour, readable in grey print too.

/// What a state looks like.
enum Sign: Sendable {
  case empty, working, delivered, signed, attention, good, bad, unknown, info

  var path: String {
    switch self {
    case .empty: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zm0 2.500a6.500 6.500 0 1 1 0 13a6.500 6.500 0 1 1 0-13z"
    case .working: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zm0 2.500v13a6.500 6.500 0 1 1 0-13z"
    case .delivered:
      "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zm-1.600 15L5.800 12.400l1.900-1.900l2.700 2.700l6-6l1.900 1.900z"
    case .signed: "M3 21v-2.500h18V21zM5 16l1.200-4.600L15.800 2l3.700 3.600l-9.600 9.500z"
    case .attention: "M12 2L1 21h22zm-1.200 7h2.400v6h-2.400zm0 7.500h2.400v2.300h-2.400z"
    case .good:
      "M12 1l3 2.200l3.700-.1l1.100 3.600l3 2.200L21.600 12l1.200 3.100l-3 2.200l-1.100 3.600l-3.700-.1L12 23l-3-2.200l-3.700.1l-1.100-3.600l-3-2.200L2.400 12L1.200 8.900l3-2.200l1.100-3.600l3.700.1zm-1.300 15.300l6.800-6.800l-1.800-1.800l-5 5l-2.400-2.400l-1.800 1.800z"
    case .bad:
      "M8 2h8l6 6v8l-6 6H8l-6-6V8zm.700 5L7 8.700l3.300 3.300L7 15.300L8.700 17l3.300-3.300l3.300 3.300l1.700-1.700l-3.300-3.300L17 8.700L15.300 7L12 10.300z"
    case .unknown:
      "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zm-1.200 13.800h2.400v2.400h-2.400zM12 5.600c2.500 0 4.200 1.500 4.200 3.700c0 1.700-1 2.500-1.900 3.200c-.8.600-1.100 1-1.100 1.900h-2.400c0-2 .9-2.800 1.800-3.500c.7-.6 1.100-.9 1.100-1.600c0-.9-.7-1.500-1.700-1.500c-1.100 0-1.800.7-1.900 1.900H7.700c.1-2.500 1.800-4.100 4.300-4.100z"
    case .info:
      "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zm-1.200 4.500h2.400v2.400h-2.400zm0 4h2.400V17.500h-2.400z"
    }
  }

  var svg: HTML {
    .element(
      "svg", [Attribute("viewBox", "0 0 24 24"), Attribute("aria-hidden", "true")],
      [
        .element(
          "path",
          [Attribute("d", path), Attribute("fill", "currentColor"), Attribute("fill-rule", "evenodd")], [])
      ])
  }
}

/// A state in shape, word and colour.
///
/// `look` is one of good, go, warn, bad, idle.
func state(_ sign: Sign, _ word: String, _ look: String) -> HTML {
  el("span", .class("state \(look)")) {
    sign.svg
    el("span", text: word)
  }
}

/// The name chop: 思州 in white on cinnabar.
let chop = HTML.constant(
  """
  <svg class="chop" viewBox="0 0 48 48" aria-hidden="true"><rect x="1" y="1" width="46" height="46" rx="9" fill="#a32b1c"/>\
  <rect x="4.500" y="4.500" width="39" height="39" rx="6" fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="1.500"/>\
  <text x="24" y="22" text-anchor="middle" font-family="serif" font-size="17" font-weight="700" fill="#fff">思</text>\
  <text x="24" y="40" text-anchor="middle" font-family="serif" font-size="17" font-weight="700" fill="#fff">州</text></svg>
  """)
