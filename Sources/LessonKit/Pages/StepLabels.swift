/// What the steps of a lesson are called on its page: by the author's own numbers where the lesson has them,
/// so that nothing is numbered twice.
struct StepLabels {
  private var labels: [Int: String] = [:]
  /// The number of the first step under each of the author's numbers.
  private(set) var firstSteps: [String: Int] = [:]

  init(_ steps: [Step], strings: Strings) {
    let numbers = steps.compactMap(\.snippet.headingNumber)
    let counts = Dictionary(grouping: numbers, by: \.self).mapValues(\.count)
    var seen: [String: Int] = [:]
    for step in steps {
      guard let number = step.snippet.headingNumber else {
        if numbers.isEmpty { labels[step.number] = strings.step(step.number) }
        continue
      }
      if firstSteps[number] == nil { firstSteps[number] = step.number }
      seen[number, default: 0] += 1
      let count = counts[number]!
      let name =
        count == 1
        ? number
        : strings.withDetail.filled(["text": number, "detail": "\(seen[number]!)/\(count)"])
      labels[step.number] = strings.step(name)
    }
  }

  /// Nil for a step that its author left out of his count.
  subscript(number: Int) -> String? { labels[number] }

  /// What to call a step where something must stand.
  func name(of step: Step) -> String {
    labels[step.number] ?? step.file ?? step.snippet.heading ?? "\(step.number)"
  }
}
