private import CCmarkGFM
private import Synchronization

/// cmark-gfm. Nothing else in the package calls it, `CalloutMarks` excepted, and no pointer of it leaves the two.
enum CommonMark {
  private static let extensionNames = [
    "table", "strikethrough", "autolink", "tagfilter", "tasklist",
  ]

  static var version: String { String(cString: cmark_version_string()) }

  /// cmark keeps the extensions, and the characters they watch for, in global variables which every
  /// parse sets and resets; two parses at a time lose strikethroughs and autolinks.
  private static let parsing = Mutex(false)

  /// - Parameters:
  ///   - firstLine: the source line on which `markdown` begins.
  ///   - callouts: of which comments stand in the text.
  static func parse(
    _ markdown: ArraySlice<UInt8>, firstLine: Int, callouts: Callouts = .none
  ) -> Tree {
    var tree = read(markdown, firstLine, callouts)
    // What stands in the text is told as CommonMark has it; the page shows what its author meant.
    if let friendly = EastAsianText.withLetters(markdown) {
      tree.html = EastAsianText.withMarks(read(friendly[...], firstLine, callouts).html)
    }
    return tree
  }

  private static func read(
    _ markdown: ArraySlice<UInt8>, _ firstLine: Int, _ callouts: Callouts
  ) -> Tree {
    guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { fatalError("out of memory") }
    defer { cmark_parser_free(parser) }
    var root: OpaquePointer?
    parsing.withLock { isRegistered in
      if !isRegistered { cmark_gfm_core_extensions_ensure_registered() }
      isRegistered = true
      for name in extensionNames {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
      }
      markdown.withUnsafeBytes { bytes in
        let text = bytes.bindMemory(to: CChar.self)
        if let start = text.baseAddress { cmark_parser_feed(parser, start, text.count) }
      }
      root = cmark_parser_finish(parser)
    }
    defer { cmark_node_free(root) }
    let (events, marks, raw) = walk(root, lineOffset: firstLine - 1, callouts)
    clean(raw, CalloutMarks.place(callouts, at: marks))
    let extensions = cmark_parser_get_syntax_extensions(parser)
    // Of raw HTML and dangerous addresses nothing is left that the unsafe mode could let through.
    let html = cmark_render_html(root, CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE, extensions)
    defer { cmark_get_default_mem_allocator().pointee.free(html) }
    return Tree(
      events: events, html: Array(string(html).utf8), callouts: callouts.all,
      calloutLines: Set(marks.values))
  }

  /// Puts the marker of each link in the place of its destination as it goes.
  ///
  /// - Returns: also the lines of the nodes that stand for the marks of callouts, and the nodes of the author's own HTML.
  private static func walk(
    _ root: OpaquePointer?, lineOffset: Int, _ callouts: Callouts
  ) -> ([Tree.Event], [OpaquePointer: Int], [OpaquePointer]) {
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    var events: [Tree.Event] = []
    var linkCount = 0
    var raw: [OpaquePointer] = []
    var marks: [OpaquePointer: Int] = [:]
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else {
        events.append(.exit)
        continue
      }
      var kind = kind(of: node)
      let start = SourceLocation(
        line: Int(cmark_node_get_start_line(node)) + lineOffset,
        column: Int(cmark_node_get_start_column(node)))
      let endLine = Int(cmark_node_get_end_line(node)) + lineOffset
      if case .html = kind, callouts.isMark(start.line) {
        kind = .calloutMark
        marks[node] = start.line
      }
      events.append(.enter(Tree.Node(kind: kind, start: start, endLine: endLine)))
      if case .link(let destination, _, _) = kind {
        cmark_node_set_url(
          node, isDangerous(destination) ? "" : Tree.destinationMarker + String(linkCount))
        linkCount += 1
      }
      switch kind {
      case .html, .inlineHTML: raw.append(node)
      default: break
      }
    }
    return (events, marks, raw)
  }

  /// Each parent's pieces together, so that only tags that pair up within it stay.
  private static func clean(_ raw: [OpaquePointer], _ callouts: [OpaquePointer: RawHTML.Part]) {
    for parent in Set(raw.map { cmark_node_parent($0) }) {
      var nodes: [OpaquePointer] = []
      var next = cmark_node_first_child(parent)
      while let node = next {
        let type = cmark_node_get_type(node)
        if type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE { nodes.append(node) }
        next = cmark_node_next(node)
      }
      let parts = nodes.map { callouts[$0] ?? .html(string(cmark_node_get_literal($0))) }
      for (node, text) in zip(nodes, RawHTML.cleaned(parts)) where callouts[node] == nil {
        cmark_node_set_literal(node, text)
      }
    }
  }

  private static func kind(of node: OpaquePointer) -> Tree.Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: .text(string(cmark_node_get_literal(node)))
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .codeSpan(string(cmark_node_get_literal(node)))
    case CMARK_NODE_HTML_INLINE: .inlineHTML(string(cmark_node_get_literal(node)))
    case CMARK_NODE_LINK: link(node, isImage: false)
    case CMARK_NODE_IMAGE: link(node, isImage: true)
    case CMARK_NODE_FOOTNOTE_REFERENCE: .footnoteReference
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_CODE_BLOCK: code(node)
    case CMARK_NODE_HTML_BLOCK: .html(string(cmark_node_get_literal(node)))
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_FOOTNOTE_DEFINITION: .footnote
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_LIST:
      .list(
        ordered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
        start: Int(cmark_node_get_list_start(node)))
    default: extensionKind(of: node)
    }
  }

  /// The numbers of extension nodes are in no installed header; their names are.
  private static func extensionKind(of node: OpaquePointer) -> Tree.Kind {
    switch string(cmark_node_get_type_string(node)) {
    case "table": .table
    case "table_header", "table_row": .tableRow
    case "table_cell": .tableCell
    default: .other
    }
  }

  private static func link(
    _ node: OpaquePointer, isImage: Bool
  ) -> Tree.Kind {
    .link(
      destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)),
      isImage: isImage)
  }

  private static func code(_ node: OpaquePointer) -> Tree.Kind {
    var length: CInt = 0
    var offset: CInt = 0
    var character: CChar = 0
    let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
    let fence = (Character(Unicode.Scalar(UInt8(bitPattern: character))), Int(length))
    return .code(
      string(cmark_node_get_literal(node)), info: string(cmark_node_get_fence_info(node)),
      fence: isFenced ? fence : nil)
  }

  /// cmark leaves these destinations out of the page. Browsers ignore control characters in a
  /// scheme, so this does too.
  private static func isDangerous(_ destination: String) -> Bool {
    let visible = String(decoding: destination.utf8.lazy.filter { $0 > 0x20 }, as: UTF8.self)
      .lowercased()
    if visible.hasPrefix("data:") {
      let harmless = ["data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp"]
      return !harmless.contains(where: visible.hasPrefix)
    }
    return ["javascript:", "vbscript:", "file:"].contains(where: visible.hasPrefix)
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    text.map(String.init(cString:)) ?? ""
  }
}
