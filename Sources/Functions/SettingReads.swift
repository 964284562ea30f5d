import TokenEngine

/// What a program reads from its environment and its event.
struct SettingReads {
  let settings: RunSettings
  /// In order of first reading.
  private(set) var all: [Outcome.Read] = []
  private var known: Set<String> = []

  init(of settings: RunSettings) { self.settings = settings }

  /// A value for what nobody has set, where there are any.
  ///
  /// - Parameter place: `kind:name`.
  mutating func sample(_ place: String) -> String? {
    guard settings.samples, let (source, name) = Self.place(place) else { return nil }
    let value =
      switch source {
      case .environment: Samples.environment(name)
      case .event: settings.eventSamples[name] ?? Samples.event(name)
      }
    remember(
      .init(
        source: source, name: name, value: value,
        isSample: settings.eventSamples[name] == nil || source == .environment))
    return value
  }

  mutating func note(_ place: String) {
    guard let (source, name) = Self.place(place) else { return }
    let value =
      switch source {
      case .environment: settings.environment[JSONString(name)]?.stringValue
      case .event: settings.event[JSONString(name)]?.stringValue
      }
    if let value { remember(.init(source: source, name: name, value: value, isSample: false)) }
  }

  private mutating func remember(_ read: Outcome.Read) {
    guard all.count < Recorder.callLimit else { return }
    if known.insert("\(read.source) \(read.name)").inserted { all.append(read) }
  }

  private static func place(_ text: String) -> (Outcome.Read.Source, String)? {
    guard let colon = text.firstIndex(of: ":"),
      let source = Outcome.Read.Source(rawValue: String(text[..<colon]))
    else { return nil }
    return (source, String(text[text.index(after: colon)...]))
  }
}
