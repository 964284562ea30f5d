/// What a piece of code is, as far as its colour goes; the raw value is its class on the page.
enum CodeColour: String {
  case keyword = "k"
  case string = "s"
  case number = "n"
  case comment = "c"
  case type = "t"
  case function = "f"
  case regularExpression = "r"
  /// The name of a member or of a header.
  case property = "p"
}

/// A piece of code with one colour, in UTF-8 offsets. Pieces come in order and do not overlap.
struct ColouredPiece: Equatable {
  var range: Range<Int>
  var colour: CodeColour
}

/// The languages whose code is coloured when the page is made.
enum CodeLanguage {
  case javaScript, swift, json, http

  /// - Parameter name: what an author writes after the fence.
  init?(_ name: String) {
    switch name.lowercased() {
    case "js", "javascript", "jsx", "mjs", "cjs", "node", "ts", "tsx", "typescript":
      self = .javaScript
    case "swift": self = .swift
    case "json", "jsonc", "json5", "geojson": self = .json
    case "http": self = .http
    default: return nil
    }
  }

  func pieces(of code: [UInt8]) -> [ColouredPiece] {
    switch self {
    case .javaScript: JavaScriptColours.pieces(of: String(decoding: code, as: UTF8.self))
    case .swift: SwiftColours.pieces(of: code)
    case .json: JSONColours.pieces(of: code[...])
    case .http: HTTPColours.pieces(of: code)
    }
  }
}

/// Code as markup: escaped, with an element around each piece that has a colour.
struct ColouredCode {
  private let code: [UInt8]
  private let pieces: [ColouredPiece]

  /// - Parameter language: nil for code that stays plain.
  init(_ code: String, _ language: CodeLanguage?) {
    self.code = Array(code.utf8)
    pieces = language?.pieces(of: self.code) ?? []
  }

  var html: HTML {
    var markup: [UInt8] = []
    markup.reserveCapacity(code.count * 2)
    var next = 0
    for piece in pieces {
      markup.appendEscaped(code[next..<piece.range.lowerBound])
      Self.append(code[piece.range], piece.colour, isEmphasised: false, to: &markup)
      next = piece.range.upperBound
    }
    markup.appendEscaped(code[next...])
    return HTML(trusted: String(decoding: markup, as: UTF8.self))
  }

  /// The markup of each line, without its line feed; a last line that is empty is none.
  ///
  /// - Parameter emphasis: by 0-based line, the parts of it that stand out, in bytes from its start.
  func lines(emphasis: [Int: [Range<Int>]] = [:]) -> [HTML] {
    var lines: [HTML] = []
    var piece = 0
    var start = 0
    while start < code.count {
      let end = code[start...].firstIndex(of: 10) ?? code.count
      var markup: [UInt8] = []
      markup.reserveCapacity((end - start) * 2)
      let marks = emphasis[lines.count] ?? []
      var place = start
      while piece < pieces.count, pieces[piece].range.upperBound <= start { piece += 1 }
      var here = piece
      while place < end {
        let colour: CodeColour?
        var stop = end
        if here < pieces.count, pieces[here].range.lowerBound <= place {
          colour = pieces[here].colour
          stop = min(stop, pieces[here].range.upperBound)
        } else {
          colour = nil
          if here < pieces.count { stop = min(stop, pieces[here].range.lowerBound) }
        }
        let mark = marks.first { $0.upperBound > place - start }
        let isEmphasised = mark.map { $0.lowerBound <= place - start } ?? false
        if let mark {
          stop = min(stop, start + (isEmphasised ? mark.upperBound : mark.lowerBound))
        }
        Self.append(code[place..<stop], colour, isEmphasised: isEmphasised, to: &markup)
        place = stop
        if here < pieces.count, pieces[here].range.upperBound <= place { here += 1 }
      }
      lines.append(HTML(trusted: String(decoding: markup, as: UTF8.self)))
      start = end + 1
    }
    return lines
  }

  private static func append(
    _ text: ArraySlice<UInt8>, _ colour: CodeColour?, isEmphasised: Bool,
    to markup: inout [UInt8]
  ) {
    guard colour != nil || isEmphasised else { return markup.appendEscaped(text) }
    let names = [colour?.rawValue, isEmphasised ? "x" : nil].compactMap(\.self)
    markup += "<span class=\"\(names.joined(separator: " "))\">".utf8
    markup.appendEscaped(text)
    markup += "</span>".utf8
  }
}
