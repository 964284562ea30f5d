import Testing
@testable import TokenEngine
