// Slices dealt out to pages.

internal import Pages

/// What stands on one page, from top to bottom, with places in points from the page's top.
struct FlowPage {
  struct Item {
    var slice: Slice
    var y: Double
  }

  var items: [Item] = []
}

/// Deals slices to pages, beginning `top` points below the edge.
struct PageFlow {
  let top: Double
  /// Room on every page but the first, which has `reserved` points less.
  private let pageRoom: Double
  private let reserved: Double
  private(set) var pages: [FlowPage] = [FlowPage()]
  private var used = 0.0
  /// The table whose rows end the page so far.
  private var open: TableSetting?

  private var room: Double { pages.count == 1 ? pageRoom - reserved : pageRoom }

  init(top: Double, room: Double, reserved: Double) {
    self.top = top
    pageRoom = room
    self.reserved = reserved
  }

  mutating func deal(_ slices: [Slice]) {
    var index = 0
    while index < slices.count {
      var end = index
      while end < slices.count - 1, slices[end].keepsWithNext { end += 1 }
      let chain = slices[index...end]
      let wanted = height(of: chain, after: open)
      // A chain longer than a page is parted where it must be.
      if used > 0, used + wanted > room + 0.01,
        height(of: chain, after: nil) <= pageRoom + 0.01 || used > room / 2
      {
        startPage()
      }
      for slice in chain { place(slice) }
      index = end + 1
    }
  }

  private func height(of chain: ArraySlice<Slice>, after table: TableSetting?) -> Double {
    var sum = 0.0
    var table = table
    for (index, slice) in zip(chain.indices, chain) {
      sum += slice.height + (index == chain.endIndex - 1 ? 0 : slice.after)
      guard case .row(let setting, _) = slice.content else {
        table = nil
        continue
      }
      if setting !== table { sum += setting.headerHeight }
      table = setting
    }
    return sum
  }

  private mutating func startPage() {
    pages.append(FlowPage())
    used = 0
    open = nil
  }

  private mutating func place(_ slice: Slice) {
    if used > 0, used + height(of: [slice], after: open) > room + 0.01 { startPage() }
    if case .space = slice.content {
      // White space above a section's first words is meant; above those of a later page it is not.
      if used > 0 || pages.count == 1 { used += slice.height }
      open = nil
      return
    }
    pages[pages.count - 1].items.append(FlowPage.Item(slice: slice, y: top + used))
    used += height(of: [slice], after: open) + slice.after
    if case .row(let setting, _) = slice.content { open = setting } else { open = nil }
  }
}

extension FlowPage {
  func draw(on canvas: Canvas) {
    var index = 0
    while index < items.count {
      let item = items[index]
      switch item.slice.content {
      case .space: break
      case .drawing(let drawing): drawing(canvas, item.y)
      case .row(let setting, let first):
        var last = first
        while index + 1 < items.count, case .row(let next, let row) = items[index + 1].slice.content,
          next === setting, row == last + 1
        {
          last = row
          index += 1
        }
        setting.draw(first..<last + 1, on: canvas, x: item.slice.x, y: item.y)
      }
      index += 1
    }
  }
}
