/// The JavaScript around a program: the prelude that every context begins with, and the parts of the world
/// that are evaluated when a program first asks for them.
enum Preludes {
  static let preludeURL = "stepwise:prelude"
  static let prelude = text(PackageResources.prelude_js)

  /// - Returns: a script that evaluates to a function of the prelude's kit.
  static func part(_ name: String) -> String? {
    switch name {
    case "assert": assert
    case "buffer": buffer
    case "capabilities": capabilities
    case "caught": caught
    case "chance": chance
    case "client": client
    case "console": console
    case "crypto": crypto
    case "encoding": encoding
    case "errors": errors
    case "events": events
    case "guard": guarding
    case "inspect": inspect
    case "iterators": iterators
    case "json": json
    case "layout": layout
    case "loops": loops
    case "modules": modules
    case "path": path
    case "process": process
    case "reply": reply
    case "response": response
    case "runtime": runtime
    case "time": time
    case "timers": timers
    case "twilio": twilio
    case "twiml": twiml
    case "url": url
    case "weak": weak
    case "web": web
    case "webhooks": webhooks
    default: nil
    }
  }

  private static let assert = text(PackageResources.assert_js)
  private static let buffer = text(PackageResources.buffer_js)
  private static let capabilities = text(PackageResources.capabilities_js)
  private static let caught = text(PackageResources.caught_js)
  private static let chance = text(PackageResources.chance_js)
  private static let client = text(PackageResources.client_js)
  private static let console = text(PackageResources.console_js)
  private static let crypto = text(PackageResources.crypto_js)
  private static let encoding = text(PackageResources.encoding_js)
  private static let errors = text(PackageResources.errors_js)
  private static let events = text(PackageResources.events_js)
  private static let guarding = text(PackageResources.guard_js)
  private static let inspect = text(PackageResources.inspect_js)
  private static let iterators = text(PackageResources.iterators_js)
  private static let json = text(PackageResources.json_js)
  private static let layout = text(PackageResources.layout_js)
  private static let loops = text(PackageResources.loops_js)
  private static let modules = text(PackageResources.modules_js)
  private static let path = text(PackageResources.path_js)
  private static let process = text(PackageResources.process_js)
  private static let reply = text(PackageResources.reply_js)
  private static let response = text(PackageResources.response_js)
  private static let runtime = text(PackageResources.runtime_js)
  private static let time = text(PackageResources.time_js)
  private static let timers = text(PackageResources.timers_js)
  private static let twilio = text(PackageResources.twilio_js)
  private static let twiml = text(PackageResources.twiml_js)
  private static let url = text(PackageResources.url_js)
  private static let weak = text(PackageResources.weak_js)
  private static let web = text(PackageResources.web_js)
  private static let webhooks = text(PackageResources.webhooks_js)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
