/// A point in time as seconds since 1970-01-01T00:00:00Z, or a span of time in seconds.
///
/// A `Double`, because the times in Twilio's tokens are JavaScript numbers.
public typealias Seconds = Double
