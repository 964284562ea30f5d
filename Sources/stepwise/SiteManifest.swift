#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which files of a folder a build wrote: a path a line, in the order of their bytes. All others belong to somebody
/// else. It is held as the text it is, since a site has files by the hundred thousand.
struct SiteManifest {
  static let name = ".stepwise-manifest"

  private let bytes: [UInt8]
  private let lines: [Range<Int>]

  /// Of a folder that a site may be written to and in which all is somebody else's.
  static let empty = SiteManifest()

  private init() {
    bytes = []
    lines = []
  }

  /// - Returns: nil where no build has written.
  init?(in folder: String) {
    guard let data = FileManager.default.contents(atPath: folder + "/" + Self.name) else {
      return nil
    }
    let bytes = [UInt8](data)
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map(\.indices)
    self.bytes = bytes
    // Earlier versions had another order for names beyond ASCII.
    let isInOrder = zip(lines, lines.dropFirst()).allSatisfy {
      bytes[$0].lexicographicallyPrecedes(bytes[$1])
    }
    self.lines =
      isInOrder ? lines : lines.sorted { bytes[$0].lexicographicallyPrecedes(bytes[$1]) }
  }

  /// Of its own line there is none.
  var count: Int { lines.count }

  var paths: some Sequence<String> {
    lines.lazy.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  func contains(_ path: String) -> Bool {
    path == Self.name || first(from: path).map { bytes[$0].elementsEqual(path.utf8) } ?? false
  }

  /// Whether some of the files stand in a folder or below it.
  func contains(folder: String) -> Bool {
    first(from: folder + "/").map { bytes[$0].starts(with: (folder + "/").utf8) } ?? false
  }

  /// The first line that does not precede a path.
  private func first(from path: String) -> Range<Int>? {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if bytes[lines[middle]].lexicographicallyPrecedes(path.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < lines.count ? lines[low] : nil
  }
}
