// twilio-node's `jwt`, as JavaScript sees it. State lives in plain
// properties; tokens are made by Swift. What differs between twilio-node 3 and 5 asks for the profile.
(function (kit) {
  'use strict';
  const {
    defineProperty, hasOwn, host, isArray, keys, list: bareList, NativeError, NativeTypeError, NativeURIError, ownKeys,
    parse, part, send, set, settings, site, stringify, unavailable,
  } = kit;
  const { floor } = Math;
  // The libraries ask `Date.now()`, which a program may have replaced.
  const now = () => {
    if (!settings.parts.includes('time')) return floor(kit.clock / 1000);
    const theirs = kit.theirs ?? ((holder, key) => holder[key]);
    const seconds = floor(theirs(theirs(globalThis, 'Date'), 'now')() / 1000);
    return Number.isSafeInteger(seconds) ? seconds : unavailable('A token of a clock that does not tell the time');
  };
  let consulted = false;
  const isVersion3 = () => {
    if (!consulted) { consulted = true; host('profile', ''); }
    return settings.profile === 'twilio-node@3';
  };
  const made = new WeakMap();
  const find = made.get.bind(made), remember = made.set.bind(made);
  const idOf = (object) => find(object)?.id, typeOf = (object) => find(object)?.type;
  let lastID = 0;

  // JSON of any value a program may pass; what JSON cannot hold says what it is under a name of its own.
  const plain = (value) => {
    if (typeof value === 'object' && value !== null || typeof value === 'function') {
      const id = idOf(value);
      if (id) return { __proto__: null, object: id };
    }
    if (typeof value === 'bigint') return { __proto__: null, bigint: `${value}` };
    if (typeof value === 'symbol') return { __proto__: null, symbol: value.description ?? '' };
    if (typeof value === 'function') return { __proto__: null, function: typeof value.name === 'string' ? value.name : '' };
    try { stringify(value); return value; } catch { return { __proto__: null, unreadable: typeof value }; }
  };
  const plainMembers = (source, names) => {
    const members = { __proto__: null };
    for (const name of names) if (source[name] !== undefined) members[name] = plain(source[name]);
    return members;
  };
  const record = (call, id, members, stack) => send('call', { __proto__: null, call, id, arguments: members, stack });

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
      __proto__: null,
      set(target, key, value, receiver) {
        if (receiver !== proxy) return set(target, key, value, receiver);
        if (first) settle(target, first);
        const done = set(target, key, value);
        if (done && typeof key === 'string') {
          record(`${type}.set`, id, { __proto__: null, property: key, value: plain(key === 'secret' ? secretText(value) : value) }, site());
        }
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
    __proto__: null,
    set(_, key) { throw new NativeTypeError(`Cannot set properties of undefined (setting '${key}')`); },
  });
  const makeClass = (type, fill, methods, first) => {
    const Class = { [type]: function (...list) {
      if (new.target === undefined) {
        if (!isVersion3()) throw new NativeTypeError(`Class constructor ${type} cannot be invoked without 'new'`);
        fill(this ?? nothing, list[0], list[1], list[2], list[3]);
        return undefined;
      }
      const members = fill(this, list[0], list[1], list[2], list[3]);
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
  const grantOptions = { __proto__: null };
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
    grantOptions[type] = names;
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
      return floor(now() + value / 1000) - now();
    }
    if (typeof ttl !== 'number' || !Number.isInteger(ttl)) {
      throw new NativeError('"expiresIn" should be a number of seconds or string representing a timespan');
    }
    return ttl;
  };

  const boxed = (value, Class) => value instanceof Class && isVersion3();
  const text = (value) => typeof value === 'string' ? value : `${value}`;
  const isText = (value) => typeof value === 'string' || value instanceof String;

  // A Buffer is its bytes: the text that they are, as Swift and its listing take it.
  const secretText = (secret) => {
    if (!kit.isBuffer?.(secret)) return secret;
    try { return part('encoding').textOf(secret, true); } catch { return unavailable('A secret whose bytes are no text'); }
  };
  // -- What jsonwebtoken refuses before it looks at the claims; secrets that are no text fail last in 3.x.
  const checkSecret = (secret, algorithm) => {
    if (!secret) throw new NativeError('secretOrPrivateKey must have a value');
    if (typeof secret === 'string') {
      if (!secret.includes('PRIVATE KEY-----') || isVersion3()) return;
      const refusal = send('symmetric', { __proto__: null, secret, algorithm });
      if (refusal) throw new NativeError(refusal);
    } else if (!isVersion3()) throw new NativeError('secretOrPrivateKey is not valid key material');
  };
  const errors = { Error: NativeError, TypeError: NativeTypeError, URIError: NativeURIError };
  const makeToken = (request, secret) => {
    let message;
    try { message = stringify(request); } catch (thrown) {
      throw part('json').refusal(thrown, request);
    }
    if (typeof secret !== 'string') throw new NativeTypeError('secret must be a string or bufferor a KeyObject');
    const answer = bareList(parse(send('issue', { __proto__: null, request: message, secret })));
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

  // Whether JSON writes a member of this value at all.
  const isWritten = (value) => typeof value?.toJSON === 'function' ? stringify(value) !== undefined
    : value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';

  const issue = (token, algorithm, implicit, stack) => {
    const chosen = algorithm || AccessToken.DEFAULT_ALGORITHM, allowed = AccessToken.ALGORITHMS;
    if (!chosen || allowed.indexOf(chosen) === -1) {
      throw new NativeError(`Algorithm not supported. Allowed values are ${allowed.join(', ')}`);
    }
    if (chosen !== 'HS256' && chosen !== 'HS384' && chosen !== 'HS512') {
      return unavailable('An access token signed in another way than with HMAC');
    }
    let identity;
    if (typeof token.identity === 'string') identity = token.identity;
    else if (Number.isInteger(token.identity)) identity = `${token.identity}`;
    else if (token.identity instanceof String && isVersion3()) identity = text(token.identity);
    const added = bareList([]);
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
      const options = grantOptions[type];
      added[added.length] = type ?? '';
      added[added.length] = typeof key === 'symbol' ? '' : `${key}`;
      added[added.length] = isWritten(payload);
      added[added.length] = payload;
      added[added.length] = options ? plainMembers(grant, options) : null;
    }
    const { keySid, accountSid, nbf, region } = token, secret = secretText(token.secret);
    checkSecret(secret, chosen);
    if (!isText(keySid)) throw new NativeError('"issuer" must be a string');
    if (!isText(accountSid)) throw new NativeError('"subject" must be a string');
    const ttl = secondsOf(token.ttl);
    const request = {
      __proto__: null, type: 'AccessToken', token: idOf(token), algorithm: chosen, implicit, stack,
      accountSid: text(accountSid), keySid: text(keySid), ttl, now: now(), identity, grants: added,
    };
    if (typeof nbf === 'number' || boxed(nbf, Number)) request.nbf = bareList([+nbf]);
    if (typeof region === 'string' && region !== '' || boxed(region, String)) request.region = text(region);
    return makeToken(request, secret);
  };

  const tokens = bareList([]);
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
    if (token instanceof AccessToken) tokens[tokens.length] = { __proto__: null, token, issued: false };
    return {
      __proto__: null, ...plainMembers({ accountSid, keySid, secret: secretText(secret) }, ['accountSid', 'keySid', 'secret']),
      ...plainMembers(given, ['identity', 'ttl', 'nbf', 'region']),
    };
  }, {
    addGrant(grant) {
      this.grants.push(grant);
      record('AccessToken.addGrant', idOf(this), { __proto__: null, grant: plain(grant) }, site());
    },
    toJwt(algorithm) {
      const jwt = issue(this, algorithm, false, site());
      const id = idOf(this);
      for (let index = 0; index < tokens.length; index += 1) {
        if (idOf(tokens[index].token) === id) tokens[index].issued = true;
      }
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

  // Capability and validation tokens are a prelude of their own, which few programs need.
  const other = (name) => part('capabilities')[name];
  const jwt = { AccessToken };
  for (const name of ['ClientCapability', 'taskrouter']) {
    defineProperty(jwt, name, { enumerable: true, configurable: true, get: () => other(name) });
  }
  // New in the last releases of 5.x: there, but not among the names that most of the library's versions list.
  defineProperty(jwt, 'ValidationToken', {
    configurable: true, get: () => isVersion3() ? undefined : other('ValidationToken'),
  });
  const lazy = (object, name, from) => defineProperty(object, name, {
    enumerable: true, configurable: true, get: () => part(from)[name],
    set(value) { defineProperty(object, name, { value, writable: true, configurable: true, enumerable: true }); },
  });
  const describeParts = (object) => {
    lazy(object, 'Twilio', 'client');
    object.jwt = jwt;
    lazy(object, 'twiml', 'twiml');
    for (const name of ['RequestClient', 'validateBody', 'validateRequest', 'validateRequestWithBody',
      'validateExpressRequest', 'validateIncomingRequest', 'getExpectedBodyHash', 'getExpectedTwilioSignature', 'webhook',
    ]) lazy(object, name, 'webhooks');
    return object;
  };
  const module = describeParts(function twilio(username, password, options) {
    return new (part('client').Twilio)(username, password, options);
  });
  const global = describeParts({});
  lazy(global, 'Response', 'response');

  const issuePending = () => {
    for (let index = 0; index < tokens.length; index += 1) {
      const { token, issued } = tokens[index];
      if (issued) continue;
      try { issue(token, undefined, true, ''); } catch { /* it would throw: then there is no token to show */ }
    }
  };
  kit.face = {
    isVersion3, idOf, typeOf, plain, plainMembers, record, makeClass, checkSecret, secondsOf, makeToken, now,
  };
  return { Twilio: global, module, issuePending, isVersion3 };
})
