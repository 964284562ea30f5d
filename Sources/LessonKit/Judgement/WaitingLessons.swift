import Markdown

/// A finding that holds only if no later page of the workshop answers it.
struct Doubt {
  enum Question: Hashable {
    case chainContinues(Int)
    case variableIsDocumented(String)
    case nameIsKnown(String)
  }

  var finding: Diagnostic
  var question: Question
}

/// Lessons of a workshop on their way to the reader. One with a doubt waits, and all after it, until a later page
/// answers the doubt or the workshop ends; mostly none does, so memory stays flat.
struct WaitingLessons {
  typealias Judged = (result: LessonResult, findings: [Diagnostic])

  private var waiting: [(judged: Judged, doubts: [Doubt])] = []

  var isEmpty: Bool { waiting.isEmpty }

  /// - Parameter answers: what this page answers of the doubts of the pages before it.
  /// - Returns: the lessons that wait no longer, in order.
  mutating func add(_ judged: Judged, _ doubts: [Doubt], answers: (Doubt.Question) -> Bool)
    -> [Judged]
  {
    for index in waiting.indices { waiting[index].doubts.removeAll { answers($0.question) } }
    waiting.append((judged, doubts))
    let ready = waiting.prefix { $0.doubts.isEmpty }
    waiting.removeFirst(ready.count)
    return ready.map(\.judged)
  }

  /// The rest, at the end of the workshop: what nobody answered is found.
  mutating func finish() -> [Judged] {
    defer { waiting = [] }
    return waiting.map { ($0.judged.result, $0.judged.findings + $0.doubts.map(\.finding)) }
  }
}
