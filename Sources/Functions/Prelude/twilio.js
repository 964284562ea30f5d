// twilio-node's `jwt` and the Functions runtime's Response, as JavaScript sees them. State lives in plain
// properties; tokens are made by Swift. What differs between twilio-node 3 and 5 asks `profile()`.
(function (kit) {
  'use strict';
  const {
    send, site, profile, unavailable, set, defineProperty, hasOwn, stringify, parse, isArray, now,
    NativeError, NativeTypeError, NativeURIError, ownKeys, keys,
  } = kit;
  const isVersion3 = () => profile() === 'twilio-node@3';
  const made = new WeakMap();
  const find = made.get.bind(made), remember = made.set.bind(made);
  const idOf = (object) => find(object)?.id, typeOf = (object) => find(object)?.type;
  let lastID = 0;

  // JSON of any value a program may pass; what JSON cannot hold says what it is under a name of its own.
  const plain = (value) => {
    if (typeof value === 'object' && value !== null || typeof value === 'function') {
      const id = idOf(value);
      if (id) return { object: id };
    }
    if (typeof value === 'bigint') return { bigint: `${value}` };
    if (typeof value === 'symbol') return { symbol: value.description ?? '' };
    if (typeof value === 'function') return { function: typeof value.name === 'string' ? value.name : '' };
    try { stringify(value); return value; } catch { return { unreadable: typeof value }; }
  };
  const plainMembers = (source, names) => {
    const members = {};
    for (const name of names) if (source[name] !== undefined) members[name] = plain(source[name]);
    return members;
  };
  const record = (call, id, members, stack) => send('call', { call, id, arguments: members, stack });

  // What 4.9 and later keep as an instance's first own property, and 3.x on the prototype.
  const settle = (instance, first) => {
    if (hasOwn(instance, first) || isVersion3()) return;
    const members = { ...instance };
    for (const name of keys(members)) delete instance[name];
    instance[first] = instance.constructor.prototype[first];
    for (const name of keys(members)) instance[name] = members[name];
  };
  // Each instance stands behind a Proxy whose `set` trap records; `first` is settled before keys are seen.
  const observe = (instance, type, first) => {
    const id = ++lastID;
    const proxy = new Proxy(instance, {
      set(target, key, value, receiver) {
        if (receiver !== proxy) return set(target, key, value, receiver);
        if (first) settle(target, first);
        const done = set(target, key, value);
        if (done && typeof key === 'string') record(`${type}.set`, id, { property: key, value: plain(value) }, site());
        return done;
      },
      ownKeys(target) { if (first) settle(target, first); return ownKeys(target); },
      getOwnPropertyDescriptor(target, key) {
        if (key === first) settle(target, first);
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
    remember(instance, { id, type });
    remember(proxy, { id, type });
    return proxy;
  };

  // A class of the library: `fill` sets an instance up and returns what is recorded. Without `new`, the functions
  // of 3.x fill whatever `this` is; the classes of later versions refuse.
  const nothing = new Proxy({}, {
    set(_, key) { throw new NativeTypeError(`Cannot set properties of undefined (setting '${key}')`); },
  });
  const makeClass = (type, fill, methods, first) => {
    const Class = { [type]: function (...list) {
      if (new.target === undefined) {
        if (!isVersion3()) throw new NativeTypeError(`Class constructor ${type} cannot be invoked without 'new'`);
        fill(this ?? nothing, ...list);
        return undefined;
      }
      const members = fill(this, ...list);
      const proxy = observe(this, type, first);
      record(`${type}.init`, idOf(proxy), members, site());
      return proxy;
    } }[type];
    for (const name of keys(methods)) {
      defineProperty(Class.prototype, name, { value: methods[name], writable: true, configurable: true });
    }
    return Class;
  };

  // -- Grants: their `key` is an own property from 4.9 on, and the prototype's in 3.x.
  const grantOptions = new Map();
  class Grant {
    constructor(key) { this.key = key; }
  }
  const makeGrant = (type, key, names, payload) => {
    const Class = makeClass(type, (grant, options) => {
      const given = options ?? {};
      for (const name of names) grant[name] = given[name];
      return plainMembers(grant, names);
    }, { toPayload() { return payload(this); } }, 'key');
    Object.setPrototypeOf(Class.prototype, Grant.prototype);
    Class.prototype.key = key;
    grantOptions.set(type, names);
    return Class;
  };
  const pick = (...pairs) => (grant) => {
    const result = {};
    for (const [name, field] of pairs) if (grant[name]) result[field] = grant[name];
    return result;
  };
  const chat = [['serviceSid', 'service_sid'], ['endpointId', 'endpoint_id'],
    ['deploymentRoleSid', 'deployment_role_sid'], ['pushCredentialSid', 'push_credential_sid']];
  const simple = (type, key, pairs) => makeGrant(type, key, pairs.map(([name]) => name), pick(...pairs));
  const VideoGrant = simple('VideoGrant', 'video', [['room', 'room']]);
  const ChatGrant = simple('ChatGrant', 'chat', chat);
  const SyncGrant = simple('SyncGrant', 'data_sync', chat.slice(0, 2));
  const TaskRouterGrant = simple('TaskRouterGrant', 'task_router',
    [['workspaceSid', 'workspace_sid'], ['workerSid', 'worker_sid'], ['role', 'role']]);
  const ConversationsGrant = simple('ConversationsGrant', 'rtc', [['configurationProfileSid', 'configuration_profile_sid']]);
  const IpMessagingGrant = simple('IpMessagingGrant', 'ip_messaging', chat);
  Object.setPrototypeOf(IpMessagingGrant.prototype, ChatGrant.prototype);
  const VoiceGrant = makeGrant('VoiceGrant', 'voice',
    ['incomingAllow', 'outgoingApplicationSid', 'outgoingApplicationParams', 'pushCredentialSid', 'endpointId'],
    (grant) => {
      const result = {};
      if (grant.incomingAllow === true) result.incoming = { allow: true };
      if (grant.outgoingApplicationSid) {
        result.outgoing = { application_sid: grant.outgoingApplicationSid };
        if (grant.outgoingApplicationParams) result.outgoing.params = grant.outgoingApplicationParams;
      }
      if (grant.pushCredentialSid) result.push_credential_sid = grant.pushCredentialSid;
      if (grant.endpointId) result.endpoint_id = grant.endpointId;
      return result;
    });
  const PlaybackGrant = makeGrant('PlaybackGrant', 'player', ['grant'], (grant) => grant.grant || {});

  // -- ms(): the time spans jsonwebtoken reads; a bare number string is milliseconds.
  const units = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5, y: 315576e5 };
  const span = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i;
  const milliseconds = (text) => {
    const match = text.length > 100 ? null : span.exec(text);
    if (!match) return undefined;
    const unit = (match[2] || 'ms').toLowerCase();
    return parseFloat(match[1]) * (unit.startsWith('ms') || unit.startsWith('milli') ? 1 : units[unit[0]]);
  };
  const secondsOf = (ttl) => {
    if (typeof ttl === 'string' && ttl !== '') {
      const value = milliseconds(ttl);
      if (value === undefined) {
        throw new NativeError('"expiresIn" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60');
      }
      return Math.floor(now() + value / 1000) - now();
    }
    if (typeof ttl !== 'number' || !Number.isInteger(ttl)) {
      throw new NativeError('"expiresIn" should be a number of seconds or string representing a timespan');
    }
    return ttl;
  };

  const boxed = (value, Class) => value instanceof Class && isVersion3();
  const text = (value) => typeof value === 'string' ? value : `${value}`;
  const isText = (value) => typeof value === 'string' || value instanceof String;

  // -- What jsonwebtoken refuses before it looks at the claims; secrets that are no text fail last in 3.x.
  const checkSecret = (secret, algorithm) => {
    if (!secret) throw new NativeError('secretOrPrivateKey must have a value');
    if (typeof secret === 'string') {
      if (!secret.includes('PRIVATE KEY-----') || isVersion3()) return;
      const refusal = send('symmetric', { secret, algorithm });
      if (refusal) throw new NativeError(refusal);
    } else if (!isVersion3()) throw new NativeError('secretOrPrivateKey is not valid key material');
  };
  // V8's words for a value that contains itself.
  const circleIn = (value, path = []) => {
    const start = path.findIndex((step) => step.value === value);
    if (start < 0) {
      for (const key of keys(value)) {
        if (typeof value[key] !== 'object' || value[key] === null) continue;
        const found = circleIn(value[key], [...path, { value, name: isArray(value) ? `index ${key}` : `property '${key}'` }]);
        if (found) return found;
      }
      return '';
    }
    const maker = ({ value: object }) => `object with constructor '${object.constructor?.name ?? 'Object'}'`;
    const circle = path.slice(start);
    const last = circle.at(-1).name;
    let between = circle.slice(1).map((step, index) => `\n    |     ${circle[index].name} -> ${maker(step)}`);
    if (between.length > 3) between = [...between.slice(0, 2), '\n    |     ...', between.at(-1)];
    return `Converting circular structure to JSON\n    --> starting at ${maker(circle[0])}${between.join('')}\n    --- ${last} closes the circle`;
  };
  const errors = { Error: NativeError, TypeError: NativeTypeError, URIError: NativeURIError };
  const makeToken = (request, secret) => {
    let message;
    try { message = stringify(request); } catch (thrown) {
      if (`${thrown.message}`.includes('BigInt')) throw new NativeTypeError('Do not know how to serialize a BigInt');
      const circle = `${thrown.message}`.includes('cyclic') ? circleIn(request) : '';
      throw circle ? new NativeTypeError(circle) : thrown;
    }
    if (typeof secret !== 'string') throw new NativeTypeError('secret must be a string or bufferor a KeyObject');
    const answer = parse(send('issue', { request: message, secret }));
    if (answer.unavailable) return unavailable(answer.unavailable);
    if (answer.error) throw new (errors[answer.name] ?? NativeError)(answer.error);
    return answer.jwt;
  };

  // What lodash, of 3.x, goes through: the elements of what has a length, else the members' values.
  const values = (list) => {
    if (list === undefined || list === null) return [];
    const isList = typeof list !== 'function' && Number.isSafeInteger(list.length) && list.length >= 0;
    return isList ? Array.from(list) : keys(list).map((key) => list[key]);
  };

  const issue = (token, algorithm, implicit, stack) => {
    const chosen = algorithm || 'HS256';
    if (!['HS256', 'HS384', 'HS512'].includes(chosen)) {
      throw new NativeError('Algorithm not supported. Allowed values are HS256, HS384, HS512');
    }
    let identity;
    if (typeof token.identity === 'string') identity = token.identity;
    else if (Number.isInteger(token.identity)) identity = `${token.identity}`;
    else if (token.identity instanceof String && isVersion3()) identity = text(token.identity);
    const added = [];
    let list = token.grants;
    if (!isArray(list)) {
      if (isVersion3()) list = values(list);
      else if (typeof list?.[Symbol.iterator] === 'function') list = [...list];
      else throw new NativeTypeError('this.grants is not iterable');
    }
    for (const grant of list) {
      if (grant === undefined || grant === null) throw new NativeTypeError(`Cannot read properties of ${grant} (reading 'key')`);
      const key = grant.key;
      if (typeof grant.toPayload !== 'function') throw new NativeTypeError('grant.toPayload is not a function');
      const payload = grant.toPayload();
      const type = typeOf(grant);
      added.push({
        type, key: typeof key === 'symbol' ? '' : `${key}`, payload,
        options: plainMembers(grant, grantOptions.get(type) ?? []),
      });
    }
    const { secret, keySid, accountSid, nbf, region } = token;
    checkSecret(secret, chosen);
    if (!isText(keySid)) throw new NativeError('"issuer" must be a string');
    if (!isText(accountSid)) throw new NativeError('"subject" must be a string');
    const ttl = secondsOf(token.ttl);
    const request = {
      type: 'AccessToken', token: idOf(token), algorithm: chosen, implicit, stack,
      accountSid: text(accountSid), keySid: text(keySid), ttl, now: now(), identity, grants: added,
    };
    if (typeof nbf === 'number' || boxed(nbf, Number)) request.nbf = [+nbf];
    if (typeof region === 'string' && region !== '' || boxed(region, String)) request.region = text(region);
    return makeToken(request, secret);
  };

  const tokens = [];
  const AccessToken = makeClass('AccessToken', (token, accountSid, keySid, secret, options) => {
    if (!accountSid) throw new NativeError('accountSid is required');
    if (!keySid) throw new NativeError('keySid is required');
    if (!secret) throw new NativeError('secret is required');
    if (!(options && options.identity) && !isVersion3()) {
      throw new NativeError('identity is required to be specified in options');
    }
    const given = options || {};
    token.accountSid = accountSid;
    token.keySid = keySid;
    token.secret = secret;
    token.ttl = given.ttl || 3600;
    token.identity = given.identity;
    token.nbf = given.nbf;
    token.region = given.region;
    token.grants = [];
    if (token instanceof AccessToken) tokens.push({ token, issued: false });
    return {
      ...plainMembers({ accountSid, keySid, secret }, ['accountSid', 'keySid', 'secret']),
      ...plainMembers(given, ['identity', 'ttl', 'nbf', 'region']),
    };
  }, {
    addGrant(grant) {
      this.grants.push(grant);
      record('AccessToken.addGrant', idOf(this), { grant: plain(grant) }, site());
    },
    toJwt(algorithm) {
      const jwt = issue(this, algorithm, false, site());
      for (const entry of tokens) if (idOf(entry.token) === idOf(this)) entry.issued = true;
      return jwt;
    },
  });
  AccessToken.DEFAULT_ALGORITHM = 'HS256';
  AccessToken.ALGORITHMS = ['HS256', 'HS384', 'HS512'];
  Object.assign(AccessToken, { VideoGrant, ChatGrant, SyncGrant, TaskRouterGrant, VoiceGrant, PlaybackGrant });
  for (const [name, Class, isOld] of [['IpMessagingGrant', IpMessagingGrant, true],
    ['ConversationsGrant', ConversationsGrant, true], ['Grant', Grant, false]]) {
    defineProperty(AccessToken, name, { configurable: true, get: () => isVersion3() === isOld ? Class : undefined });
  }

  // -- Twilio.Response (specs of @twilio/runtime-handler).
  class Response {
    constructor(options = {}) {
      this.body = null;
      this.statusCode = 200;
      this.headers = {};
      if (options?.body) this.body = options.body;
      if (options?.statusCode) this.statusCode = options.statusCode;
      if (options?.headers) this.headers = options.headers;
      const cookies = this.headers['Set-Cookie'];
      this.headers['Set-Cookie'] = cookies === undefined ? [] : isArray(cookies) ? cookies : [cookies];
    }
    setStatusCode(code) { this.statusCode = code; return this; }
    setBody(body) { this.body = body; return this; }
    appendHeader(name, value) {
      if (typeof value === 'object' && !isArray(value)) throw new NativeError('Header value cannot be an object');
      const key = `${name}`.toLowerCase() === 'set-cookie' ? 'Set-Cookie' : name;
      const present = this.headers[key];
      this.headers[key] = present ? [present, value].flat() : key === 'Set-Cookie' ? [value].flat() : value;
      return this;
    }
    setHeaders(headers) {
      if (typeof headers !== 'object') return this;
      this.headers = {};
      for (const name of keys(headers ?? {})) this.appendHeader(name, headers[name]);
      return this;
    }
    setCookie(name, value, attributes = []) {
      return this.appendHeader('Set-Cookie', [`${name}=${value}`, ...attributes].join(';'));
    }
    removeCookie(name) {
      const cookies = this.headers['Set-Cookie'] ?? [];
      this.headers['Set-Cookie'] = [...cookies.filter((cookie) => !cookie.startsWith(`${name}=`)), `${name}=;Max-Age=0`];
      return this;
    }
    serialize() {
      const type = this.headers['Content-Type'];
      const isJSON = typeof type === 'string' && type.startsWith('application/json');
      return { statusCode: this.statusCode, body: isJSON ? stringify(this.body) : this.body, headers: this.headers };
    }
  }
  const withCharset = (type) => `${`${type}`.split(';')[0].trim().toLowerCase()}; charset=utf-8`;
  // From fields to HTTP. Kept off the class: `Object.getOwnPropertyNames` shows programs Twilio's methods only.
  const toReply = (response) => {
    const status = Number(response.statusCode);
    if (!Number.isFinite(status) || status < 100 || status > 999) {
      throw new NativeError(`Invalid status code: ${response.statusCode}`);
    }
    const latest = new Map();
    for (const name of keys(response.headers ?? {})) {
      latest.delete(name.toLowerCase());
      latest.set(name.toLowerCase(), [name, response.headers[name]]);
    }
    const { body } = response;
    const given = latest.get('content-type');
    const headers = [];
    for (const [name, value] of latest.values()) {
      if (name.toLowerCase() === 'content-type' || name.toLowerCase() === 'content-length' || value === undefined || value === null) continue;
      for (const item of isArray(value) ? value : [value]) headers.push([name, `${item}`]);
    }
    if (Math.floor(status) === 204 || Math.floor(status) === 304) return { status: Math.floor(status), headers, body: '' };
    let type = given && withCharset(isArray(given[1]) ? given[1][0] : given[1]);
    let bytes = '';
    if (typeof body === 'string') {
      bytes = body;
      type ??= 'text/html; charset=utf-8';
    } else if (body === null || body === undefined) {
      bytes = type?.startsWith('application/json') ? 'null' : '';
    } else {
      bytes = stringify(body) ?? '';
      type ??= 'application/json; charset=utf-8';
    }
    if (type) headers.unshift([given?.[0] ?? 'Content-Type', type]);
    return { status: Math.floor(status), headers, body: bytes };
  };
  defineProperty(Response.prototype, 'toReply', { value() { return toReply(this); }, enumerable: false });

  const lazy = (object, name, what) => defineProperty(object, name, {
    enumerable: true, configurable: true, get: () => unavailable(what),
  });
  // Capability and validation tokens are a prelude of their own, which few programs need.
  let others;
  const other = (name) => (others ??= kit.makeCapabilities({
    ...kit, isVersion3, idOf, typeOf, plain, plainMembers, record, makeClass, checkSecret, secondsOf, makeToken,
  }))[name];
  const jwt = { AccessToken };
  for (const name of ['ClientCapability', 'taskrouter', 'ValidationToken']) {
    defineProperty(jwt, name, {
      enumerable: true, configurable: true,
      get: () => name === 'ValidationToken' && isVersion3() ? undefined : other(name),
    });
  }
  const describeParts = (object) => {
    object.jwt = jwt;
    lazy(object, 'Twilio', 'The REST client of twilio-node');
    lazy(object, 'twiml', 'Twilio.twiml');
    for (const name of ['RequestClient', 'validateBody', 'validateRequest', 'validateRequestWithBody',
      'validateExpressRequest', 'validateIncomingRequest', 'webhook']) lazy(object, name, `Twilio.${name}`);
    return object;
  };
  const module = describeParts(function twilio() { return unavailable('The REST client of twilio-node'); });
  const global = describeParts({});
  global.Response = Response;

  const issuePending = () => {
    for (const { token, issued } of tokens) {
      if (issued) continue;
      try { issue(token, undefined, true, ''); } catch { /* it would throw: then there is no token to show */ }
    }
  };
  return { module, global, Response, issuePending };
})
