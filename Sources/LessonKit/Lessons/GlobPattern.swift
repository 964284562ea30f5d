/// A pattern of `include` or `exclude`: `*` and `?` within a name, `**` for any folders; a folder's pattern
/// means all that is in it.
struct GlobPattern: Sendable, Hashable {
  private let parts: [String]

  init(_ text: String) {
    parts = text.split(separator: "/").filter { $0 != "." }.map(String.init)
  }

  func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/").map(String.init)
    // reached[n]: whether the parts so far can stand for the first n names.
    var reached = [true] + Array(repeating: false, count: names.count)
    for part in parts {
      var next = Array(repeating: false, count: names.count + 1)
      if part == "**" {
        var isOpen = false
        for index in reached.indices {
          isOpen = isOpen || reached[index]
          next[index] = isOpen
        }
      } else {
        for index in names.indices where reached[index] && Self.name(names[index], matches: part) {
          next[index + 1] = true
        }
      }
      reached = next
    }
    return reached.contains(true)
  }

  private static func name(_ name: String, matches pattern: String) -> Bool {
    let name = Array(name)
    var reached = [true] + Array(repeating: false, count: name.count)
    for symbol in pattern {
      var next = Array(repeating: false, count: name.count + 1)
      var isOpen = false
      for index in reached.indices {
        if symbol == "*" {
          isOpen = isOpen || reached[index]
          next[index] = isOpen
        } else if index < name.count, reached[index], symbol == "?" || symbol == name[index] {
          next[index + 1] = true
        }
      }
      reached = next
    }
    return reached[name.count]
  }
}
