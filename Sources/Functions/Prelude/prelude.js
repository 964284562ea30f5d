// What programs could patch is captured; all else is a part.
(function (host, given) {
  'use strict';
  const { apply, construct, defineProperty: describe, get, ownKeys, set } = Reflect;
  const { parse, stringify } = JSON, { entries, hasOwn, keys, setPrototypeOf } = Object, { isArray } = Array;
  const NativeError = Error, { then } = Promise.prototype, { slice } = String.prototype;
  const settings = parse(given), parts = { __proto__: null };

  // No prototype to plant a `toJSON` on.
  const list = (items) => setPrototypeOf(items, null);
  const defineProperty = (object, key, members) => describe(object, key, list(members));
  const send = (operation, bare) => host(operation, stringify(bare));
  const clip = (text) => text.length > 0x100000 ? apply(slice, text, [0, 0x100001]) : text;
  const site = () => {
    const limit = NativeError.stackTraceLimit;
    try {
      NativeError.stackTraceLimit = 100;
      const { stack } = new NativeError();
      return typeof stack === 'string' ? stack : '';
    } catch { return ''; } finally { try { NativeError.stackTraceLimit = limit; } catch { /* frozen */ } }
  };
  const unavailable = (what) => {
    host('unavailable', clip(`${what}`));
    throw new NativeError(`${what} is not available in Stepwise`);
  };
  const part = (name) => parts[name] ??= host('part', name)(kit);
  const fail = (thrown, inCallback) => part('reply').fail(thrown, inCallback);

  const sampled = (kind, target) => new Proxy(target, {
    __proto__: null,
    get(object, key, receiver) {
      if (typeof key === 'symbol' || key in object || key === 'then' || key === 'toJSON') {
        if (typeof key === 'string' && hasOwn(object, key)) host('read', `${kind}:${key}`);
        return get(object, key, receiver);
      }
      return host('sample', `${kind}:${key}`);
    },
  });

  const define = (name, value) =>
    defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const lazy = (name, make) => defineProperty(globalThis, name, {
    configurable: true, set(value) { define(name, value); },
    get() { const value = make(); define(name, value); return value; },
  });
  const require = (name, form) => part('modules').require(name, form);
  const kit = {
    __proto__: null, host, settings, list, send, clip, site, unavailable, part, fail, sampled, define, require,
    apply, construct, defineProperty, get, ownKeys, set, setPrototypeOf, parse, stringify, entries, hasOwn, keys,
    isArray, then, NativeError, NativeTypeError: TypeError, NativeRangeError: RangeError, NativeURIError: URIError,
    NativeDate: Date, NativeIntl: Intl, encodeURIComponent, clock: settings.time, settled: false, module: { exports: {} },
  };

  define('global', globalThis);
  defineProperty(Math, 'random', { value: () => part('chance').random(), writable: true, configurable: true });
  for (const name of keys(settings.globals)) lazy(name, () => part(settings.globals[name])[name]);
  settings.parts.forEach(part);

  const start = (program, isModule) => {
    const { module } = kit, load = (name) => part('modules').import(name);
    defineProperty(load, 'meta', { get: () => part('modules').meta });
    kit.arm?.();
    try {
      const done = apply(program, module.exports, [module.exports, require, module, settings.file, '/functions', load, part('caught').caught]);
      if (isModule) apply(then, done, [() => enter(module), fail]); else enter(module);
    } catch (thrown) { fail(thrown); }
  };
  const enter = ({ exports }) => {
    if (exports === null || typeof exports !== 'object' && typeof exports !== 'function' || !('handler' in exports)) return;
    host('handler', '');
    try { part('reply').enter(exports.handler); } catch (thrown) { fail(thrown); }
  };
  return (command, value) => {
    if (command === 'script' || command === 'module') return start(value, command === 'module');
    if (command === 'turn') return kit.turn ? kit.turn() : '';
    if (command === 'end') return parts.twilio?.issuePending();
    return part('reply').reject(value, command);
  };
})
