/// The order in which lessons are read: what the configuration lists, then by the numbers of names.
struct ReadingOrder {
  private let listed: [String: Int]

  /// - Parameter first: lessons and folders, as paths below the locale, with or without extension.
  init(first: [String]) {
    let names = first.map { name in
      let path = name.split(separator: "/").joined(separator: "/")
      return path.hasSuffix(".md") ? String(path.dropLast(3)) : path
    }
    listed = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func areInOrder(_ left: String, _ right: String, _ leftPath: String, _ rightPath: String) -> Bool
  {
    let places = (listed[left] ?? .max, listed[right] ?? .max)
    return places.0 != places.1 ? places.0 < places.1 : isInReadingOrder(leftPath, rightPath)
  }
}
