package import Functions
import TokenEngine

extension Outcome {
  /// The HTTP reply as it would be sent: the handler's own, or the 500 that its failure causes, with the
  /// stack in V8's form and the lesson's positions.
  package func reply(of result: StepResult) -> Response? {
    if let response { return response }
    guard hasHandler || status == .threw, let failure, result.step.snippet.isHandler || hasHandler
    else { return nil }
    let frames = failure.frames.map { frame in
      let origin = result.origin(of: frame.position)
      let line = origin?.line ?? frame.position.line
      let column = frame.position.column.map { ":\($0 + (origin?.columnOffset ?? 0))" } ?? ""
      let place = "\(origin?.path ?? "program.js"):\(line)\(column)"
      return frame.function.isEmpty ? "\n    at \(place)" : "\n    at \(frame.function) (\(place))"
    }
    let stack =
      failure.ownStack ?? "\(failure.name): \(failure.message)" + frames.joined()
    let body: JSONValue = [
      "message": .string(failure.message), "name": .string(failure.name), "stack": .string(stack),
    ]
    return Response(
      status: 500,
      headers: [Header(name: "Content-Type", value: "application/json; charset=utf-8")],
      body: body.compact)
  }
}
