extension Outcome.Status: WireValue {}
extension Outcome.Read.Source: WireValue {}
extension Outcome.Response.Encoding: WireValue {}

extension Outcome: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(status)
    wire.put(reason)
    wire.put(failure)
    wire.put(calls)
    wire.put(tokens)
    wire.put(response)
    wire.put(console)
    wire.put(reads)
    wire.put(hasHandler)
    wire.put(callbacks)
    wire.put(consultedProfile)
    wire.put(usedRandomness)
    wire.put(tokensDependOnChance)
    wire.put(truncated)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    status = try wire.get()
    reason = try wire.get()
    failure = try wire.get()
    calls = try wire.get()
    tokens = try wire.get()
    response = try wire.get()
    console = try wire.get()
    reads = try wire.get()
    hasHandler = try wire.get()
    callbacks = try wire.get()
    consultedProfile = try wire.get()
    usedRandomness = try wire.get()
    tokensDependOnChance = try wire.get()
    truncated = try wire.get()
  }
}

extension Outcome.Response: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(status)
    wire.put(headers)
    wire.put(body)
    wire.put(encoding)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    status = try wire.get()
    headers = try wire.get()
    body = try wire.get()
    encoding = try wire.get()
  }
}

extension Outcome.Header: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(name)
    wire.put(value)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    name = try wire.get()
    value = try wire.get()
  }
}

extension Outcome.ConsoleLine: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(level)
    wire.put(text)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    level = try wire.get()
    text = try wire.get()
  }
}

extension Outcome.Read: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(source)
    wire.put(name)
    wire.put(value)
    wire.put(isSample)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    source = try wire.get()
    name = try wire.get()
    value = try wire.get()
    isSample = try wire.get()
  }
}

extension ProgramPosition: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(line)
    wire.put(column)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    line = try wire.get()
    column = try wire.get()
  }
}

extension Failure: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(name)
    wire.put(message)
    wire.put(frames)
    wire.put(wasHandedOver)
    wire.put(expression)
    wire.put(isEngineMade)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    name = try wire.get()
    message = try wire.get()
    frames = try wire.get()
    wasHandedOver = try wire.get()
    expression = try wire.get()
    isEngineMade = try wire.get()
  }
}

extension Failure.Frame: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(function)
    wire.put(position)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    function = try wire.get()
    position = try wire.get()
  }
}

extension EngineCall: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(call)
    wire.put(object)
    wire.put(arguments)
    wire.put(position)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    call = try wire.get()
    object = try wire.get()
    arguments = try wire.get()
    position = try wire.get()
  }
}
