import LessonKit

/// The steps that `--step` names: by address, or by number within the selected lessons.
struct StepSelection {
  private let wanted: [(text: String, address: StepAddress)]
  private var found: Set<String> = []
  private var known: [String] = []

  init(_ texts: [String]) throws {
    wanted = try texts.map { ($0, try StepAddress($0.contains("#") ? $0 : "#" + $0)) }
  }

  var isEmpty: Bool { wanted.isEmpty }

  /// - Returns: the lesson with the selected steps and what was found in them; nil where it has none.
  mutating func selected(
    of result: LessonResult, _ findings: [Diagnostic]
  ) -> (LessonResult, [Diagnostic])? {
    if wanted.isEmpty { return (result, findings) }
    var numbers: Set<Int> = []
    known += result.steps.map(\.address)
    for (text, address) in wanted where address.isIn(result.lesson) {
      guard let step = address.step(of: result) else { continue }
      found.insert(text)
      numbers.insert(step.step.number)
    }
    let chosen = result.only(numbers)
    return chosen.steps.isEmpty ? nil : (chosen, findings.filter(chosen.concerns))
  }

  func complainOfMissing() throws {
    guard let (text, _) = wanted.first(where: { !found.contains($0.text) }) else { return }
    let near = text.nearest(among: known)
    let some = known.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    throw CommandFailure(
      "--step \(text) names no step of the lessons selected"
        + (near.map { "; did you mean `\($0)`?" }
          ?? (known.isEmpty
            ? ", which have none" : "; there are \(some)\(known.count > 8 ? ", …" : "")"))
    )
  }
}
