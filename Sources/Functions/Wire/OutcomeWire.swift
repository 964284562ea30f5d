extension Outcome.Status: WireValue {}
extension Outcome.Read.Source: WireValue {}
extension Outcome.Response.Encoding: WireValue {}

extension Outcome: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(
      status, reason, failure, calls, tokens, response, console, reads, hasHandler, callbacks,
      consultedProfile, usedRandomness, tokensDependOnChance, truncated)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    (
      status, reason, failure, calls, tokens, response, console, reads, hasHandler, callbacks,
      consultedProfile, usedRandomness, tokensDependOnChance, truncated
    ) = try wire.members()
  }
}

extension Outcome.Response: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(status, headers, body, encoding) }

  package init(from wire: inout WireReader) throws(WireError) {
    (status, headers, body, encoding) = try wire.members()
  }
}

extension Outcome.Header: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(name, value) }

  package init(from wire: inout WireReader) throws(WireError) {
    (name, value) = try wire.members()
  }
}

extension Outcome.ConsoleLine: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(level, text) }

  package init(from wire: inout WireReader) throws(WireError) {
    (level, text) = try wire.members()
  }
}

extension Outcome.Read: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(source, name, value, isSample) }

  package init(from wire: inout WireReader) throws(WireError) {
    (source, name, value, isSample) = try wire.members()
  }
}

extension ProgramPosition: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(line, column) }

  package init(from wire: inout WireReader) throws(WireError) {
    (line, column) = try wire.members()
  }
}

extension Failure: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(name, message, frames, wasHandedOver, expression, isEngineMade, ownStack)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    (name, message, frames, wasHandedOver, expression, isEngineMade, ownStack) = try wire.members()
  }
}

extension Failure.Frame: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(function, position) }

  package init(from wire: inout WireReader) throws(WireError) {
    (function, position) = try wire.members()
  }
}

extension EngineCall: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(call, object, arguments, position) }

  package init(from wire: inout WireReader) throws(WireError) {
    (call, object, arguments, position) = try wire.members()
  }
}
