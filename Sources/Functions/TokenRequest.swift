import TokenEngine

/// Why the prelude's request for a token was refused.
struct TokenRefusal: Error {
  /// The class of the JavaScript error.
  var name = "Error"
  var message = ""
  /// Whether what signs is no key of the needed kind.
  var isAboutKey = false
  /// What the engine cannot make, though the library would.
  var unavailable: String?

  init(_ name: String = "Error", _ message: String) {
    self.name = name
    self.message = message
  }

  init(unavailable: String) { self.unavailable = unavailable }

  init(_ error: TokenError) {
    message = error.description
    switch error {
    case .urlInvalid: name = "TypeError"
    case .urlNotSupported:
      unavailable = "A request to a URL of another scheme, or to a host outside ASCII,"
    case .uriMalformed: name = "URIError"
    case .notAnAsymmetricKey, .keyTooSmall, .keyIsElliptic: isAboutKey = true
    default: break
    }
  }

  /// As the prelude reads it.
  var answer: JSONValue {
    if let unavailable { return ["unavailable": .string(unavailable)] }
    return ["name": .string(name), "error": .string(message)]
  }
}

extension AccessToken {
  /// Why 4.x and later do not sign with a secret, or nothing.
  ///
  /// - Parameter data: what the prelude asks about: `secret` and `algorithm`.
  static func refusal(ofSecret data: JSONValue) -> String {
    let token = AccessToken(
      accountSID: "", keySID: "", secret: data["secret"]?.jsonString ?? "")
    do {
      _ = try token.jwt(
        issuedAt: 0, algorithm: Algorithm(rawValue: data.text("algorithm")) ?? .hs256,
        profile: .twilioNode5)
      return ""
    } catch { return error.description }
  }
}

extension IssuedToken {
  /// Makes the token that the prelude asks for.
  init(request: JSONValue, secret: JSONString) throws(TokenRefusal) {
    let now = request["now"]?.numberValue ?? 0
    let content = try Content(request: request, secret: secret)
    let jwt: String
    let lifetimeError = request["lifetimeError"]?.stringValue
    do { jwt = try content.jwt(issuedAt: now) } catch {
      // The library looks at the type of the lifetime before it looks at what kind of key it has.
      if error == .keyIsElliptic, let lifetimeError,
        lifetimeError == TokenError.lifetimeNotWhole.description
      {
        throw TokenRefusal("Error", lifetimeError)
      }
      throw TokenRefusal(error)
    }
    if case .validation(let token, _, _) = content {
      // The library reads the lifetime after the key.
      if let lifetimeError { throw TokenRefusal("Error", lifetimeError) }
      if token.algorithm == .ps256 {
        throw TokenRefusal(unavailable: "A PS256 signature, which contains chance,")
      }
    }
    self.init(
      jwt: jwt, isImplicit: request["implicit"]?.boolValue ?? false,
      object: request.integer("token") ?? 0, now: now, content: content)
  }
}

extension IssuedToken.Content {
  fileprivate init(request: JSONValue, secret: JSONString) throws(TokenRefusal) {
    func text(_ name: String) throws(TokenRefusal) -> String {
      guard let text = request[name]?.jsonString?.exactText else {
        throw TokenRefusal(unavailable: "A token whose “\(name)” is no Unicode text")
      }
      return text
    }
    // What JSON lacks, NaN and the infinities, makes `exp` null.
    let ttl = request["ttl"]?.numberValue ?? .nan
    switch request.text("type") {
    case "ClientCapability":
      var capability = ClientCapability(
        accountSID: "", authToken: secret.text, ttl: ttl,
        scopes: (request["scopes"]?.arrayValue ?? []).map(ClientScope.init(request:)))
      capability.exactAccountSID = request["accountSid"]
      self = .client(capability)
    case "TaskRouterCapability":
      var policies: [Policy] = []
      for payload in request["policies"]?.arrayValue ?? [] {
        policies.append(try Policy(payload: payload))
      }
      var capability = TaskRouterCapability(
        accountSID: "", authToken: secret.text, workspaceSID: "", channelID: "",
        friendlyName: request["friendlyName"], ttl: ttl, policies: policies)
      capability.exactAccountSID = request["accountSid"]
      capability.exactWorkspaceSID = request["workspaceSid"]
      capability.exactChannelID = request["channelId"]
      capability.exactVersion = request["version"]
      self = .taskRouter(capability)
    case "ValidationToken":
      guard let algorithm = ValidationToken.Algorithm(rawValue: request.text("algorithm")) else {
        throw TokenRefusal(unavailable: "A validation token signed in another way than RS256")
      }
      let token = ValidationToken(
        accountSID: try text("accountSid"), credentialSID: try text("credentialSid"),
        signingKeySID: try text("signingKey"), privateKey: secret.text,
        algorithm: algorithm,
        ttl: request["lifetimeError"] == nil ? ttl : 0)
      self = .validation(token, of: try SignedRequest(request: request), url: request.text("url"))
    default: self = .access(GrantedAccess(request: request, secret: secret))
    }
  }

