import TokenEngine

extension Failure {
  /// - Parameter report: what the prelude says of what was thrown, rejected or handed to `callback`.
  init(report: JSONValue, sites: CallSites) {
    let stack = report.text("stack")
    let message = report.text("message")
    // The engine's own words, where the program has already been given Node's.
    let spoken = report["spoken"]?.stringValue
    let words = sites.nodeWords(for: spoken ?? message, in: stack)
    let frames = sites.frames(stack, after: report.text("made"), standingAt: words?.position)
    let top = stack.prefix { $0 != "\n" }
    let isOwn =
      frames.isEmpty && !stack.isEmpty
      && !["@stepwise:", "@[native code]"].contains { stack.contains($0) }
    self.init(
      name: String(report.text("name").prefix(Recorder.nameLimit)),
      message: spoken == nil ? words?.text ?? message : message, frames: frames,
      wasHandedOver: report["inCallback"]?.boolValue ?? false,
      expression: EvaluatedExpression(in: spoken ?? message)?.text,
      isEngineMade: !stack.isEmpty && !isOwn && !CallSites.isOfLibrary(top)
        && !(frames.first.map { sites.throwsOn($0.position.line) } ?? true),
      ownStack: report["written"]?.stringValue ?? (isOwn ? stack : nil))
  }
}
