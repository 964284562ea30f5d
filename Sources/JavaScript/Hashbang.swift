extension String {
  /// The same program where its first line is no `#!`, which the engine knows at the start of a file alone, and we
  /// hand it the bodies of functions.
  package var withoutHashbang: String { hasPrefix("#!") ? "//" + dropFirst(2) : self }
}