  fileprivate func jwt(issuedAt now: Seconds) throws(TokenError) -> String {
    switch self {
    case .access(let access): try access.token.jwt(issuedAt: now, algorithm: access.algorithm)
    case .client(let capability): try capability.jwt(issuedAt: now)
    case .taskRouter(let capability): try capability.jwt(issuedAt: now)
    case .validation(let token, let request, _): try token.jwt(for: request, issuedAt: now)
    }
  }
}

extension ClientScope {
  /// Twilio's own scope where its parts say all there is, else the text that the program's object gave.
  fileprivate init(request: JSONValue) {
    let text = request["text"]?.jsonString ?? ""
    let typed: ClientScope? =
      switch request.text("type") {
      case "IncomingClientScope": .incoming(clientName: request["clientName"]?.jsonString ?? "")
      case "OutgoingClientScope":
        .outgoing(
          applicationSID: request["applicationSid"]?.jsonString ?? "",
          clientName: request["clientName"]?.jsonString,
          params: request["params"].map { JSONObject(pairs: $0) })
      case "EventStreamScope":
        .eventStream(filters: request["filters"].map { JSONObject(pairs: $0) } ?? [:])
      default: nil
      }
    if let typed, (try? typed.text()) == text { self = typed } else { self = .custom(text) }
  }
}

extension Policy {
  fileprivate init(payload: JSONValue) throws(TokenRefusal) {
    self.init()
    url = payload["url"]
    if let value = payload["method"] { method = value }
    if let value = payload["query_filter"] { queryFilter = value }
    if let value = payload["post_filter"] { postFilter = value }
    if let value = payload["allow"] { allow = value }
    guard self.payload.compact == payload.compact else {
      throw TokenRefusal(unavailable: "A policy with other members than Twilio's")
    }
  }
}

extension SignedRequest {
  /// Fails in the library's order: URL, method, path and query, authorization.
  fileprivate init(request: JSONValue) throws(TokenRefusal) {
    do {
      try self.init(
        method: request.text("method"), url: request.text("url"),
        authorization: request["authorization"]?.jsonString ?? "",
        parameters: JSONObject(pairs: request["params"] ?? []), body: request["body"])
    } catch { throw TokenRefusal(error) }
    // Whether such a name is one needs IDNA's tables, which Node asks.
    if host.hasPrefix("xn--") || host.contains(".xn--") {
      throw TokenRefusal(unavailable: "A request to an internationalised host")
    }
    guard request["method"] != nil else {
      throw TokenRefusal("TypeError", "this.method.toUpperCase is not a function")
    }
    do { _ = try canonicalText() } catch { throw TokenRefusal(error) }
    guard request["authorization"] != nil else {
      throw TokenRefusal("TypeError", "this.headers[key].trim is not a function")
    }
  }
}

extension JSONObject {
  /// - Parameter pairs: `[[key, value]]`, which keeps a key such as `__proto__`.
  fileprivate init(pairs: JSONValue) {
    self.init()
    for pair in pairs.arrayValue ?? [] {
      if let pair = pair.arrayValue, pair.count == 2, let key = pair[0].jsonString {
        self[key] = pair[1]
      }
    }
  }
}
