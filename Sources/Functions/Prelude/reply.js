// From `callback(error, payload)`, an exception or a rejection to the one answer that is sent.
(function (kit) {
  'use strict';
  const {
    apply, clip, host, isArray, keys, list, NativeError, NativeTypeError, NativeRangeError,
    part, parse, sampled, send, settings, stringify,
  } = kit;
  const { slice, toLowerCase } = String.prototype, { getPrototypeOf } = Object;

  const noSideEffects = (value) =>
    typeof value === 'object' && value !== null ? '#<Object>'
      : typeof value === 'symbol' ? apply(Symbol.prototype.toString, value, []) : `${value}`;

  // The frames in the engine's own form of errors whose `stack` says something else.
  const traces = new WeakMap(), { get: find, set: put } = WeakMap.prototype;
  kit.trace = (error, frames) => apply(put, traces, [error, frames]);
  kit.isTraced = (error) => apply(find, traces, [error]) !== undefined;
  const framesOf = kit.framesOf = (error) => apply(find, traces, [error]) ?? error.stack;

  // Errors that show what a program wrote as their `stack`; where they were made is known all the same.
  const written = new WeakMap();
  kit.noteWritten = (error) => apply(put, written, [error, true]);

  // The names of a class of the program's own and of those above it: their constructors are no callers.
  kit.classesOf = (Class) => {
    let names = '';
    for (let each = Class; typeof each === 'function' && each !== NativeError; each = getPrototypeOf(each)) {
      if (typeof each.name === 'string') names += `${each.name},`;
    }
    return names;
  };

  // As serialize-error puts what was thrown: whatever is no Error becomes a NonError with its JSON text.
  const { caught, spokenOf } = part('caught');
  const describe = (thrown) => {
    try {
      if (thrown instanceof NativeError) {
        const stack = framesOf(caught(thrown));
        return {
          __proto__: null, name: clip(`${thrown.name}`), message: `${thrown.message}`, stack: clip(`${stack}`),
          made: clip(kit.classesOf(thrown.constructor)), spoken: spokenOf(thrown),
          written: apply(find, written, [thrown]) ? clip(`${thrown.stack}`) : undefined,
        };
      }
      if (typeof thrown === 'object' && thrown !== null && !isArray(thrown)) {
        return { __proto__: null, name: clip(`${thrown.name ?? 'Error'}`), message: `${thrown.message ?? ''}`, stack: '' };
      }
      const message = typeof thrown === 'function' ? `"[Function: ${thrown.name || 'anonymous'}]"`
        : stringify(thrown) ?? noSideEffects(thrown);
      return { __proto__: null, name: 'NonError', message, stack: '' };
    } catch {
      return { __proto__: null, name: 'NonError', message: 'a value that cannot be described', stack: '' };
    }
  };

  const json = (value) => {
    try { return stringify(value, undefined, ''); } catch (thrown) { throw part('json').refusal(thrown, value); }
  };

  // -- Settling: the first reply or failure stands.
  // A program that was started may hear of it in time; a Function's errors are Twilio's to answer.
  const hears = (event, ...list) => settings.isMain && kit.emit?.(event, ...list);
  const fail = (thrown, inCallback) => {
    if (kit.settled || hears('uncaughtException', thrown, 'uncaughtException')) return;
    kit.settled = true;
    const failure = describe(thrown);
    failure.message = clip(failure.message);
    failure.inCallback = inCallback === true;
    send('failed', failure);
  };
  // A promise that nobody handles ends the process; Node names a reason that is no Error at length.
  const reject = (reason, promise) => {
    try {
      if (hears('unhandledRejection', reason, promise)) return undefined;
      if (reason instanceof NativeError) return fail(reason);
      const error = new NativeError(
        'This error originated either by throwing inside of an async function without a catch block, or by rejecting '
        + `a promise which was not handled with .catch(). The promise rejected with the reason "${noSideEffects(reason)}".`);
      error.name = 'UnhandledPromiseRejection';
      error.stack = '';
      return fail(error);
    } catch { return fail(reason); }
  };
  const callback = function callback(error, payload) {
    host('callback', '');
    if (kit.settled) return;
    if (error) { fail(error, true); return; }
    let reply;
    try { reply = makeReply(payload); } catch (thrown) { fail(thrown, true); return; }
    kit.settled = true;
    reply.body = clip(reply.body);
    send('reply', reply);
  };

  // -- Replies. What crosses to the server is JSON: an object that serialises to a string arrives as a string.
  const jsonType = 'application/json; charset=utf-8';
  const plain = (type, body) => ({
    __proto__: null, status: 200, headers: list([list(['Content-Type', type])]), body, encoding: 'utf8',
  });
  const wire = (value) => {
    const text = typeof value === 'function' ? undefined : json(value);
    if (text === undefined || text === 'null') return '';
    return text[0] === '"' && typeof value !== 'string' ? parse(text) : text;
  };
  const made = {
    isBytes: (value) => kit.isBuffer !== undefined && kit.isBuffer(value),
    bytes: (value) => kit.toBase64(value),
  };
  const makeReply = (payload) => {
    if (typeof payload === 'string') return plain('text/plain; charset=utf-8', payload);
    if (typeof payload === 'object' && payload !== null) {
      if (kit.isResponse?.(payload)) return toReply(payload);
      if (kit.isTwiML?.(payload)) return plain('text/xml; charset=utf-8', payload.toString());
      if (made.isBytes(payload)) {
        return { ...plain('application/octet-stream', made.bytes(payload)), __proto__: null, encoding: 'base64' };
      }
    }
    return plain(jsonType, wire(payload));
  };

  // -- A `Twilio.Response`, through Express to HTTP.
  const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/, content = /[^\t\x20-\x7e\x80-\xff]/;
  const { exec } = RegExp.prototype;
  const matches = (pattern, text) => apply(exec, pattern, [text]);
  const checkHeader = (name, value) => {
    if (!matches(token, name)) throw new NativeTypeError(`Header name must be a valid HTTP token ["${name}"]`);
    if (matches(content, value)) throw new NativeTypeError(`Invalid character in header content ["${name}"]`);
  };
  const media = /^ *([!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+) *(;.*)?$/;
  const parameter = /^ *; *([!#$%&'*+.^_`|~0-9A-Za-z-]+) *= *("(?:[^"\\]|\\.)*"|[!#$%&'*+.^_`|~0-9A-Za-z-]+) */;
  // Express parses the type and writes it anew: lower case, parameters sorted, the charset always UTF-8.
  const withCharset = (type) => {
    const match = matches(media, type);
    if (!match) throw new NativeTypeError('invalid media type');
    const parameters = { __proto__: null, charset: 'utf-8' };
    for (let rest = match[2] ?? ''; rest !== '';) {
      const next = matches(parameter, rest);
      if (!next) throw new NativeTypeError('invalid parameter format');
      const name = apply(toLowerCase, next[1], []);
      if (name !== 'charset') parameters[name] = next[2];
      rest = apply(slice, rest, [next[0].length]);
    }
    let result = apply(toLowerCase, match[1], []);
    const names = keys(parameters);
    for (const name of apply(Array.prototype.sort, names, [])) result += `; ${name}=${parameters[name]}`;
    return result;
  };
  const typed = /^text\/|^application\/(javascript|json)/;
  const toReply = ({ statusCode, body, headers }) => {
    const status = statusCode | 0;
    if (status < 100 || status > 999) throw new NativeRangeError(`Invalid status code: ${statusCode}`);
    // Two spellings of a name are one header; the later wins.
    const latest = { __proto__: null };
    for (const name of keys(headers ?? {})) {
      const lower = apply(toLowerCase, name, []);
      delete latest[lower];
      if (headers[name] !== undefined) latest[lower] = [name, headers[name]];
    }
    const given = latest['content-type'];
    if (given && isArray(given[1])) throw new NativeTypeError('Content-Type cannot be set to an Array');
    const isJSON = given?.[0] === 'Content-Type' && matches(/^application\/json/, `${given[1]}`);
    let type = given && `${given[1]}`, bytes = '', encoding = 'utf8';
    if (made.isBytes(body)) {
      bytes = made.bytes(body);
      encoding = 'base64';
      type ??= 'application/octet-stream';
      if (!matches(/; *charset *=/i, type) && matches(typed, type)) type += '; charset=utf-8';
    } else {
      if (typeof body === 'string') bytes = body;
      else if (body === null || body === undefined) bytes = isJSON ? 'null' : '';
      else {
        const text = json(body) ?? '';
        const isText = text[0] === '"';
        bytes = isText && !isJSON ? parse(text) : text;
        if (!isText) type ??= jsonType;
      }
      if (typeof body === 'string' || bytes !== '' || type) {
        type = type || typeof body === 'string' || bytes !== '' ? withCharset(type ?? 'text/html') : type;
      }
    }
    const isEmpty = status === 204 || status === 304;
    const pairs = list([]);
    // The host keeps so much of them all, and sees by the one that is cut that there were more.
    let left = 0x40000;
    const add = (name, value) => {
      checkHeader(name, value);
      if (left >= 0) pairs[pairs.length] = list([apply(slice, name, [0, left + 1]), apply(slice, value, [0, left + 1])]);
      left -= name.length + value.length;
    };
    if (type && !isEmpty) add(given?.[0] ?? 'Content-Type', type);
    for (const lower of keys(latest)) {
      if (lower === 'content-type' || lower === 'content-length' || lower === 'transfer-encoding') continue;
      const [name, value] = latest[lower];
      if (!isArray(value)) { add(name, `${value}`); continue; }
      for (let index = 0; index < value.length; index += 1) add(name, `${value[index]}`);
    }
    return { __proto__: null, status, headers: pairs, body: isEmpty ? '' : bytes, encoding: isEmpty ? 'utf8' : encoding };
  };

  // -- The handler
  const event = () => sampled('event', {
    request: { headers: { host: 'localhost:3000' }, cookies: {} }, ...settings.event,
  });
  const context = () => sampled('environment', {
    PATH: settings.path, DOMAIN_NAME: 'localhost:3000', SERVICE_SID: undefined, ENVIRONMENT_SID: undefined,
    ...settings.environment, getTwilioClient: (options) => part('client').getTwilioClient(options),
  });
  const enter = (handler) => {
    if (typeof handler !== 'function') {
      throw new NativeError(`Could not find a "handler" function in file ${settings.file}`);
    }
    apply(handler, undefined, [context(), event(), callback]);
  };

  return { fail, reject, enter };
})
