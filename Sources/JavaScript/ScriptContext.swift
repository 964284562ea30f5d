internal import CJavaScriptCore

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A fresh JavaScript world with globals of its own. Strings cross as UTF-16.
package final class ScriptContext {
  private let engine: ScriptEngine
  private let context: JSGlobalContextRef
  private var hearsRejections = false

  package init(in engine: ScriptEngine) {
    self.engine = engine
    context = JSGlobalContextCreateInGroup(engine.group, nil)
  }

  deinit {
    if hearsRejections {
      JSGlobalContextSetUnhandledRejectionCallback(context, engine.doNothing, nil)
    }
    engine.contextEnded(context)
    JSGlobalContextRelease(context)
  }

  /// Compiles a function body, without running it.
  ///
  /// - Parameters:
  ///   - url: the name its frames carry in stack traces.
  ///   - line: what the engine counts lines from; it puts two of its own before the body.
  /// - Throws: the `SyntaxError`, with the engine's line.
  package func compile(
    _ body: String, parameters: [String] = [], url: String, line: Int = 1
  ) throws(ScriptError) -> ScriptFunction {
    let names: [JSStringRef?] = parameters.map { makeString($0) }
    let source = makeString(body)
    let address = makeString(url)
    defer {
      for name in names { JSStringRelease(name) }
      JSStringRelease(source)
      JSStringRelease(address)
    }
    var exception: JSValueRef?
    let function = JSObjectMakeFunction(
      context, nil, UInt32(names.count), names, source, address, Int32(line), &exception)
    guard let function else { throw error(from: exception) }
    return ScriptFunction(function, in: context)
  }

  /// Runs a whole script of our own, always the same under its URL; its compiled form is kept by the engine.
  package func evaluate(_ source: String, url: String) throws(ScriptError) -> ScriptValue {
    let script = engine.script(source, url: url)
    let address = makeString(url)
    defer { JSStringRelease(address) }
    var exception: JSValueRef?
    guard let result = JSEvaluateScript(context, script, nil, address, 1, &exception) else {
      throw error(from: exception)
    }
    return value(result)
  }

  /// A JavaScript function that hands its first two arguments to Swift; what is no string arrives empty.
  package func hostFunction(
    _ body: @escaping (String, String) -> ScriptValue
  ) -> ScriptFunction {
    let box = Unmanaged.passRetained(HostFunction(body))
    return ScriptFunction(
      JSObjectMake(context, HostFunction.scriptClass, box.toOpaque()), in: context)
  }

  /// Calls a function. Promise jobs have run when it returns.
  package func call(
    _ function: ScriptFunction, _ arguments: ScriptValue...
  ) throws(ScriptError) -> ScriptValue {
    let values: [JSValueRef?] = arguments.map { $0.reference(in: context) }
    var exception: JSValueRef?
    let result = JSObjectCallAsFunction(
      context, function.object, nil, values.count, values, &exception)
    let ended = engine.takeTermination()
    if ended { throw ScriptError(kind: .terminated) }
    guard let result else { throw error(from: exception) }
    return value(result)
  }

  private func value(_ result: JSValueRef) -> ScriptValue {
    if JSValueIsString(context, result) { return .text(text(of: result, in: context) ?? "") }
    if JSValueIsObject(context, result), let object = JSValueToObject(context, result, nil),
      JSObjectIsFunction(context, object)
    {
      return .function(ScriptFunction(object, in: context))
    }
    return .undefined
  }

  /// Installs the function that hears of promises rejected without a handler, as (promise, reason).
  package func onUnhandledRejection(call function: ScriptFunction) {
    hearsRejections = true
    JSGlobalContextSetUnhandledRejectionCallback(context, function.object, nil)
  }

  private func error(from exception: JSValueRef?) -> ScriptError {
    guard let exception, JSValueIsObject(context, exception),
      let object = JSValueToObject(context, exception, nil)
    else {
      return ScriptError(
        kind: .threw, message: exception.flatMap { text(of: $0, in: context) } ?? "")
    }
    func property(_ name: String) -> String? {
      let key = makeString(name)
      defer { JSStringRelease(key) }
      guard let value = JSObjectGetProperty(context, object, key, nil),
        !JSValueIsUndefined(context, value)
      else { return nil }
      return text(of: value, in: context)
    }
    return ScriptError(
      kind: .threw, name: property("name") ?? "Error", message: property("message") ?? "",
      line: property("line").flatMap { Int($0) })
  }
}

