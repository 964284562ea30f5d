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

extension [SourceEdit] {
  /// In the order of the source; of two that overlap the first counts.
  var inOrder: [SourceEdit] {
    let ordered = sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = 0
    return ordered.filter { edit in
      guard edit.range.lowerBound >= end else { return false }
      end = edit.range.upperBound
      return true
    }
  }
}

extension LexedSource {
  func applying(_ edits: [SourceEdit]) -> String {
    guard !edits.isEmpty else { return source }
    var bytes: [UInt8] = []
    let original = Array(source.utf8)
    var offset = 0
    for edit in edits.inOrder {
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
