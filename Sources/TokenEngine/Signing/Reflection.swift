// What signs a token stays out of logs: `print`, `dump`, interpolation and debuggers reflect a value,
// and these reflect without it.

extension AccessToken: CustomReflectable {
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "accountSID": exactAccountSID, "keySID": exactKeySID, "identity": exactIdentity as Any,
        "ttl": ttl, "notBefore": notBefore as Any, "region": exactRegion as Any, "grants": grants,
      ], displayStyle: .struct)
  }
}

extension ClientCapability: CustomReflectable {
  public var customMirror: Mirror {
    Mirror(
      self, children: ["accountSID": exactAccountSID as Any, "ttl": ttl, "scopes": scopes],
      displayStyle: .struct)
  }
}

extension TaskRouterCapability: CustomReflectable {
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "accountSID": exactAccountSID as Any, "workspaceSID": exactWorkspaceSID as Any,
        "channelID": exactChannelID as Any, "friendlyName": friendlyName as Any, "ttl": ttl,
        "version": exactVersion as Any, "policies": policies,
      ], displayStyle: .struct)
  }
}

extension ValidationToken: CustomReflectable {
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "accountSID": accountSID, "credentialSID": credentialSID, "signingKeySID": signingKeySID,
        "algorithm": algorithm, "ttl": ttl,
      ], displayStyle: .struct)
  }
}

extension SignedRequest: CustomReflectable {
  /// Without the header `authorization`, which carries the key's secret.
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "method": method, "host": host, "path": path, "parameters": parameters, "body": body as Any,
      ],
      displayStyle: .struct)
  }
}
