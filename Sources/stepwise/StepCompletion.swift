import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a shell offers where the address of a step is to be typed: the lessons of the content that the command line
/// names so far, and files.
enum StepCompletion {
  static var kind: CompletionKind {
    .custom { words, _, word in offers(for: word, in: words) }
  }

  private static func offers(for word: String, in words: [String]) -> [String] {
    let path = String(word.prefix { $0 != "#" })
    if ContentFolder.kind(of: path) == .file {
      return steps(of: path).map { path + $0.drop { $0 != "#" } }
    }
    let content = words.firstIndex(of: "--content").map { words.index(after: $0) }
    let named = content.flatMap { words.indices.contains($0) ? words[$0] : nil }
    let given = words.dropFirst(2).filter { $0 != word && ContentFolder.kind(of: $0) != nil }
    return steps(of: named ?? given.last ?? "Content") + files(like: word)
  }

  private static func steps(of path: String) -> [String] {
    guard let content = try? ContentFolder([path]) else { return [] }
    var addresses: Set<String> = []
    let selection = content.selection
    _ = Build(content.site, lanes: .planning()).judge(selection.isEmpty ? nil : selection) {
      result, _ in
      guard selection.isEmpty || selection.contains(result.lesson.path) else { return }
      // Without the language: to a shell, `@` begins another word.
      for step in result.steps { addresses.insert(String(step.address.prefix { $0 != "@" })) }
    }
    return addresses.sorted(by: isInReadingOrder)
  }

  private static func files(like word: String) -> [String] {
    let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    let names = (try? FileManager.default.contents(ofFolder: folder.isEmpty ? "." : folder)) ?? []
    return names.map { folder + $0 }.filter { path in
      path.hasPrefix(word)
        && (ContentFolder.kind(of: path) == .folder || ContentFolder.isMarkdown(path))
    }
  }
}
