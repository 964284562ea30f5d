import JavaScript
import Markdown

/// What the text beside a listing says of the lines that it has lost.
struct SaidRemovals {
  private let prose: [Prose]
  private let speaks: Bool
  /// The code that the text names, of what is lost.
  private let spans: [String]
  private let declared: Set<String>
  private let used: Set<String>

  init(_ step: Step, _ revision: Revision, lost: [ProgramLine]) {
    prose = [step.snippet.lead, step.snippet.trail]
    speaks = prose.contains { Self.speaksOfRemoval($0.text) }
    spans = prose.flatMap(\.names).map(NormalLine.code).filter { span in
      span.contains(where: \.isLetter) && lost.contains { $0.normal.code.contains(span) }
    }
    declared = Self.names(in: revision.previous ?? []).declared
    let names = Self.names(in: revision.lines)
    used = names.declared.union(names.free)
  }

  private static func names(in lines: [ProgramLine]) -> Names {
    Names(lex(lines.map { $0.text + "\n" }.joined()))
  }

  /// - Parameter kept: what the listing has in place of the lines.
  func cover(_ lines: [ProgramLine], kept: [ProgramLine]) -> Bool {
    if speaks {
      if spans.isEmpty { return true }
      // With a variable goes what was done with it.
      let names = Self.names(in: lines)
      let own = names.declared.union(names.free).intersection(declared)
      if !own.isSubset(of: used) { return true }
    }
    let left = Words(kept).names
    let gone = Words(lines).names
    let isNamed = gone.contains { name, count in
      left[name, default: 0] < count && prose.contains { $0.mentions(name) }
    }
    if isNamed { return true }
    // `token.identity` is named, though both of its names are kept.
    return spans.contains { span in
      lines.contains { $0.normal.code.contains(span) }
        && !kept.contains { $0.normal.code.contains(span) }
    }
  }

  private static let removing = [
    "remove", "removing", "delete", "deleting", "replace", "replacing", "drop the", "drops the",
    "no longer", "get rid of",
    "instead of", "rename", "renaming", "swap", "refactor", "rewrite", "simplif", "clean up",
    "削除", "取り除", "置き換え", "置換", "差し替え", "代わりに", "書き換え", "不要", "消し", "消去", "リファクタ",
    "elimin", "reemplaz", "supprim", "remplac", "entfern", "ersetz", "löschen", "substitu", "删除",
    "替换",
    "삭제", "제거", "교체",
  ]

  static func speaksOfRemoval(_ text: String) -> Bool {
    let text = text.lowercased()
    return removing.contains { text.contains($0) }
  }
}
