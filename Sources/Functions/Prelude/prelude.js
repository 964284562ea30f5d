// The world of a Twilio Function around one program. Everything the program could patch is captured
// here first. `host(text)` is the only way out; it takes and gives JSON.
(function (host, makeTwilio, makeCapabilities) {
  'use strict';
  const { apply, ownKeys, get, set, defineProperty } = Reflect;
  const { stringify, parse } = JSON;
  const { keys, entries } = Object;
  const hasOwn = Object.hasOwn;
  const NativeError = Error, NativeTypeError = TypeError, NativeURIError = URIError, NativeDate = Date;
  const { encodeURIComponent } = globalThis;
  const isArray = Array.isArray;
  const then = Promise.prototype.then;
  const resolve = Promise.resolve.bind(Promise);
  const floor = Math.floor;

  const send = (operation, data) => host(stringify([operation, data]));
  // A little more than is kept, so that Swift sees that something was cut.
  const clip = (text) => text.length > 0x100000 ? text.slice(0, 0x100001) : text;
  const site = () => new NativeError().stack;

  let settings, clock, consulted = false;
  const profile = () => {
    if (!consulted) { consulted = true; send('profile'); }
    return settings.profile;
  };

  // What cannot be here ends the run as not-run: nothing is guessed, nobody's code is called broken.
  const unavailable = (what) => {
    send('unavailable', what);
    throw new NativeError(`${what} is not available in Stepwise`);
  };

  const describe = (thrown) => {
    try {
      if (thrown instanceof NativeError) {
        return { name: `${thrown.name}`, message: `${thrown.message}`, stack: `${thrown.stack}` };
      }
      if (typeof thrown === 'object' && thrown !== null && !isArray(thrown)) {
        return { name: `${thrown.name ?? 'Error'}`, message: `${thrown.message ?? ''}`, stack: '' };
      }
      const message = typeof thrown === 'function' ? `"[Function: ${thrown.name}]"`
        : stringify(thrown) ?? `${typeof thrown === 'symbol' ? 'Symbol' : thrown}`;
      return { name: 'NonError', message, stack: '' };
    } catch {
      return { name: 'NonError', message: 'a value that cannot be described', stack: '' };
    }
  };

  // -- Settling: the first reply or failure stands.
  let settled = false, entered = false;
  const fail = (thrown, inCallback) => {
    if (settled) return;
    settled = true;
    send('failed', { ...describe(thrown), inCallback });
  };
  const callback = function callback(error, payload) {
    send('callback');
    if (settled) return;
    if (error) { fail(error, true); return; }
    let reply;
    try { reply = makeReply(payload); } catch (thrown) { fail(thrown, true); return; }
    settled = true;
    reply.body = clip(reply.body);
    send('reply', reply);
  };

  const json = 'application/json; charset=utf-8';
  const makeReply = (payload) => {
    if (payload instanceof twilio().Response) return payload.toReply();
    if (typeof payload === 'string') {
      return { status: 200, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: payload };
    }
    const body = typeof payload === 'function' ? undefined : stringify(payload);
    return {
      status: 200, headers: [['Content-Type', json]],
      body: payload === null || body === undefined ? '' : body,
    };
  };

  // -- Values that nobody set: sampled on reading, never listed among the keys.
  const sampled = (kind, target) => new Proxy(target, {
    get(object, key, receiver) {
      if (typeof key === 'symbol' || key in object || key === 'then' || key === 'toJSON') {
        if (typeof key === 'string' && hasOwn(object, key)) send('read', { kind, key });
        return get(object, key, receiver);
      }
      const value = parse(send('sample', { kind, key }));
      return value === null ? undefined : value;
    },
  });

  // -- Time and chance.
  const makeDate = () => {
    const now = () => clock;
    defineProperty(NativeDate, 'now', { value: now, writable: true, configurable: true });
    const Clock = new Proxy(NativeDate, {
      construct: (target, list, newTarget) =>
        Reflect.construct(target, list.length === 0 ? [clock] : list, newTarget),
      apply: () => new NativeDate(clock).toString(),
    });
    defineProperty(NativeDate.prototype, 'constructor', { value: Clock, writable: true, configurable: true });
    return Clock;
  };
  let seed = 0x2545f491;
  const random = () => {
    send('random');
    seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5;
    return (seed >>> 0) / 0x100000000;
  };

  // -- Timers on the virtual clock.
  const timers = new Map();
  const timersGet = timers.get.bind(timers), timersSet = timers.set.bind(timers);
  const timersDelete = timers.delete.bind(timers), timersEach = timers.forEach.bind(timers);
  let lastTimer = 0;
  const schedule = (action, delay, list, every) => {
    if (typeof action !== 'function') {
      throw new NativeTypeError('The "callback" argument must be of type function.');
    }
    const wait = +delay >= 1 && +delay <= 0x7fffffff ? floor(+delay) : 1;
    timersSet(++lastTimer, { due: clock + wait, action, list, every: every ? wait : 0 });
    return lastTimer;
  };
  const turn = () => {
    let next;
    timersEach((timer, id) => { if (next === undefined || timer.due < timersGet(next).due) next = id; });
    if (next === undefined || settled) return '';
    const timer = timersGet(next);
    if (timer.due > clock) clock = timer.due;
    if (clock - settings.time > settings.virtualLimit) return 'late';
    if (timer.every) timer.due = clock + timer.every; else timersDelete(next);
    try { apply(timer.action, undefined, timer.list); } catch (thrown) { fail(thrown, false); }
    return 'more';
  };

  // -- console, as Node prints it.
  const inspect = (value, depth, seen) => {
    switch (typeof value) {
      case 'string': return depth === 0 && !seen ? value : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
      case 'function': return /^class\b/.test(`${value}`) ? `[class ${value.name}]` : `[Function: ${value.name || '(anonymous)'}]`;
      case 'bigint': return `${value}n`;
      case 'symbol': return value.toString();
      case 'object': break;
      default: return Object.is(value, -0) ? '-0' : `${value}`;
    }
    if (value === null) return 'null';
    if (value instanceof NativeError) return `${value.name}: ${value.message}`;
    if (value instanceof NativeDate) return value.toISOString();
    if ((seen ?? []).includes(value)) return '[Circular *1]';
    if (depth > 2) return isArray(value) ? '[Array]' : '[Object]';
    const inside = [...(seen ?? []), value];
    const parts = isArray(value)
      ? value.map((item) => inspect(item, depth + 1, inside))
      : keys(value).map((key) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`}: ${inspect(value[key], depth + 1, inside)}`);
    const name = isArray(value) ? '' : value.constructor?.name ?? '[Object: null prototype]';
    const prefix = name === '' || name === 'Object' ? '' : `${name} `;
    const [open, close] = isArray(value) ? ['[', ']'] : ['{', '}'];
    if (parts.length === 0) return `${prefix}${open}${close}`;
    const line = `${prefix}${open} ${parts.join(', ')} ${close}`;
    if (line.length <= 72 && !line.includes('\n')) return line;
    return `${prefix}${open}\n${parts.map((part) => `  ${part.replaceAll('\n', '\n  ')}`).join(',\n')}\n${close}`;
  };
  const format = (list) => {
    let rest = [...list];
    if (typeof rest[0] === 'string' && /%[sdifjoOc%]/.test(rest[0])) {
      const pattern = rest.shift();
      const text = pattern.replace(/%[sdifjoOc%]/g, (mark) => {
        if (mark === '%%') return '%';
        if (rest.length === 0) return mark;
        const value = rest.shift();
        switch (mark) {
          case '%s': return typeof value === 'string' ? value : inspect(value, 1, []);
          case '%d': return `${Number(value)}`;
          case '%i': return `${parseInt(value, 10)}`;
          case '%f': return `${parseFloat(value)}`;
          case '%j': return stringify(value);
          case '%c': return '';
          default: return inspect(value, 0, []);
        }
      });
      rest = [text, ...rest];
    }
    return rest.map((value) => inspect(value, 0)).join(' ');
  };
  const makeConsole = () => {
    const print = (level) => (...list) => {
      let text;
      try { text = format(list); } catch { text = '[a value that cannot be printed]'; }
      send('console', { level, text: clip(text) });
    };
    const console = { time() {}, timeEnd() {}, timeLog() {}, group() {}, groupEnd() {} };
    for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace']) console[level] = print(level);
    console.dir = (value) => print('log')(value);
    return console;
  };

  // -- The SDK, made when first asked for.
  let sdk;
  const twilio = () => sdk ??= makeTwilio({
    send, site, profile, unavailable, set, defineProperty, hasOwn, stringify, parse, isArray,
    now: () => floor(clock / 1000), NativeError, NativeTypeError, NativeURIError, ownKeys, keys, entries,
    encodeURIComponent, makeCapabilities,
  });
  const require = (name) => {
    const module = `${name}`;
    if (module === 'twilio') return twilio().module;
    return unavailable(`The module “${module}”`);
  };

  const install = () => {
    const define = (name, value) =>
      defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
    const lazy = (name, make) => defineProperty(globalThis, name, {
      configurable: true, get: make, set(value) { define(name, value); },
    });
    define('Date', makeDate());
    define('console', makeConsole());
    define('global', globalThis);
    defineProperty(Math, 'random', { value: random, writable: true, configurable: true });
    define('process', { env: sampled('environment', { ...settings.environment }), nextTick: (action, ...list) => {
      apply(then, resolve(), [() => action(...list)]);
    }, argv: ['node', 'program.js'], platform: 'linux', version: 'v20.20.2', versions: { node: '20.20.2' }, on() {},
    exit: () => unavailable('process.exit') });
    define('setTimeout', (action, delay, ...list) => schedule(action, delay, list, false));
    define('setInterval', (action, delay, ...list) => schedule(action, delay, list, true));
    define('setImmediate', (action, ...list) => schedule(action, 0, list, false));
    for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate']) define(name, (id) => { timersDelete(id); });
    define('queueMicrotask', (action) => { apply(then, resolve(), [() => { try { action(); } catch (thrown) { fail(thrown, false); } }]); });
    lazy('Twilio', () => twilio().global);
    lazy('Response', () => twilio().Response);
    for (const name of settings.absent) lazy(name, () => unavailable(`The global “${name}”`));
  };

  const makeContext = () => sampled('environment', {
    PATH: settings.path, DOMAIN_NAME: 'localhost:3000', SERVICE_SID: undefined, ENVIRONMENT_SID: undefined,
    ...settings.environment, getTwilioClient: () => unavailable('The REST client of context.getTwilioClient()'),
  });

  const start = (program) => {
    const module = { exports: {} };
    try {
      apply(program, module.exports, [module.exports, require, module, '/functions/program.js', '/functions']);
      const exported = module.exports;
      if (exported === null || typeof exported !== 'object' && typeof exported !== 'function' || !('handler' in exported)) return;
      entered = true;
      send('handler');
      const handler = exported.handler;
      if (typeof handler !== 'function') {
        throw new NativeError('Could not find a "handler" function in file program.js');
      }
      const event = sampled('event', { request: { headers: { host: 'localhost:3000' }, cookies: {} }, ...settings.event });
      const result = apply(handler, undefined, [makeContext(), event, callback]);
      if (result instanceof Promise) apply(then, result, [undefined, (thrown) => fail(thrown, false)]);
    } catch (thrown) {
      fail(thrown, false);
    }
  };

  return (command, program /* or the reason of a rejection */) => {
    switch (command) {
      case 'settings': settings = parse(send('settings')); clock = settings.time; install(); return '';
      case 'start': start(program); return '';
      case 'turn': return turn();
      case 'rejected': fail(program, false); return '';
      case 'end': if (sdk) sdk.issuePending(); return '';
      default: return '';
    }
  };
})
