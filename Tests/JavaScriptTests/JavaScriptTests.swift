import Testing
@testable import JavaScript
