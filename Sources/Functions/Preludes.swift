/// The JavaScript around a program.
enum Preludes {
  static let world = String(decoding: PackageResources.prelude_js, as: UTF8.self)
  static let twilio = String(decoding: PackageResources.twilio_js, as: UTF8.self)
  /// Called by `twilio` when a program first touches what is in it.
  static let capabilities = String(decoding: PackageResources.capabilities_js, as: UTF8.self)
}
