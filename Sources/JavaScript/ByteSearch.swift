extension StringProtocol {
  /// Where a piece of text first stands, compared byte by byte: the standard library's search compares characters,
  /// which takes many times as long, and most texts are asked for what they do not hold.
  package func firstRange(ofBytes piece: String) -> Range<Index>? {
    var piece = piece
    let offset = utf8.withContiguousStorageIfAvailable { text in
      piece.withUTF8 { text.offset(of: $0) }
    }
    // A string that is no run of UTF-8 is one of Foundation's own.
    guard let offset else { return firstRange(of: piece) }
    return offset.map { offset in
      let start = utf8.index(startIndex, offsetBy: offset)
      return start..<utf8.index(start, offsetBy: piece.utf8.count)
    }
  }

  package func contains(bytes piece: String) -> Bool { firstRange(ofBytes: piece) != nil }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func offset(of piece: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = piece.first, piece.count <= count else { return piece.isEmpty ? 0 : nil }
    search: for start in 0...count - piece.count where self[start] == first {
      for index in piece.indices.dropFirst() where self[start + index] != piece[index] {
        continue search
      }
      return start
    }
    return nil
  }
}
