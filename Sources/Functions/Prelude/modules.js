// `require`: twilio, the modules of Node that can be here, and the lesson's own files.
(function (kit) {
  'use strict';
  const { apply, host, isArray, keys, NativeError, NativeTypeError, part, settings, unavailable } = kit;
  const { path } = part('path');

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
  const is = (Class) => (value) => value instanceof Class;
  const util = () => {
    const { inspect } = part('inspect'), { format } = part('console'), { TextEncoder, TextDecoder } = part('encoding');
    return {
      inspect, format, promisify, callbackify, TextEncoder, TextDecoder, deprecate: (action) => action,
      inherits: (Class, Parent) => { Object.setPrototypeOf(Class.prototype, Parent.prototype); Object.setPrototypeOf(Class, Parent); },
      isDeepStrictEqual: (a, b) => part('assert').sameDeep(a, b, true), isArray, debuglog: () => () => {},
      stripVTControlCharacters: (text) => text.replace(/\u001b\[[0-9;]*m/g, ''),
      types: {
        isDate: is(kit.NativeDate), isPromise: is(Promise), isRegExp: is(RegExp), isMap: is(Map), isSet: is(Set), isNativeError: is(NativeError),
      },
    };
  };

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
    __proto__: null,
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
    apply(program, module.exports, [module.exports, requireFrom(directory(name)), module, name, directory(name), dynamic(directory(name)), part('caught').caught]);
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
    events: () => part('events').EventEmitter, assert: () => part('assert').assert, 'assert/strict': () => part('assert').assert.strict, fs, 'fs/promises': () => fs().promises,
    buffer: () => ({ Buffer: part('buffer').Buffer, ...part('encoding') }), querystring: () => part('url').querystring,
    url: () => {
      const { URL, URLSearchParams } = part('url');
      return refusing('url', { URL, URLSearchParams, fileURLToPath: (url) => decodeURIComponent(new URL(`${url}`).pathname),
        pathToFileURL: (file) => new URL(`file://${encodeURI(path.resolve(file)).replace(/[?#]/g, encodeURIComponent)}`), format: (url) => `${url}` });
    },
    timers: () => part('timers'), 'timers/promises': timersPromises, process: () => part('process').process,
    console: () => part('console').console, dotenv: () => dotenv, 'dotenv/config': () => dotenv,
    'twilio/lib/twiml/VoiceResponse': () => part('twiml').twiml.VoiceResponse,
    'twilio/lib/twiml/MessagingResponse': () => part('twiml').twiml.MessagingResponse,
    'twilio/lib/jwt/AccessToken': () => part('twilio').module.jwt.AccessToken,
    'twilio/lib/jwt/ClientCapability': () => part('twilio').module.jwt.ClientCapability,
  };
  // What else Node has there ends the run as not-run where it is asked for.
  const absent = {
    assert: ['CallTracker', 'doesNotMatch', 'ifError', 'notDeepEqual'],
    buffer: ['Blob', 'File', 'SlowBuffer', 'constants', 'isAscii', 'isUtf8', 'kMaxLength', 'resolveObjectURL', 'transcode'],
    crypto: ['Certificate', 'DiffieHellman', 'ECDH', 'KeyObject', 'X509Certificate', 'checkPrime', 'checkPrimeSync', 'constants', 'createCipher',
      'createDecipher', 'createDiffieHellman', 'createECDH', 'diffieHellman', 'generateKey', 'generateKeySync', 'generatePrime', 'generatePrimeSync',
      'getCipherInfo', 'getCiphers', 'getCurves', 'getDiffieHellman', 'hkdf', 'hkdfSync', 'privateDecrypt', 'privateEncrypt', 'publicDecrypt',
      'publicEncrypt', 'randomFill', 'createSign', 'createVerify', 'sign', 'verify', 'createCipheriv', 'createDecipheriv', 'pbkdf2', 'pbkdf2Sync',
      'scrypt', 'scryptSync', 'generateKeyPair', 'generateKeyPairSync', 'createPrivateKey', 'createPublicKey', 'createSecretKey', 'subtle'],
    events: ['addAbortListener', 'defaultMaxListeners', 'errorMonitor', 'getEventListeners', 'on', 'setMaxListeners'],
    path: ['matchesGlob', 'toNamespacedPath', 'win32'],
    timers: ['promises'],
    'timers/promises': ['scheduler', 'setInterval'],
    util: ['MIMEType', 'aborted', 'formatWithOptions', 'getSystemErrorName', 'isDate', 'isError', 'isFunction', 'isNull', 'isNullOrUndefined',
      'isNumber', 'isObject', 'isRegExp', 'isString', 'isUndefined', 'parseArgs', 'parseEnv', 'styleText', 'toUSVString'],
  };
  const whole = (name, module) => {
    for (const key of absent[name] ?? []) {
      if (!Object.hasOwn(module, key)) kit.defineProperty(module, key, { configurable: true, get: () => unavailable(`${name}.${key}`) });
    }
    return module;
  };
  const cache = Object.create(null);
  const load = (name, base) => {
    if (typeof name !== 'string') {
      throw Object.assign(new NativeTypeError(`The "id" argument must be of type string. Received ${name === null ? 'null' : typeof name}`), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    if (/^\.{0,2}\//.test(name) || name === '.' || name === '..') return loadFile(name, base);
    const plain = name.startsWith('node:') ? name.slice(5) : name;
    if (Object.hasOwn(makers, plain)) return cache[plain] ??= whole(plain, makers[plain]());
    return unavailable(`The module “${name}”`);
  };
  // What `import` binds of a module that is no ES module: itself as `default`, its members by name.
  const namespace = (module) => module?.__esModule ? module : new Proxy(Object(module), {
    __proto__: null,
    get: (target, key) => key === 'default' ? module : module[key],
    has: (target, key) => key === 'default' || key in target,
  });
  // What was started; a Function is what Twilio's own program loads.
  const main = settings.isMain ? kit.module : undefined;
  const resolve = (name) => name;
  Object.assign(kit.require, { resolve, main });
  const requireFrom = (base) => Object.assign((name, form) => {
    const module = load(name, base);
    if (form === 'default') return module?.__esModule ? module.default : module;
    return form === 'namespace' ? namespace(module) : module;
  }, { resolve, main, cache: loaded });
  const dynamic = (base) => async (name) => namespace(load(`${name}`, base));

  const meta = {
    dirname: '/functions', filename: settings.file, url: `file://${settings.file}`,
    resolve: (name) => name.startsWith('.') ? `file://${path.resolve('/functions', name)}` : name.startsWith('node:') ? name : `node:${name}`,
  };
  return { require: requireFrom('/functions'), import: dynamic('/functions'), meta };
})
