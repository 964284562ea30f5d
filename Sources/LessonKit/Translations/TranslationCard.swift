import Markdown

/// What is kept of a lesson of the source language until its translations have come.
struct TranslationCard: Equatable {
  struct Step: Equatable {
    var program: String
    /// The Markdown line of each line of the program, and its file.
    var origins: LineOrigins
    var headingNumber: String?
    var range: SourceRange
    /// What is found of its code.
    var faults: Set<Rule>

    init(_ result: StepResult, faults: Set<Rule>) {
      let lines = result.step.revision?.lines ?? []
      program = lines.map { $0.text + "\n" }.joined()
      origins = LineOrigins(lines)
      headingNumber = result.step.snippet.headingNumber
      range = result.step.snippet.block.range
      self.faults = faults
    }
  }

  /// How many there are of what a translation must have as well.
  struct Parts: Equatable {
    var headings: Int
    var images: Int
    var links: Int

    init(_ lesson: Lesson) {
      headings = lesson.document.headings.count
      images = lesson.document.links.count(where: \.isImage)
      links = lesson.document.links.count - images
    }

    var named: [(name: String, count: Int)] {
      [("headings", headings), ("images", images), ("links", links)]
    }
  }

  var path: String
  var steps: [Step]
  var parts: Parts
}
