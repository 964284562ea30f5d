import TokenEngine

extension SDKProfile: WireValue {}

extension Run: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(program)
    wire.put(profile)
    wire.put(settings)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    program = try wire.get()
    profile = try wire.get()
    settings = try wire.get()
  }
}

extension RunSettings: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(environment)
    wire.put(event)
    wire.put(eventSamples)
    wire.put(samples)
    wire.put(path)
    wire.put(time)
    wire.put(seed)
    wire.put(files)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    environment = try wire.get()
    event = try wire.get()
    eventSamples = try wire.get()
    samples = try wire.get()
    path = try wire.get()
    time = try wire.get()
    seed = try wire.get()
    files = try wire.get()
  }
}