/// What crosses between Swift and JavaScript.
package enum ScriptValue {
  case undefined
  case text(String)
  case function(ScriptFunction)

  fileprivate func reference(in context: JSContextRef) -> JSValueRef {
    switch self {
    case .undefined: JSValueMakeUndefined(context)
    case .function(let function): function.object
    case .text(let text): makeValue(text, in: context)
    }
  }
}

/// A function of a context, kept alive as long as this value is.
package final class ScriptFunction {
  let object: JSObjectRef
  private let context: JSGlobalContextRef

  init(_ object: JSObjectRef, in context: JSGlobalContextRef) {
    self.object = object
    self.context = JSGlobalContextRetain(context)
    JSValueProtect(context, object)
  }

  deinit {
    JSValueUnprotect(context, object)
    JSGlobalContextRelease(context)
  }
}

/// Why a call gave no value.
package struct ScriptError: Error, Equatable {
  package enum Kind: Sendable { case threw, terminated }

  package var kind: Kind
  package var name = "Error"
  package var message = ""
  /// 1-based line, where JavaScriptCore knows one.
  package var line: Int?
}

private final class HostFunction {
  let body: (String, String) -> ScriptValue

  init(_ body: @escaping (String, String) -> ScriptValue) { self.body = body }

  nonisolated(unsafe) static let scriptClass: JSClassRef = {
    var definition = kJSClassDefinitionEmpty
    definition.callAsFunction = { context, function, _, count, arguments, _ in
      let host = Unmanaged<HostFunction>.fromOpaque(JSObjectGetPrivate(function)!)
        .takeUnretainedValue()
      func argument(_ index: Int) -> String {
        guard index < count, let value = arguments?[index], JSValueIsString(context, value) else {
          return ""
        }
        return text(of: value, in: context!) ?? ""
      }
      return host.body(argument(0), argument(1)).reference(in: context!)
    }
    definition.finalize = { object in
      Unmanaged<HostFunction>.fromOpaque(JSObjectGetPrivate(object)!).release()
    }
    return JSClassCreate(&definition)
  }()
}

/// As UTF-8 where that says it all: such strings take the engine half the memory.
func makeString(_ text: String) -> JSStringRef {
  var text = text
  let isCString = text.withUTF8 { bytes in
    bytes.baseAddress.map { memchr($0, 0, bytes.count) == nil } ?? true
  }
  if isCString { return JSStringCreateWithUTF8CString(text) }
  let units = Array(text.utf16)
  return JSStringCreateWithCharacters(units, units.count)
}

private func makeValue(_ text: String, in context: JSContextRef) -> JSValueRef {
  let string = makeString(text)
  defer { JSStringRelease(string) }
  return JSValueMakeString(context, string)
}

private func text(of value: JSValueRef, in context: JSContextRef) -> String? {
  guard let string = JSValueToStringCopy(context, value, nil) else { return nil }
  defer { JSStringRelease(string) }
  let capacity = JSStringGetMaximumUTF8CStringSize(string)
  let text = String(unsafeUninitializedCapacity: capacity) { buffer in
    buffer.withMemoryRebound(to: CChar.self) {
      JSStringGetUTF8CString(string, $0.baseAddress, capacity) - 1
    }
  }
  // The engine's own conversion ends at a lone surrogate.
  let count = JSStringGetLength(string)
  if text.utf16.count == count { return text }
  return String(
    decoding: UnsafeBufferPointer(start: JSStringGetCharactersPtr(string), count: count),
    as: UTF16.self)
}
