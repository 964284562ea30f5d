extension Site {
  func isOff(_ rule: Rule) -> Bool { configuration.rules[rule].map { $0 == nil } ?? false }

  /// With the levels that the configuration gives the rules; a rule that is off finds nothing.
  func levelled(_ findings: [Diagnostic]) -> [Diagnostic] {
    findings.compactMap { finding in
      guard let level = configuration.rules[finding.rule] else { return finding }
      guard let level else { return nil }
      var finding = finding
      finding.severity = level
      return finding
    }
  }

  /// Recorded expectations of lessons that are not there.
  var orphans: [Diagnostic] {
    let known = Set(workshops.flatMap(\.pages).map(\.place.lesson))
    return
      (expected.keys.filter { !known.contains($0) }.map { id in
        Diagnostic(
          .expectedOrphan,
          "this expectation belongs to no lesson; delete the file, or move it with its lesson",
          path: ExpectedTokens.path(of: id), range: .start)
      })
  }
}
