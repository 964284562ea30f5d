extension Chains {
  /// What a snippet has to do with the programs before it.
  enum Tie: Equatable {
    case none
    /// It repeats lines that are there, and nothing else.
    case quote(Int)
    /// The whole file again.
    case whole(Int)
    /// Something to put into the file. Where only names say so, it may as well be meant as an example.
    case part(Int, isSure: Bool)

    /// The chain whose next revision it makes.
    var continued: Int? {
      switch self {
      case .none, .quote: nil
      case .whole(let chain), .part(let chain, _): chain
      }
    }
  }
}
