import TokenEngine
package let preludeText = String(decoding: PackageResources.prelude_js, as: UTF8.self)
