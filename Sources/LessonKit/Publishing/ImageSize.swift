/// The size of a picture as its file says it: PNG, GIF, JPEG, WebP and SVG.
struct ImageSize: Sendable, Hashable {
  var width: Int
  var height: Int

  private init?(_ width: Int, _ height: Int) {
    guard (1...100_000).contains(width), (1...100_000).contains(height) else { return nil }
    self.width = width
    self.height = height
  }

  /// - Parameter bytes: the beginning of the file.
  init?(_ bytes: [UInt8]) {
    func big(_ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
    func little(_ place: Int) -> Int { Int(bytes[place + 1]) << 8 | Int(bytes[place]) }
    let size: ImageSize?
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), bytes.count >= 24 {
      size = ImageSize(big(16) << 16 | big(18), big(20) << 16 | big(22))
    } else if bytes.starts(with: "GIF8".utf8), bytes.count >= 10 {
      size = ImageSize(little(6), little(8))
    } else if bytes.starts(with: [0xFF, 0xD8]) {
      size = Self.jpeg(bytes)
    } else if bytes.starts(with: "RIFF".utf8), bytes.count >= 30,
      bytes[8..<12].elementsEqual("WEBP".utf8)
    {
      switch bytes[15] {
      case UInt8(ascii: " "): size = ImageSize(little(26) & 0x3FFF, little(28) & 0x3FFF)
      case UInt8(ascii: "L"):
        let bits = little(21) | little(23) << 16
        size = ImageSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
      case UInt8(ascii: "X"):
        size = ImageSize(
          (little(24) | Int(bytes[26]) << 16) + 1, (little(27) | Int(bytes[29]) << 16) + 1)
      default: size = nil
      }
    } else {
      size = Self.svg(bytes)
    }
    guard let size else { return nil }
    self = size
  }

  /// The frame header (SOF) has it; other segments are skipped.
  private static func jpeg(_ bytes: [UInt8]) -> ImageSize? {
    var place = 2
    var isTurned = false
    while place + 9 < bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
      if isFrame {
        let width = Int(bytes[place + 7]) << 8 | Int(bytes[place + 8])
        let height = Int(bytes[place + 5]) << 8 | Int(bytes[place + 6])
        return isTurned ? ImageSize(height, width) : ImageSize(width, height)
      }
      let next = place + 2 + (Int(bytes[place + 2]) << 8 | Int(bytes[place + 3]))
      if marker == 0xE1, place + 4 < next, next <= bytes.count {
        isTurned = isTurned || Self.isTurned(Array(bytes[(place + 4)..<next]))
      }
      place = next
    }
    return nil
  }

  /// Whether a photo was taken with the camera on its side: browsers show it upright (Exif, orientations 5 to 8).
  private static func isTurned(_ segment: [UInt8]) -> Bool {
    guard segment.starts(with: "Exif\0\0".utf8) else { return false }
    let tiff = Array(segment.dropFirst(6))
    let isLittle = tiff.starts(with: "II".utf8)
    func number(_ place: Int, _ size: Int) -> Int? {
      guard place + size <= tiff.count else { return nil }
      let bytes = tiff[place..<(place + size)]
      return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let list = number(4, 4), let count = number(list, 2) else { return false }
    let tags = (0..<count).lazy.map { list + 2 + 12 * $0 }
    return tags.first { number($0, 2) == 0x0112 }.flatMap { number($0 + 8, 2) }.map {
      (5...8).contains($0)
    } ?? false
  }

  /// `width` and `height` in pixels, else the `viewBox`.
  private static func svg(_ bytes: [UInt8]) -> ImageSize? {
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    guard let start = text.firstRange(of: "<svg"),
      let end = text[start.upperBound...].firstIndex(of: ">")
    else { return nil }
    let tag = text[start.upperBound..<end]
    func value(_ name: String) -> Substring? {
      for quote in ["\"", "'"] {
        if let range = tag.firstRange(of: " \(name)=\(quote)") {
          return tag[range.upperBound...].prefix { String($0) != quote }
        }
      }
      return nil
    }
    func pixels(_ text: Substring) -> Int? {
      Double(text.hasSuffix("px") ? text.dropLast(2) : text).map { Int($0.rounded()) }
    }
    if let width = value("width").flatMap(pixels), let height = value("height").flatMap(pixels) {
      return ImageSize(width, height)
    }
    let box = (value("viewBox") ?? "").split { $0 == " " || $0 == "," }.compactMap { Double($0) }
    return box.count == 4 ? ImageSize(Int(box[2].rounded()), Int(box[3].rounded())) : nil
  }
}
