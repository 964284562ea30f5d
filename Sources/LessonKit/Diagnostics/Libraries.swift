import JavaScript
import Markdown

/// The versions of the C libraries that are in use.
package enum Libraries {
  package static var markdown: String { Document.parserVersion }

  package static var javaScript: String { ScriptEngine.version }
}
