import JavaScript

/// How a program asks for its modules. The same example in both forms is two programs, not one that changes.
enum ModuleForm: Sendable {
  case `import`, require
}

extension ModuleForm? {
  /// Whether both could be of one file: what asks for no module may belong to any.
  func isLike(_ other: ModuleForm?) -> Bool { self == nil || other == nil || self == other }
}

extension Sequence<NormalLine> {
  var moduleForm: ModuleForm? {
    for line in self {
      if line.code.hasPrefix("import "), !line.code.hasPrefix("import (") { return .import }
      if line.code.contains(bytes: "require (") { return .require }
    }
    return nil
  }
}
