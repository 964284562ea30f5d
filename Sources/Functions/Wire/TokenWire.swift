import TokenEngine

extension Algorithm: WireValue {}
extension ValidationToken.Algorithm: WireValue {}

extension IssuedToken: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(jwt, isImplicit, object, now)
    switch content {
    case .access(let access):
      wire.putByte(0)
      wire.put(access)
    case .client(let capability):
      wire.putByte(1)
      wire.put(capability)
    case .taskRouter(let capability):
      wire.putByte(2)
      wire.put(capability)
    case .validation(let token, let request, let url):
      wire.putByte(3)
      wire.put(token, request, url)
    }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    (jwt, isImplicit, object, now) = try wire.members()
    switch try wire.byte() {
    case 0: content = .access(try wire.get())
    case 1: content = .client(try wire.get())
    case 2: content = .taskRouter(try wire.get())
    case 3:
      content = .validation(try wire.get(), of: try wire.get(), url: try wire.get())
    default: throw .malformed
    }
  }
}

extension GrantedAccess: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(algorithm, accountSID, keySID, secret, identity, ttl, notBefore, region, grants)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    (algorithm, accountSID, keySID, secret, identity, ttl, notBefore, region, grants) =
      try wire.members()
  }
}

extension GrantedAccess.AddedGrant: WireValue {
  package func write(to wire: inout WireWriter) { wire.put(type, key, options, payload) }

  package init(from wire: inout WireReader) throws(WireError) {
    (type, key, options, payload) = try wire.members()
  }
}

extension ClientCapability: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(exactAccountSID, authToken, ttl, scopes)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    let accountSID: JSONValue? = try wire.get()
    self.init(
      accountSID: "", authToken: try wire.get(), ttl: try wire.get(), scopes: try wire.get())
    exactAccountSID = accountSID
  }
}

extension ClientScope: WireValue {
  package func write(to wire: inout WireWriter) {
    switch self {
    case .incoming(let clientName):
      wire.putByte(0)
      wire.put(clientName)
    case .outgoing(let applicationSID, let clientName, let params):
      wire.putByte(1)
      wire.put(applicationSID, clientName, params)
    case .eventStream(let filters):
      wire.putByte(2)
      wire.put(filters)
    case .custom(let text):
      wire.putByte(3)
      wire.put(text)
    }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    switch try wire.byte() {
    case 0: self = .incoming(clientName: try wire.get() as JSONString)
    case 1:
      self = .outgoing(
        applicationSID: try wire.get() as JSONString, clientName: try wire.get(),
        params: try wire.get())
    case 2: self = .eventStream(filters: try wire.get())
    case 3: self = .custom(try wire.get())
    default: throw .malformed
    }
  }
}

extension TaskRouterCapability: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(
      authToken, exactAccountSID, exactWorkspaceSID, exactChannelID, friendlyName, ttl,
      exactVersion, policies)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self.init(accountSID: "", authToken: try wire.get(), workspaceSID: "", channelID: "")
    (
      exactAccountSID, exactWorkspaceSID, exactChannelID, friendlyName, ttl, exactVersion, policies
    ) = try wire.members()
  }
}

extension Policy: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(url, method, queryFilter, postFilter, allow)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self.init()
    (url, method, queryFilter, postFilter, allow) = try wire.members()
  }
}

extension ValidationToken: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(accountSID, credentialSID, signingKeySID, privateKey, algorithm, ttl)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self.init(
      accountSID: try wire.get(), credentialSID: try wire.get(), signingKeySID: try wire.get(),
      privateKey: try wire.get(), algorithm: try wire.get(), ttl: try wire.get())
  }
}

extension SignedRequest: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(method, path, host, authorization, parameters, body)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    // The URL is only a way to make one; its parts are put in their places.
    guard var request = try? SignedRequest(method: "", url: "http://a/") else { throw .malformed }
    request.method = try wire.get()
    request.path = try wire.get()
    request.host = try wire.get()
    request.authorization = try wire.get()
    request.parameters = try wire.get()
    request.body = try wire.get()
    self = request
  }
}
