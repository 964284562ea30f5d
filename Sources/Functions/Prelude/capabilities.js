// twilio-node's capability and validation tokens, as JavaScript sees them. Each class says in `parts` what of an
// instance the token is made of; Swift makes it. What differs between twilio-node 3 and 5 asks the profile.
(function (kit) {
  'use strict';
  const {
    defineProperty, encodeURIComponent, entries, isArray, keys, list, NativeError, NativeTypeError, NativeURIError,
    site, unavailable,
  } = kit;
  const {
    checkSecret, idOf, isVersion3, makeClass, makeToken, now, plain, plainMembers, record, secondsOf, typeOf,
  } = kit.face;
  // Our own lists, for the host: nothing that a program plants on prototypes reaches them.
  const bare = (items) => {
    if (!isArray(items)) return items;
    for (let index = 0; index < items.length; index += 1) bare(items[index]);
    return list(items);
  };

  // -- Checks. What was not given is missing in 3.x, what is falsy from 4.0 on.
  const isMissing = (value) => value === undefined || !value && !isVersion3();
  const member = (object, name) => {
    if (object === undefined || object === null) {
      throw new NativeTypeError(`Cannot read properties of ${object} (reading '${name}')`);
    }
    return object[name];
  };
  const checkOptions = (options, names, mustBeObject) => {
    if (isMissing(options)) throw new NativeError('Required parameter "options" missing.');
    if (mustBeObject && typeof options !== 'object' && !isVersion3()) {
      throw new NativeTypeError('Parameter "options" must be a type Object');
    }
    for (const name of names) {
      if (isMissing(member(options, name))) throw new NativeError(`Required parameter "options.${name}" missing.`);
    }
  };
  // The libraries add the time to live to the clock with JavaScript's `+`.
  const lifetime = (ttl) => {
    const expiry = now() + ttl;
    if (typeof expiry !== 'number') throw new NativeError('"exp" should be a number of seconds');
    return typeof ttl === 'number' ? ttl : expiry - now();
  };
  const payloads = (token, property, word) => {
    const list = token[property];
    if (!isArray(list)) {
      if (list !== undefined && list !== null) throw new NativeTypeError(`this.${property}.map is not a function`);
      if (!isVersion3()) throw new NativeTypeError(`Cannot read properties of ${list} (reading 'map')`);
      return [];
    }
    return list.map((item) => {
      if (typeof member(item, 'payload') !== 'function') throw new NativeTypeError(`${word}.payload is not a function`);
      return { item, payload: item.payload() };
    });
  };

  // -- Scopes: their `scope` is an own property from 4.0 on, and the prototype's in 3.x.
  const escape = (value) => {
    const text = `${value}`;
    try { return encodeURIComponent(text); } catch { throw new NativeURIError('URI malformed'); }
  };
  // As texts, in pairs. lodash, of 3.x, takes an object with a length for a list.
  const members = (object) => {
    const { length } = object;
    if (Number.isSafeInteger(length) && length >= 0 && !isArray(object) && typeof object !== 'function' && isVersion3()) {
      return Array.from({ length }, (_, index) => [`${index}`, `${object[index]}`]);
    }
    return entries(object).map(([key, value]) => [key, `${value}`]);
  };
  const query = (pairs) => pairs.map(([key, value]) => `${escape(key)}=${escape(value)}`).join('&');
  const scopeParts = { __proto__: null };
  const makeScope = (type, scope, fill, parts, pieces) => {
    const Class = makeClass(type, fill, {
      payload() { return `${this.scope ?? ''}?${pieces(parts(this)).join('&')}`; },
    }, 'scope');
    Class.prototype.scope = scope;
    scopeParts[type] = parts;
    return Class;
  };
  const EventStreamScope = makeScope('EventStreamScope', 'scope:stream:subscribe', (scope, filters) => {
    scope.filters = filters || {};
    return plainMembers(scope, ['filters']);
  }, ({ filters }) => ({ filters: keys(filters).length > 0 ? members(filters) : [] }), ({ filters }) => [
    'path=/2010-04-01/Events', ...filters.length > 0 ? [`appParams=${escape(query(filters))}`] : [],
  ]);
  const IncomingClientScope = makeScope('IncomingClientScope', 'scope:client:incoming', (scope, clientName) => {
    scope.clientName = clientName;
    return plainMembers(scope, ['clientName']);
  }, ({ clientName }) => ({ clientName: `${clientName}` }), ({ clientName }) => [`clientName=${escape(clientName)}`]);
  const OutgoingClientScope = makeScope('OutgoingClientScope', 'scope:client:outgoing', (scope, options) => {
    checkOptions(options, ['applicationSid'], true);
    scope.applicationSid = options.applicationSid;
    scope.clientName = options.clientName;
    scope.params = options.params;
    return plainMembers(scope, ['applicationSid', 'clientName', 'params']);
  }, ({ applicationSid, clientName, params }) => {
    if (params === null && !isVersion3()) throw new NativeTypeError('Cannot convert undefined or null to object');
    const isNamed = typeof clientName === 'string' || clientName instanceof String && isVersion3();
    const isObject = typeof params === 'object' && params !== null || typeof params === 'function' && isVersion3();
    return {
      applicationSid: `${applicationSid}`, clientName: isNamed ? `${clientName}` : undefined,
      params: isObject ? members(params) : undefined,
    };
  }, ({ applicationSid, clientName, params }) => [
    `appSid=${escape(applicationSid)}`, ...clientName === undefined ? [] : [`clientName=${escape(clientName)}`],
    ...params ? [`appParams=${escape(query(params))}`] : [],
  ]);

  // -- ClientCapability
  const ClientCapability = makeClass('ClientCapability', (token, options) => {
    checkOptions(options, ['accountSid', 'authToken'], true);
    token.accountSid = options.accountSid;
    token.authToken = options.authToken;
    token.ttl = options.ttl || 3600;
    token.scopes = [];
    return plainMembers(options, ['accountSid', 'authToken', 'ttl']);
  }, {
    addScope(scope) {
      this.scopes.push(scope);
      record('ClientCapability.addScope', idOf(this), { __proto__: null, scope: plain(scope) }, site());
    },
    toJwt() {
      const stack = site();
      const scopes = payloads(this, 'scopes', 'scope').map(({ item, payload }) => {
        const { clientName, applicationSid, params, filters } = scopeParts[typeOf(item)]?.(item) ?? {};
        return {
          __proto__: null, type: typeOf(item), text: `${payload ?? ''}`, clientName, applicationSid,
          params: bare(params), filters: bare(filters),
        };
      });
      checkSecret(this.authToken, 'HS256');
      const ttl = lifetime(this.ttl);
      return makeToken({
        __proto__: null, type: 'ClientCapability', token: idOf(this), stack, now: now(), accountSid: this.accountSid, ttl,
        scopes: list(scopes),
      }, this.authToken);
    },
  });
  Object.assign(ClientCapability, { EventStreamScope, IncomingClientScope, OutgoingClientScope });

  // -- TaskRouterCapability
  const policyOptions = ['url', 'method', 'queryFilter', 'postFilter', 'allow'];
  const Policy = makeClass('Policy', (policy, options) => {
    const given = options || {};
    policy.url = given.url || given.url === '' || isVersion3() ? given.url : '';
    policy.method = given.method || 'GET';
    policy.queryFilter = given.queryFilter || {};
    policy.postFilter = given.postFilter || {};
    policy.allow = given.allow || true;
    return plainMembers(policy, policyOptions);
  }, {
    payload() {
      return {
        url: this.url, method: this.method, query_filter: this.queryFilter, post_filter: this.postFilter,
        allow: this.allow,
      };
    },
  });
  const TaskRouterCapability = makeClass('TaskRouterCapability', (token, options) => {
    checkOptions(options, ['accountSid', 'authToken', 'workspaceSid', 'channelId'], false);
    token.accountSid = options.accountSid;
    token.authToken = options.authToken;
    token.workspaceSid = options.workspaceSid;
    token.channelId = options.channelId;
    token.friendlyName = options.friendlyName;
    token.ttl = options.ttl || 3600;
    token.version = options.version || 'v1';
    token.policies = [];
    return plainMembers(options,
      ['accountSid', 'authToken', 'workspaceSid', 'channelId', 'friendlyName', 'ttl', 'version']);
  }, {
    addPolicy(policy) {
      this.policies.push(policy);
      record('TaskRouterCapability.addPolicy', idOf(this), { __proto__: null, policy: plain(policy) }, site());
    },
    toJwt() {
      const stack = site();
      const policies = payloads(this, 'policies', 'policy').map(({ payload }) => payload);
      if (typeof this.channelId !== 'string' && !isVersion3()) {
        member(this.channelId, 'startsWith');
        throw new NativeTypeError('this.channelId.startsWith is not a function');
      }
      checkSecret(this.authToken, 'HS256');
      const ttl = lifetime(this.ttl);
      return makeToken({
        __proto__: null, type: 'TaskRouterCapability', token: idOf(this), stack, now: now(), accountSid: this.accountSid,
        workspaceSid: this.workspaceSid, channelId: this.channelId, friendlyName: this.friendlyName, ttl,
        version: this.version, policies: list(policies),
      }, this.authToken);
    },
  });
  TaskRouterCapability.Policy = Policy;

  const join = (...pieces) => pieces.join('/');
  const joinTexts = (...pieces) => pieces.filter((piece) => typeof piece === 'string').join('/');
  const host = 'https://taskrouter.twilio.com';
  const workspacesUrl = (workspace) => joinTexts(host, 'v1', 'Workspaces', workspace);
  const workersUrl = (workspace, worker) => joinTexts(workspacesUrl(workspace), 'Workers', worker);
  const util = {
    defaultWorkerPolicies(version, workspace, worker) {
      const base = join(host, version, 'Workspaces', workspace);
      const own = join(base, 'Workers', worker);
      return [`${base}/Activities`, `${base}/Tasks/**`, `${own}/Reservations/**`, own]
        .map((url) => new Policy({ url }));
    },
    defaultEventBridgePolicies(account, channel) {
      const url = join('https://event-bridge.twilio.com/v1/wschannels', account, channel);
      return [new Policy({ url }), new Policy({ url, method: 'POST' })];
    },
    workspacesUrl,
    taskQueuesUrl: (workspace, queue) => joinTexts(workspacesUrl(workspace), 'TaskQueues', queue),
    tasksUrl: (workspace, task) => joinTexts(workspacesUrl(workspace), 'Tasks', task),
    activitiesUrl: (workspace, activity) => joinTexts(workspacesUrl(workspace), 'Activities', activity),
    workersUrl,
    reservationsUrl: (workspace, worker, reservation) =>
      joinTexts(workersUrl(workspace, worker), 'Reservations', reservation),
  };

  // -- ValidationToken (from 5.7 on)
  const algorithms = ['RS256', 'PS256'];
  const given = ['accountSid', 'credentialSid', 'signingKey', 'privateKey'];
  const ValidationToken = makeClass('ValidationToken', (token, options) => {
    for (const name of given) if (!member(options, name)) throw new NativeError(`${name} is required`);
    const algorithm = options.algorithm ?? 'RS256';
    if (!algorithms.includes(algorithm)) {
      throw new NativeError('Algorithm not supported. Allowed values are RS256, PS256');
    }
    for (const name of given) token[`_${name}`] = options[name];
    token._algorithm = algorithm;
    token.ttl = 300;
    return plainMembers(options, [...given, 'algorithm']);
  }, {
    getRequestCanonicalizer: () => unavailable('ValidationToken.getRequestCanonicalizer'),
    fromHttpRequest(request) {
      const stack = site();
      try {
        return validate(this, request, stack);
      } catch (thrown) { throw new NativeError(`Error generating JWT token ${thrown}`); }
    },
  });
  for (const name of [...given, 'algorithm']) {
    defineProperty(ValidationToken.prototype, name, { configurable: true, get() { return this[`_${name}`]; } });
  }
  ValidationToken.DEFAULT_ALGORITHM = 'RS256';
  ValidationToken.ALGORITHMS = algorithms;

  // What fails in it fails in the library's order: some of it here, the rest where Swift makes the token.
  const validate = (token, request, stack) => {
    const headers = member(request, 'headers') ?? {};
    const { url, method, params, data } = request;
    if (!url) throw new NativeError('Url is required');
    if (!method) throw new NativeError('Method is required');
    const authorization = headers.Authorization || '';
    const message = {
      __proto__: null, type: 'ValidationToken', token: idOf(token), stack, now: now(), accountSid: token.accountSid,
      credentialSid: token.credentialSid, signingKey: token.signingKey, algorithm: token.algorithm, url: `${url}`,
      method: typeof method === 'string' ? method : undefined,
      authorization: typeof authorization === 'string' ? authorization : undefined,
      params: bare(params ? entries(params).map(([key, value]) => [key, `${value}`]) : []),
    };
    if (typeof data === 'function' || typeof data === 'symbol') unavailable('A request whose data is no JSON');
    if (data) message.body = data;
    const key = token.privateKey;
    if (!algorithms.includes(token.algorithm)) unavailable('A validation token signed in another way than RS256');
    if (!key) throw new NativeError('secretOrPrivateKey must have a value');
    if (typeof key === 'object') unavailable('A private key that is no text');
    if (typeof key !== 'string') throw new NativeError('secretOrPrivateKey is not valid key material');
    try { message.ttl = secondsOf(token.ttl); } catch (thrown) { message.lifetimeError = thrown.message; }
    for (const name of ['accountSid', 'credentialSid', 'signingKey']) {
      if (typeof token[name] !== 'string') unavailable(`A token whose “${name}” is no text`);
    }
    return makeToken(message, key);
  };

  return { ClientCapability, taskrouter: { TaskRouterCapability, util }, ValidationToken };
})
