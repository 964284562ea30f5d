package import TokenEngine

/// One program to be run as a Twilio Function: everything that the outcome depends on.
package struct Run: Sendable, Hashable {
  /// The whole JavaScript.
  package var program: String
  package var profile: SDKProfile
  package var settings: RunSettings

  package init(program: String, profile: SDKProfile, settings: RunSettings = RunSettings()) {
    self.program = program
    self.profile = profile
    self.settings = settings
  }
}

/// The inputs of a run that a lesson sets: nothing is read from the machine.
package struct RunSettings: Sendable, Hashable {
  /// Environment variables somebody set, as texts in order: `process.env` and `context`.
  package var environment = JSONObject()
  /// The request's parameters, as given by front matter or a directive.
  package var event = JSONObject()
  /// Request parameters that the prose gives (`?user=test`).
  package var eventSamples: [String: String] = [:]
  /// Whether names that nobody set get a value of the right shape; otherwise they are `undefined`.
  package var samples = true
  /// The path of the Function's URL.
  package var path = "/token"
  /// The clock at the start, in seconds since 1970.
  package var time: Seconds = 1_704_067_200
  /// Where chance begins.
  package var seed = 0
  /// The lesson's other files: absolute paths below `/functions` and `/assets`, with their text.
  package var files: [String: String] = [:]

  package init() {}
}
