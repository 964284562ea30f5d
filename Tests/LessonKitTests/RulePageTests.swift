import LessonKit
import Markdown
import Testing

/// The lessons that `stepwise explain` shows: what fails gives exactly that finding where the page says, and what
/// passes gives none.
@Suite struct RulePageTests {
  /// Rules that no lesson held in memory can break.
  static let withoutLessons: Set<Rule> = [
    .outOfMemory, .crashed, .swiftMismatch, .tooLarge, .unreadable,
  ]

  static let pages = RulePage.all()

  @Test func everyRuleHasAPage() {
    #expect(
      Self.pages.map(\.rule).sorted { $0.rawValue < $1.rawValue }
        == Rule.allCases.sorted { $0.rawValue < $1.rawValue })
    for page in Self.pages {
      #expect(!page.summary.isEmpty && !page.why.isEmpty && !page.fix.isEmpty, "\(page.rule)")
      #expect(page.summary.count <= 100, "\(page.rule): one line")
      let hasLessons = !page.failing.files.isEmpty && !page.passing.files.isEmpty
      #expect(hasLessons != Self.withoutLessons.contains(page.rule), "\(page.rule)")
    }
  }

  @Test(arguments: pages.filter { !$0.failing.files.isEmpty })
  func failing(_ page: RulePage) throws {
    let place = try #require(page.failing.finding)
    let found = try Judge(page.failing).findings.filter {
      $0.suppressed == nil && ($0.severity != .note || $0.rule == page.rule)
    }
    #expect(
      found.map {
        "\($0.path):\($0.range.lowerBound.line):\($0.range.lowerBound.column) \($0.rule.rawValue)"
      }
        == ["\(place.path):\(place.place.line):\(place.place.column) \(page.rule.rawValue)"])
    #expect(found.first?.severity == page.rule.defaultSeverity)
  }

  @Test(arguments: pages.filter { !$0.passing.files.isEmpty })
  func passing(_ page: RulePage) throws {
    let found = try Judge(page.passing).findings.filter {
      $0.suppressed == nil && ($0.severity != .note || $0.rule == page.rule)
    }
    #expect(found.map(\.message) == [])
  }
}

extension RulePage: CustomTestStringConvertible {
  public var testDescription: String { rule.rawValue }
}

extension Judge {
  fileprivate init(_ sample: RulePage.Sample) throws {
    var lessons: [String: String] = [:]
    var expected: [String: String] = [:]
    var configuration = ""
    for (path, text) in sample.files {
      if path.hasSuffix(".md") || path.hasSuffix(".markdown") {
        lessons[path] = text
      } else if path == "stepwise.yml" {
        configuration = text
      } else if path.hasPrefix("expected/") {
        expected[String(path.dropFirst("expected/".count).dropLast(".json".count))] = text
      }
    }
    try self.init(
      lessons, configuration: configuration, expected: expected,
      assets: Set(sample.files.map(\.path)))
  }
}
