extension String {
  /// The candidate that differs least, if it is near enough to be what was meant.
  package func nearest(among candidates: some Sequence<String>) -> String? {
    let limit = max(2, count / 3)
    // Texts whose lengths differ by more are no nearer, and most are seen so without comparing.
    return candidates.lazy.filter { abs($0.count - count) <= limit }
      .map { (distance: editDistance(to: $0), text: $0) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.text) < ($1.distance, $1.text) }?.text
  }

  private func editDistance(to other: String) -> Int {
    let target = Array(other.lowercased())
    var row = Array(0...target.count)
    for (line, character) in lowercased().enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in target.indices {
        let substitution = diagonal + (character == target[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(substitution, row[column] + 1, diagonal + 1)
      }
    }
    return row[target.count]
  }
}
