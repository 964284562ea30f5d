package import TokenEngine

/// A token that the Swift engine made for the program, with all that went into it.
package struct IssuedToken: Sendable, Hashable {
  /// What it was made of; making it again at the same time gives the same bytes.
  package enum Content: Sendable, Hashable {
    case access(GrantedAccess)
    case client(ClientCapability)
    case taskRouter(TaskRouterCapability)
    case validation(ValidationToken, of: SignedRequest, url: String)
  }

  package var jwt: String
  /// Whether the program had not asked for it yet.
  package var isImplicit: Bool
  /// The object that issued it, as the recorded calls number it.
  package var object: Int
  /// The time of issue.
  package var now: Seconds
  package var content: Content
}

extension IssuedToken {
  package var header: JSONValue {
    switch content {
    case .access(let access): access.token.header(algorithm: access.algorithm)
    case .validation(let token, _, _): token.header
    case .client, .taskRouter: Self.read(decoded.header)
    }
  }

  package var payload: JSONValue {
    switch content {
    case .access(let access): access.token.claims(issuedAt: now)
    case .client, .taskRouter, .validation: Self.read(decoded.payload)
    }
  }

  /// What signed it: the key's secret, the auth token or the private key.
  package var secret: String {
    switch content {
    case .access(let access): access.secret.text
    case .client(let capability): capability.authToken
    case .taskRouter(let capability): capability.authToken
    case .validation(let token, _, _): token.privateKey
    }
  }

  private var decoded: DecodedToken {
    guard let decoded = try? DecodedToken(jwt) else {
      preconditionFailure("the engine's own tokens have three parts")
    }
    return decoded
  }

  private static func read(_ part: DecodedToken.Part) -> JSONValue {
    (try? part.content.get()) ?? .null
  }
}

extension IssuedToken.Content {
  /// The recorded call that issues such a token.
  package var call: String {
    switch self {
    case .access: "AccessToken.toJwt"
    case .client: "ClientCapability.toJwt"
    case .taskRouter: "TaskRouterCapability.toJwt"
    case .validation: "ValidationToken.fromHttpRequest"
    }
  }

  var arguments: JSONObject {
    switch self {
    case .access(let access): ["algorithm": .string(access.algorithm.rawValue)]
    case .client, .taskRouter: [:]
    case .validation(_, let request, let url):
      [
        "method": .string(request.method), "url": .string(url),
        "params": .object(request.parameters),
      ]
    }
  }
}
