/// Which requests a ``TaskRouterCapability`` allows or forbids.
///
/// The library writes whatever JavaScript value a policy's property has; so the properties here are
/// JSON values, and ``init(url:method:queryFilter:postFilter:allow:)`` takes the everyday types.
public struct Policy: Sendable, Hashable {
  /// The URL, in which `*` stands for a part of the path and `**` for any rest of it; left out if `nil`.
  public var url: JSONValue?
  /// The HTTP method.
  public var method: JSONValue
  /// What the query must be like, by parameter.
  public var queryFilter: JSONValue
  /// What the form must be like, by parameter.
  public var postFilter: JSONValue
  /// Whether the requests are allowed.
  public var allow: JSONValue

  /// A policy of `method` requests to `url`.
  ///
  /// - Parameters:
  ///   - url: The URL. What is absent in JavaScript is left out by 3.x (`nil` here) and is the empty
  ///     text in 4.x and later (`""`).
  ///   - method: The HTTP method, written as it is.
  ///   - queryFilter: What the query must be like: `{"name":{"required":true}}` by parameter.
  ///   - postFilter: What the form must be like, likewise.
  ///   - allow: Whether the requests are allowed. (The library's own constructor takes `false` for
  ///     `true`; there only a later assignment forbids.)
  public init(
    url: String? = nil, method: String = "GET", queryFilter: JSONObject = [:],
    postFilter: JSONObject = [:], allow: Bool = true
  ) {
    self.url = url.map { .string($0) }
    self.method = .string(method)
    self.queryFilter = .object(queryFilter)
    self.postFilter = .object(postFilter)
    self.allow = .bool(allow)
  }

  /// The policy as a token contains it.
  public var payload: JSONValue {
    var fields = JSONObject()
    fields["url"] = url
    fields["method"] = method
    fields["query_filter"] = queryFilter
    fields["post_filter"] = postFilter
    fields["allow"] = allow
    return .object(fields)
  }

  /// The policies that let a channel receive events: `defaultEventBridgePolicies` of the library.
  public static func eventBridge(accountSID: String, channelID: String) -> [Policy] {
    let url = "https://event-bridge.twilio.com/v1/wschannels/\(accountSID)/\(channelID)"
    return [Policy(url: url), Policy(url: url, method: "POST")]
  }

  /// The policies that let a worker read what concerns it: `defaultWorkerPolicies` of the library.
  public static func worker(
    version: String, workspaceSID: String, workerSID: String
  ) -> [Policy] {
    let workspace = "\(TaskRouterURL.host)/\(version)/Workspaces/\(workspaceSID)"
    let worker = "\(workspace)/Workers/\(workerSID)"
    return [
      Policy(url: "\(workspace)/Activities"), Policy(url: "\(workspace)/Tasks/**"),
      Policy(url: "\(worker)/Reservations/**"), Policy(url: worker),
    ]
  }
}
