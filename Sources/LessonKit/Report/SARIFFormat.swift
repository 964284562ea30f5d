import Markdown
import TokenEngine

/// SARIF 2.1.0, for code scanning: paths relative to the repository, columns in UTF-16 units.
package struct SARIFFormat: ReportFormat {
  private let places: Places
  private let version: String
  private var results: [JSONValue] = []
  private var rules: Set<Rule> = []
  private var fingerprints = Fingerprints()

  package init(_ places: Places, version: String) {
    self.places = places
    self.version = version
  }

  package mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) -> String {
    for finding in findings {
      rules.insert(finding.rule)
      results.append(self.result(finding, in: result?.lesson))
    }
    return ""
  }

  package mutating func end(_ summary: Summary) -> String {
    let pages = Dictionary(uniqueKeysWithValues: RulePage.all().map { ($0.rule, $0) })
    let listed = Rule.allCases.filter(rules.contains)
    var properties: JSONObject = [
      "lessons": .number(Double(summary.lessons)), "steps": .number(Double(summary.steps)),
      "executed": .number(Double(summary.executed)),
    ]
    if !summary.leftOut.isEmpty {
      properties["leftOut"] = .array(summary.leftOut.map { .string(JSONString($0)) })
    }
    let driver: JSONValue = [
      "name": "stepwise", "version": .string(version), "semanticVersion": .string(version),
      "rules": .array(
        listed.map { rule in
          let page = pages[rule]
          return [
            "id": .string(rule.rawValue),
            "shortDescription": ["text": .string(page?.summary ?? rule.rawValue)],
            "help": ["text": .string("\(page?.why ?? "")\n\n\(page?.fix ?? "")")],
            "defaultConfiguration": ["level": .string(rule.defaultSeverity.rawValue)],
          ]
        }),
    ]
    return JSONValue.object([
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "utf16CodeUnits",
          "results": .array(results),
          "properties": .object(properties),
        ]
      ],
    ]).pretty() + "\n"
  }

  private mutating func result(_ finding: Diagnostic, in lesson: Lesson?) -> JSONValue {
    let source = places.source(of: finding.path, near: lesson)
    var members: JSONObject = [
      "ruleId": .string(finding.rule.rawValue), "level": .string(finding.severity.rawValue),
      "message": ["text": .string(finding.message)],
      "locations": [
        ["physicalLocation": physical(finding.path, finding.range, in: source)]
      ],
      "partialFingerprints": [
        "stepwise/v1": .string(
          fingerprints.next(finding, at: places.inRepository(finding.path), in: source))
      ],
    ]
    if !finding.notes.isEmpty {
      members["relatedLocations"] = .array(
        finding.notes.enumerated().map { index, note in
          [
            "id": .number(Double(index + 1)), "message": ["text": .string(note.message)],
            "physicalLocation": physical(
              note.path, note.range, in: places.source(of: note.path, near: lesson)),
          ]
        })
    }
    if !finding.fixes.isEmpty {
      members["fixes"] = .array(finding.fixes.map { fix($0, finding.path, in: source) })
    }
    // An empty list says that suppressions are known and there is none.
    members["suppressions"] = .array(
      finding.suppressed.map { reason in
        [
          [
            "kind": finding.isInBaseline ? "external" : "inSource",
            "justification": .string(reason),
          ]
        ]
      } ?? [])
    var properties = JSONObject()
    if let address = finding.address { properties["address"] = .string(address) }
    if let sdk = finding.sdk { properties["sdk"] = .string(sdk) }
    if !properties.isEmpty { members["properties"] = .object(properties) }
    return .object(members)
  }

  private func fix(_ fix: Diagnostic.Fix, _ path: String, in source: SourceText?) -> JSONValue {
    [
      "description": ["text": .string(fix.message)],
      "artifactChanges": [
        [
          "artifactLocation": artifact(path),
          "replacements": .array(
            fix.edits.map { edit in
              [
                "deletedRegion": region(edit.range, in: source),
                "insertedContent": ["text": .string(edit.text)],
              ]
            }),
        ]
      ],
    ]
  }

  // MARK: - Places

  private func physical(_ path: String, _ range: SourceRange, in source: SourceText?) -> JSONValue {
    ["artifactLocation": artifact(path), "region": region(range, in: source)]
  }

  private func artifact(_ path: String) -> JSONValue {
    ["uri": .string(Self.uri(places.inRepository(path))), "uriBaseId": "%SRCROOT%"]
  }

  private func region(_ range: SourceRange, in source: SourceText?) -> JSONValue {
    let (start, end) = (range.lowerBound, range.upperBound)
    guard let source else {
      return ["startLine": .number(Double(start.line)), "endLine": .number(Double(end.line))]
    }
    func column(_ place: SourceLocation) -> JSONValue {
      .number(Double(source.utf16Column(of: place)))
    }
    return [
      "startLine": .number(Double(start.line)), "startColumn": column(start),
      "endLine": .number(Double(end.line)), "endColumn": column(end),
    ]
  }

  /// A path as the reference of a URI.
  static func uri(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return path.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      return byte < 0x80
        && (character.isLetter || character.isNumber || "-._~/".contains(character))
        ? String(character) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }
}

extension SourceText {
  /// The 1-based column of a place in UTF-16 code units.
  func utf16Column(of place: SourceLocation) -> Int {
    let line = line(place.line)
    let end =
      line.utf8.index(
        line.startIndex, offsetBy: max(place.column - 1, 0), limitedBy: line.endIndex)
      ?? line.endIndex
    return line[..<end].utf16.count + 1
  }
}
