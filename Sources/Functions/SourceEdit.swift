import JavaScript

/// Text that takes the place of a part of a source, on the lines of that part.
struct SourceEdit {
  /// UTF-8 offsets in the source.
  var range: Range<Int>
  var text: String

  static func insertion(_ text: String, at offset: Int) -> SourceEdit {
    SourceEdit(range: offset..<offset, text: text)
  }
}

extension LexedSource {
  /// - Parameter edits: of two that overlap the first counts.
  func applying(_ edits: [SourceEdit]) -> String {
    guard !edits.isEmpty else { return source }
    var bytes: [UInt8] = []
    let original = Array(source.utf8)
    var offset = 0
    let ordered = edits.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for edit in ordered where edit.range.lowerBound >= offset {
      bytes += original[offset..<edit.range.lowerBound]
      bytes += Array(edit.text.utf8)
      // Every line of the program stays where it is.
      bytes += original[edit.range].filter { $0 == UInt8(ascii: "\n") }
      offset = edit.range.upperBound
    }
    bytes += original[offset...]
    return String(decoding: bytes, as: UTF8.self)
  }
}
