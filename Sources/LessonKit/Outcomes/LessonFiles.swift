import Functions
import JavaScript
import Markdown

extension RunSettings {
  /// Where chance begins in a lesson: the same in every language.
  static func seed(of lesson: Lesson) -> Int {
    Int(lesson.id.utf8.reduce(UInt32(0x811c_9dc5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 })
  }

  /// The files a program may ask for beside itself: the other programs of its lesson that have a name, as
  /// they are when it is run.
  ///
  /// - Parameter latest: of each program under each of its names, the last step before this one.
  static func files(for step: Step, among latest: [String: Step]) -> [String: String] {
    var files: [String: String] = [:]
    for other in latest.values.sorted(by: { $0.number < $1.number }) where other.chain != step.chain
    {
      guard let file = other.file, let revision = other.revision,
        revision.reading != .module || !ModuleSyntax.awaits(lex(revision.program))
      else { continue }
      files[deployedPath(of: file)] = revision.program
    }
    return files
  }

  /// Where a file of a project stands in a deployed service.
  fileprivate static func deployedPath(of file: String) -> String {
    let parts = file.split(separator: "/").filter { $0 != "." && $0 != ".." }
    let folder = parts.firstIndex { $0 == "functions" || $0 == "assets" }
    return "/"
      + (folder.map { Array(parts[$0...]) } ?? ["functions"] + parts).joined(separator: "/")
  }
}

/// The data that a lesson shows by the name of its file: ```` ```json file=assets/menu.private.json ````.
struct ShownData {
  /// As they are at a place of the lesson: as last shown above it, else as first shown below.
  private(set) var files: [String: String] = [:]
  private var below: ArraySlice<(place: SourceLocation, file: String, text: String)> = []

  init(of lesson: Lesson) {
    for block in lesson.document.blocks {
      guard case .code(let code) = block.kind, let file = FenceInfo(code.info).dataFile else {
        continue
      }
      let path = RunSettings.deployedPath(of: file)
      below.append((code.range.lowerBound, path, block.text))
      if files[path] == nil { files[path] = block.text }
    }
  }

  mutating func read(upTo step: Step) {
    while let next = below.first, next.place < step.snippet.block.range.lowerBound {
      files[next.file] = next.text
      below.removeFirst()
    }
  }
}
