import TokenEngine

extension SDKProfile: WireValue {}

extension Run: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(program, profile, settings) }

  package init(from wire: inout WireReader) throws(WireError) {
    (program, profile, settings) = try wire.members()
  }
}

extension RunSettings: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(environment, event, eventSamples, samples, path, time, seed, files)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    (environment, event, eventSamples, samples, path, time, seed, files) = try wire.members()
  }
}
