/// What tags say about the lexeme after them.
extension LexerContext {
  /// Takes in a name or a sign within a tag.
  mutating func tagPart(_ text: String) {
    settle(operandEnded: true, previous: text)
  }

  /// Leaves a tag that cannot be one.
  mutating func abandonTag() {
    let expectsValue = previous == "="
    frames.removeLast()
    if !expectsValue { endOperand() }
  }

  /// Ends a tag at its `>`.
  mutating func closeTag(hasChildren: Bool) {
    let tag = frames.removeLast().tag
    if tag.isClosing, top.kind == .children { frames.removeLast() }
    endOperand()
    if hasChildren { open(LexerFrame(kind: .children)) }
  }
}
