import TokenEngine

extension String {
  /// - Parameter onCut: called where the limit cuts something off.
  func cut(to limit: Int, onCut: () -> Void) -> String {
    guard utf8.count > limit else { return self }
    onCut()
    return String(decoding: utf8.prefix(max(limit, 0)), as: UTF8.self)
  }
}

extension JSONValue {
  /// A whole number, whatever a hostile program made of it.
  func integer(_ key: String) -> Int? { self[key]?.numberValue.flatMap { Int(exactly: $0) } }

  func text(_ key: String) -> String { self[key]?.stringValue ?? "" }

  var jsonString: JSONString? {
    guard case .string(let string) = self else { return nil }
    return string
  }
}
