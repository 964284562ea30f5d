import TokenEngine

extension Algorithm: WireValue {}
extension ValidationToken.Algorithm: WireValue {}

extension IssuedToken: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(jwt)
    wire.put(isImplicit)
    wire.put(object)
    wire.put(now)
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
      wire.put(token)
      wire.put(request)
      wire.put(url)
    }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    jwt = try wire.get()
    isImplicit = try wire.get()
    object = try wire.get()
    now = try wire.get()
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
    wire.put(algorithm)
    wire.put(accountSID)
    wire.put(keySID)
    wire.put(secret)
    wire.put(identity)
    wire.put(ttl)
    wire.put(notBefore)
    wire.put(region)
    wire.put(grants)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    algorithm = try wire.get()
    accountSID = try wire.get()
    keySID = try wire.get()
    secret = try wire.get()
    identity = try wire.get()
    ttl = try wire.get()
    notBefore = try wire.get()
    region = try wire.get()
    grants = try wire.get()
  }
}

extension GrantedAccess.AddedGrant: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(type)
    wire.put(key)
    wire.put(options)
    wire.put(payload)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    type = try wire.get()
    key = try wire.get()
    options = try wire.get()
    payload = try wire.get()
  }
}

extension ClientCapability: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(exactAccountSID)
    wire.put(authToken)
    wire.put(ttl)
    wire.put(scopes)
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
      wire.put(applicationSID)
      wire.put(clientName)
      wire.put(params)
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
    wire.put(authToken)
    wire.put(exactAccountSID)
    wire.put(exactWorkspaceSID)
    wire.put(exactChannelID)
    wire.put(friendlyName)
    wire.put(ttl)
    wire.put(exactVersion)
    wire.put(policies)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self.init(accountSID: "", authToken: try wire.get(), workspaceSID: "", channelID: "")
    exactAccountSID = try wire.get()
    exactWorkspaceSID = try wire.get()
    exactChannelID = try wire.get()
    friendlyName = try wire.get()
    ttl = try wire.get()
    exactVersion = try wire.get()
    policies = try wire.get()
  }
}

extension Policy: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(url)
    wire.put(method)
    wire.put(queryFilter)
    wire.put(postFilter)
    wire.put(allow)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self.init()
    url = try wire.get()
    method = try wire.get()
    queryFilter = try wire.get()
    postFilter = try wire.get()
    allow = try wire.get()
  }
}

extension ValidationToken: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(accountSID)
    wire.put(credentialSID)
    wire.put(signingKeySID)
    wire.put(privateKey)
    wire.put(algorithm)
    wire.put(ttl)
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self.init(
      accountSID: try wire.get(), credentialSID: try wire.get(), signingKeySID: try wire.get(),
      privateKey: try wire.get(), algorithm: try wire.get(), ttl: try wire.get())
  }
}

extension SignedRequest: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(method)
    wire.put(path)
    wire.put(host)
    wire.put(authorization)
    wire.put(parameters)
    wire.put(body)
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
