// `Twilio.Response`, as @twilio/runtime-handler has it.
(function (kit) {
  'use strict';
  const { isArray, keys, NativeError, stringify } = kit;
  const isCookie = (key) => `${key}`.toLowerCase() === 'set-cookie';

  class Response {
    constructor(options = {}) {
      this.body = null;
      this.statusCode = 200;
      this.headers = {};
      if (options?.body) this.body = options.body;
      if (options?.statusCode) this.statusCode = options.statusCode;
      if (options?.headers) this.headers = options.headers;
      const cookies = this.headers['Set-Cookie'];
      this.headers['Set-Cookie'] = cookies ? isArray(cookies) ? cookies : [cookies] : [];
    }
    setStatusCode(code) { this.statusCode = code; return this; }
    setBody(body) { this.body = body; return this; }
    appendHeader(name, value) {
      if (typeof value === 'object' && !isArray(value)) throw new NativeError('Header value cannot be an object');
      const key = isCookie(name) ? 'Set-Cookie' : name;
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
      this.headers['Set-Cookie'] = [
        ...cookies.filter((cookie) => !cookie.startsWith(`${name}=`)), `${name}=;Max-Age=0`,
      ];
      return this;
    }
    serialize() {
      const type = this.headers['Content-Type'];
      const isJSON = typeof type === 'string' && type.startsWith('application/json');
      return { statusCode: this.statusCode, body: isJSON ? stringify(this.body) : this.body, headers: this.headers };
    }
  }
  kit.isResponse = (value) => value instanceof Response;
  return { Response };
})
