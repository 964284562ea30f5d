import Functions

/// What a worker sends back for a run.
struct WorkerAnswer: WireValue {
  var outcome: Outcome
  /// Whether a fresh worker should take its place: it has grown much, or its engine was stopped.
  var isLast: Bool

  init(outcome: Outcome, isLast: Bool) {
    self.outcome = outcome
    self.isLast = isLast
  }

  func write(to wire: inout WireWriter) {
    wire.put(outcome)
    wire.put(isLast)
  }

  init(from wire: inout WireReader) throws(WireError) {
    outcome = try wire.get()
    isLast = try wire.get()
  }
}
