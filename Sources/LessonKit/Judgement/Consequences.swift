import Markdown

/// Findings of one mistake on one line: what fails there is the finding, and what the step before had is its note.
enum Consequences {
  static func merged(_ findings: [Diagnostic]) -> [Diagnostic] {
    var ranks: [Place: Int] = [:]
    for finding in findings {
      guard let rank = rank(of: finding) else { continue }
      ranks[Place(finding)] = max(ranks[Place(finding), default: 0], rank)
    }
    var notes: [Place: [Diagnostic.Note]] = [:]
    let rest = findings.filter { finding in
      guard let rank = rank(of: finding), rank < ranks[Place(finding)]! else { return true }
      if rank == 1 { notes[Place(finding), default: []] += finding.notes }
      return false
    }
    if notes.isEmpty { return rest }
    return rest.map { finding in
      guard rank(of: finding) != nil, let lost = notes.removeValue(forKey: Place(finding)) else {
        return finding
      }
      var finding = finding
      finding.notes += lost.map { note in
        var note = note
        note.message = "the step before had this line, which is gone"
        return note
      }
      return finding
    }
  }

  private struct Place: Hashable {
    var path: String
    var line: Int

    init(_ finding: Diagnostic) {
      path = finding.path
      line = finding.range.lowerBound.line
    }
  }

  /// Nil where a finding stands for itself.
  private static func rank(of finding: Diagnostic) -> Int? {
    // What its author allows, or leaves for later, says nothing of the others.
    if finding.suppressed != nil { return nil }
    return switch finding.rule {
    case .unmarkedChange: 0
    case .silentRemoval, .finalListingDiffers: 1
    case .uncaughtError, .syntaxError, .misplacedCredential: 2
    default: nil
    }
  }
}
