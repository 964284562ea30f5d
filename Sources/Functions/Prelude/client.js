// twilio-node's REST client: it can be made, looked at and passed around; a request ends the run as not-run.
(function (kit) {
  'use strict';
  const { host, NativeError, part, settings, unavailable } = kit;
  const isText = (value) => typeof value === 'string';

  // Every resource is a function with resources below it: `client.calls`, `client.calls(sid).recordings`.
  const verbs = new Set(['create', 'fetch', 'update', 'remove', 'delete', 'list', 'each', 'page', 'getPage', 'patch',
    'request', 'createWithHttpInfo', 'fetchWithHttpInfo', 'listWithHttpInfo', 'updateWithHttpInfo', 'removeWithHttpInfo']);
  const resource = (path, own = {}) => new Proxy(function () {}, {
    __proto__: null,
    get(target, key) {
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined;
      if (Object.hasOwn(own, key)) return own[key];
      return verbs.has(key) ? (() => unavailable(`The REST call “${path}.${key}”`)) : resource(`${path}.${key}`);
    },
    apply: (target, receiver, list) => resource(`${path}(${list.length > 0 ? '…' : ''})`),
  });

  class Twilio {
    constructor(username, password, options) {
      const { environment } = settings;
      this.opts = options || {};
      this.username = username ?? given(environment, 'TWILIO_ACCOUNT_SID');
      this.password = password ?? given(environment, 'TWILIO_AUTH_TOKEN');
      this.accountSid = this.opts.accountSid || this.username;
      if (!this.username) throw new NativeError('username is required');
      if (!this.password) throw new NativeError('password is required');
      if (!`${this.accountSid}`.startsWith('AC')) {
        const hint = `${this.accountSid}`.startsWith('SK')
          ? '. The given SID indicates an API Key which requires the accountSid to be passed as an additional option' : '';
        throw new NativeError(`accountSid must start with AC${hint}`);
      }
      this.edge = this.opts.edge;
      this.region = this.opts.region;
      const client = new Proxy(this, {
        __proto__: null,
        get(target, key, receiver) {
          if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON') return kit.get(target, key, receiver);
          return key === 'request' ? () => unavailable('The REST call “client.request”') : resource(`client.${key}`);
        },
      });
      return client;
    }
  }
  // The variables that the client reads by itself: what nobody set is missing, or sampled like any other.
  const given = (environment, name) => {
    if (Object.hasOwn(environment, name)) { host('read', `environment:${name}`); return environment[name]; }
    return host('sample', `environment:${name}`);
  };

  const refusal = (title, text, place) => {
    const error = new NativeError(`${title}\n${text}`);
    error.name = 'INVALID_CONFIG';
    error.stack = `${error.message}\n--- at ${place}`;
    return error;
  };
  const credentials = (place) => {
    const read = (name) => given(settings.environment, name);
    const sid = read('ACCOUNT_SID');
    if (!sid) {
      throw refusal('Missing Account SID',
        'You are missing a Twilio Account SID. You can add one into your .env file:\n\nACCOUNT_SID=ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', place);
    }
    if (sid.length !== 34 || !sid.startsWith('AC')) {
      throw refusal('Invalid Account SID', 'The value for your ACCOUNT_SID in your .env file is not a valid Twilio Account SID.'
        + '\n\nIt should look like this: ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', place);
    }
    const token = read('AUTH_TOKEN');
    if (!token) {
      throw refusal('Missing Auth Token',
        'You are missing a Twilio Auth Token. You can add one into your .env file:\n\nAUTH_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', place);
    }
    if (token.length !== 32) {
      throw refusal('Invalid Auth Token', 'The value for your AUTH_TOKEN in your .env file is not a valid Twilio Auth Token.'
        + '\n\nIt should be 32 characters long and made of letters and numbers.', place);
    }
    return [sid, token];
  };
  const getTwilioClient = (options) => {
    const [sid, token] = credentials('context.getTwilioClient()');
    return new Twilio(sid, token, { lazyLoading: true, ...options });
  };
  const getSync = (...list) => {
    const { serviceName = 'default' } = list[0] ?? {};
    credentials(`Runtime.getSync(${list.map((value) => kit.stringify(value)).join(',')})`);
    const path = 'Runtime.getSync()';
    const maps = resource(`${path}.maps`), lists = resource(`${path}.lists`);
    return resource(path, {
      _solution: { sid: serviceName }, syncMaps: maps, syncLists: lists, maps, lists,
    });
  };
  const twilioClient = (() => {
    const { ACCOUNT_SID, AUTH_TOKEN } = settings.environment;
    return isText(ACCOUNT_SID) && ACCOUNT_SID.startsWith('AC') && AUTH_TOKEN
      ? new Twilio(ACCOUNT_SID, AUTH_TOKEN, { lazyLoading: true }) : undefined;
  })();
  return { Twilio, getTwilioClient, getSync, twilioClient };
})
