// `require`: twilio, the modules of Node that can be here, and the lesson's own files.
(function (kit) {
  'use strict';
  const { apply, host, isArray, keys, NativeError, NativeTypeError, part, settings, unavailable } = kit;

  // -- util
  const promisify = (action) => {
    if (action === part('timers').setTimeout) return (delay, value) => new Promise((done) => { action(() => done(value), delay); });
    return function (...list) {
      return new Promise((done, failed) => {
        apply(action, this, [...list, (error, value) => { if (error) failed(error); else done(value); }]);
      });
    };
  };
  const callbackify = (action) => function (...list) {
    const callback = list.pop();
    apply(action, this, list).then((value) => callback(null, value), (error) => callback(error));
  };
  const sameDeep = (a, b, isStrict) => {
    if (isStrict ? Object.is(a, b) : a == b || a !== a && b !== b) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (isStrict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (isArray(a) !== isArray(b)) return false;
    if (a instanceof kit.NativeDate && b instanceof kit.NativeDate) return +a === +b;
    if (a instanceof RegExp && b instanceof RegExp) return `${a}` === `${b}`;
    if (a instanceof NativeError && (a.message !== b.message || a.name !== b.name)) return false;
    if (a instanceof Set || a instanceof Map) {
      return a.size === b.size && sameDeep([...a], [...b], isStrict);
    }
    const names = keys(a);
    return names.length === keys(b).length
      && names.every((name) => Object.hasOwn(b, name) && sameDeep(a[name], b[name], isStrict));
  };
  const is = (Class) => (value) => value instanceof Class;
  const util = () => {
    const { inspect } = part('inspect'), { format } = part('console'), { TextEncoder, TextDecoder } = part('encoding');
    return {
      inspect, format, promisify, callbackify, TextEncoder, TextDecoder, deprecate: (action) => action,
      inherits: (Class, Parent) => { Object.setPrototypeOf(Class.prototype, Parent.prototype); Object.setPrototypeOf(Class, Parent); },
      isDeepStrictEqual: (a, b) => sameDeep(a, b, true), isArray, debuglog: () => () => {},
      stripVTControlCharacters: (text) => text.replace(/\u001b\[[0-9;]*m/g, ''),
      types: {
        isDate: is(kit.NativeDate), isPromise: is(Promise), isRegExp: is(RegExp), isMap: is(Map), isSet: is(Set), isNativeError: is(NativeError),
      },
    };
  };

  // -- path, as on Linux
  const path = (() => {
    const normalize = (text) => {
      const result = [], isAbsolute = text.startsWith('/');
      for (const piece of text.split('/')) {
        if (piece === '' || piece === '.') continue;
        if (piece === '..' && (isAbsolute || result.length > 0 && result.at(-1) !== '..')) result.pop(); else result.push(piece);
      }
      return `${isAbsolute ? '/' : ''}${result.join('/')}${text.endsWith('/') && result.length > 0 ? '/' : ''}` || (isAbsolute ? '/' : '.');
    };
    const basename = (text, suffix = '') => {
      const name = text.replace(/\/+$/, '').split('/').at(-1);
      return suffix !== '' && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name;
    };
    const extname = (text) => /^.+(\.[^.]*)$/.exec(basename(text))?.[1] ?? '';
    const dirname = (text) => {
      const match = /^(.*?)\/+[^/]+\/*$/.exec(text);
      return match ? match[1] || '/' : text.startsWith('/') ? '/' : '.';
    };
    const join = (...list) => normalize(list.filter((text) => text !== '').join('/') || '.');
    const resolve = (...list) => {
      let result = '';
      for (const text of ['/functions', ...list]) result = text.startsWith('/') ? text : text === '' ? result : `${result}/${text}`;
      const clean = normalize(result);
      return clean.length > 1 ? clean.replace(/\/$/, '') : clean;
    };
    const relative = (from, to) => {
      const [a, b] = [resolve(from).split('/').filter(Boolean), resolve(to).split('/').filter(Boolean)];
      let same = 0;
      while (same < a.length && a[same] === b[same]) same += 1;
      return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
    };
    const parse = (text) => {
      const base = basename(text), ext = extname(text), root = text.startsWith('/') ? '/' : '';
      return { root, dir: text.includes('/') ? dirname(text) : '', base, ext, name: base.slice(0, base.length - ext.length) };
    };
    const path = { normalize, basename, extname, dirname, join, resolve, relative, parse, sep: '/', delimiter: ':', isAbsolute: (text) => text.startsWith('/') };
    path.posix = path;
    return path;
  })();

  // -- events
  class EventEmitter {
    #listeners(name) { this._events ??= Object.create(null); return this._events[name] ??= []; }
    on(name, action) { this.#listeners(name).push({ action }); return this; }
    addListener(name, action) { return this.on(name, action); }
    prependListener(name, action) { this.#listeners(name).unshift({ action }); return this; }
    once(name, action) { this.#listeners(name).push({ action, isOnce: true }); return this; }
    off(name, action) {
      const list = this.#listeners(name), at = list.findLastIndex((listener) => listener.action === action);
      if (at >= 0) list.splice(at, 1);
      return this;
    }
    removeListener(name, action) { return this.off(name, action); }
    removeAllListeners(name) { if (name === undefined) this._events = undefined; else this.#listeners(name).length = 0; return this; }
    emit(name, ...list) {
      const listeners = [...this.#listeners(name)];
      if (name === 'error' && listeners.length === 0) throw list[0] instanceof NativeError ? list[0] : new NativeError(`Unhandled error. (${list[0]})`);
      for (const listener of listeners) {
        if (listener.isOnce) this.off(name, listener.action);
        apply(listener.action, this, list);
      }
      return listeners.length > 0;
    }
    listeners(name) { return this.#listeners(name).map(({ action }) => action); }
    listenerCount(name) { return this.#listeners(name).length; }
    eventNames() { return Reflect.ownKeys(this._events ?? {}).filter((name) => this._events[name].length > 0); }
    setMaxListeners() { return this; }
  }
  EventEmitter.EventEmitter = EventEmitter;
  EventEmitter.once = (emitter, name) => new Promise((done) => { emitter.once(name, (...list) => done(list)); });

  // -- assert
  class AssertionError extends NativeError {
    constructor({ message, actual, expected, operator }) {
      super(message);
      Object.assign(this, { generatedMessage: false, code: 'ERR_ASSERTION', actual, expected, operator });
    }
  }
  AssertionError.prototype.name = 'AssertionError';
  const assert = (() => {
    const shown = (value) => part('inspect').inspect(value);
    const check = (isTrue, message, standard, actual, expected, operator) => {
      if (isTrue) return;
      if (message instanceof NativeError) throw message;
      throw new AssertionError({ message: message ?? standard, actual, expected, operator });
    };
    const ok = (value, message) =>
      check(value, message, `The expression evaluated to a falsy value: ${shown(value)}`, value, true, '==');
    const pair = (test, words, operator) => (a, b, message) =>
      check(test(a, b), message, `${words}\n\n${shown(a)} ${operator} ${shown(b)}\n`, a, b, operator);
    const throws = (action, expected, message) => {
      let thrown;
      try { action(); } catch (error) { thrown = { error }; }
      check(thrown, typeof expected === 'string' ? expected : message, 'Missing expected exception.', undefined, expected, 'throws');
      if (expected instanceof RegExp) check(expected.test(`${thrown.error}`), message, `The input did not match the regular expression ${expected}`, thrown.error, expected, 'throws');
    };
    const strict = {
      ok, throws, AssertionError, fail: (message = 'Failed') => check(false, message),
      strictEqual: pair(Object.is, 'Expected values to be strictly equal:', '!=='),
      notStrictEqual: pair((a, b) => !Object.is(a, b), 'Expected "actual" to be strictly unequal to:', '==='),
      deepStrictEqual: pair((a, b) => sameDeep(a, b, true), 'Expected values to be strictly deep-equal:', 'should equal'),
      notDeepStrictEqual: pair((a, b) => !sameDeep(a, b, true), 'Expected "actual" not to be strictly deep-equal to:', 'should not equal'),
      match: (text, pattern, message) => check(pattern.test(text), message, `The input did not match the regular expression ${pattern}.`, text, pattern, 'match'),
    };
    const loose = Object.assign((value, message) => ok(value, message), strict, {
      equal: pair((a, b) => a == b, 'Expected values to be loosely equal:', '=='),
      notEqual: pair((a, b) => a != b, 'Expected "actual" to be loosely unequal to:', '!='),
      deepEqual: pair((a, b) => sameDeep(a, b, false), 'Expected values to be loosely deep-equal:', 'should loosely equal'),
    });
    loose.strict = Object.assign((value, message) => ok(value, message), strict, { equal: strict.strictEqual, deepEqual: strict.deepStrictEqual });
    return loose;
  })();

  // -- The lesson's own files: `fs` reads them, `require` runs them.
  const missing = (file) => Object.assign(new NativeError(`ENOENT: no such file or directory, open '${file}'`),
    { errno: -2, code: 'ENOENT', syscall: 'open', path: file });
  const fs = () => {
    const read = (file) => {
      const name = path.resolve(`${file}`);
      if (Object.hasOwn(settings.files, name)) return settings.files[name];
      return unavailable(`The file ${name}`);
    };
    const readFileSync = (file, options) => {
      const encoding = typeof options === 'string' ? options : options?.encoding;
      const buffer = part('buffer').Buffer.from(read(file));
      return encoding ? buffer.toString(encoding) : buffer;
    };
    const later = (action) => new Promise((done) => { done(action()); });
    const known = {
      readFileSync, existsSync: (file) => Object.hasOwn(settings.files, path.resolve(`${file}`)),
      readFile: (file, options, callback = options) => {
        const data = readFileSync(file, typeof options === 'function' ? undefined : options);
        part('timers').setImmediate(callback, null, data);
      },
      promises: refusing('fs.promises', { readFile: (file, options) => later(() => readFileSync(file, options)) }),
    };
    return refusing('fs', known);
  };
  const refusing = (name, known) => new Proxy(known, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || ['then', 'default', '__esModule', 'toJSON'].includes(key)) return kit.get(target, key, receiver);
      return () => unavailable(`${name}.${key}`);
    },
  });

  const loaded = Object.create(null);
  const directory = (file) => file.slice(0, file.lastIndexOf('/')) || '/';
  const loadFile = (file, base) => {
    const start = path.resolve(base, file);
    const name = [start, `${start}.js`, `${start}.json`, `${start}/index.js`].find((candidate) => Object.hasOwn(settings.files, candidate));
    if (name === undefined) return unavailable(`The file “${file}”`);
    if (loaded[name]) return loaded[name].exports;
    const module = loaded[name] = { exports: {}, filename: name };
    if (name.endsWith('.json')) return module.exports = kit.parse(settings.files[name]);
    const program = host('compile', name);
    if (typeof program === 'string') throw new SyntaxError(program);
    apply(program, module.exports, [module.exports, requireFrom(directory(name)), module, name, directory(name), dynamic(directory(name))]);
    return module.exports;
  };

  const dotenv = { config: () => ({ parsed: { ...settings.environment } }), parse: () => ({}) };
  const timersPromises = () => {
    const { setTimeout, setImmediate } = part('timers');
    return {
      setTimeout: (delay, value) => new Promise((done) => { setTimeout(() => done(value), delay); }),
      setImmediate: (value) => new Promise((done) => { setImmediate(() => done(value)); }),
    };
  };
  const makers = {
    twilio: () => part('twilio').module, crypto: () => part('crypto').module, util, path: () => path, 'path/posix': () => path,
    events: () => EventEmitter, assert: () => assert, 'assert/strict': () => assert.strict, fs, 'fs/promises': () => fs().promises,
    buffer: () => ({ Buffer: part('buffer').Buffer, ...part('encoding') }), querystring: () => part('url').querystring,
    url: () => {
      const { URL, URLSearchParams } = part('url');
      return refusing('url', { URL, URLSearchParams, fileURLToPath: (url) => decodeURIComponent(new URL(`${url}`).pathname), format: (url) => `${url}` });
    },
    timers: () => part('timers'), 'timers/promises': timersPromises, process: () => part('process').process,
    console: () => part('console').console, dotenv: () => dotenv, 'dotenv/config': () => dotenv,
    'twilio/lib/twiml/VoiceResponse': () => part('twiml').twiml.VoiceResponse,
    'twilio/lib/twiml/MessagingResponse': () => part('twiml').twiml.MessagingResponse,
    'twilio/lib/jwt/AccessToken': () => part('twilio').module.jwt.AccessToken,
    'twilio/lib/jwt/ClientCapability': () => part('twilio').module.jwt.ClientCapability,
  };
  const cache = Object.create(null);
  const load = (name, base) => {
    if (typeof name !== 'string') {
      throw Object.assign(new NativeTypeError(`The "id" argument must be of type string. Received ${name === null ? 'null' : typeof name}`), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    if (/^\.{0,2}\//.test(name) || name === '.' || name === '..') return loadFile(name, base);
    const plain = name.startsWith('node:') ? name.slice(5) : name;
    if (Object.hasOwn(makers, plain)) return cache[plain] ??= makers[plain]();
    return unavailable(`The module “${name}”`);
  };
  // What `import` binds of a module that is no ES module: itself as `default`, its members by name.
  const namespace = (module) => module?.__esModule ? module : new Proxy(Object(module), {
    get: (target, key) => key === 'default' ? module : module[key],
    has: (target, key) => key === 'default' || key in target,
  });
  const requireFrom = (base) => Object.assign((name, form) => {
    const module = load(name, base);
    if (form === 'default') return module?.__esModule ? module.default : module;
    return form === 'namespace' ? namespace(module) : module;
  }, { resolve: (name) => name, cache: loaded });
  const dynamic = (base) => async (name) => namespace(load(`${name}`, base));

  return { require: requireFrom('/functions'), import: dynamic('/functions') };
})
