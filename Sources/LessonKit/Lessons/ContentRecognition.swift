import JavaScript

/// Whether an unlabelled block is JavaScript, by what stands in it.
enum ContentRecognition {
  static func looksLikeJavaScript(_ source: LexedSource) -> Bool {
    let code = source.lexemes.filter { !$0.isComment }.prefix(400)
    guard code.count >= 4, !code.contains(where: { $0.kind == .unknown }) else { return false }
    var signs = 0
    let texts = code.map { source.text($0) }
    for (index, text) in texts.enumerated() {
      let next = index + 1 < texts.count ? texts[index + 1] : ""
      switch text {
      case "const", "let", "var":
        signs +=
          index + 1 < code.count && code[index + 1].kind == .identifier || next == "{" ? 2 : 0
      case "=>", "exports": signs += 2
      case "function", "require", "new", "await":
        signs +=
          next == "(" || index + 1 < code.count && code[index + 1].kind == .identifier ? 1 : 0
      case ";": signs += 1
      case "(" where index > 1 && texts[index - 2] == ".": signs += 1
      default: break
      }
      if signs >= 3 { return true }
    }
    return false
  }
}
