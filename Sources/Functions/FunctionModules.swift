/// The modules that `require` and `import` find: twilio, and those of Node that lessons use and that need no machine.
package enum FunctionModules {
  private static let names: Set<String> = [
    "assert", "assert/strict", "buffer", "console", "crypto", "dotenv", "dotenv/config", "events",
    "fs", "fs/promises", "path", "path/posix", "process", "querystring", "timers",
    "timers/promises", "twilio", "twilio/lib/jwt/AccessToken", "twilio/lib/jwt/ClientCapability",
    "twilio/lib/twiml/MessagingResponse", "twilio/lib/twiml/VoiceResponse", "url", "util",
  ]

  package static func has(_ name: String) -> Bool {
    names.contains(name.hasPrefix("node:") ? String(name.dropFirst(5)) : name)
  }
}
