// URL and URLSearchParams by the URL Standard, for the URLs that lessons write.
(function (kit) {
  'use strict';
  const { NativeTypeError, NativeURIError, encodeURIComponent, part } = kit;
  const ports = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' };
  const isSpecial = (protocol) => Object.hasOwn(ports, protocol);
  const invalid = (input, base) => Object.assign(new NativeTypeError('Invalid URL'),
    { code: 'ERR_INVALID_URL', input, ...base === undefined ? {} : { base } });
  const percent = (text, keep) => {
    const { utf8 } = part('encoding');
    let result = '';
    for (const character of text) {
      result += keep.test(character) ? character
        : utf8(character).map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
    }
    return result;
  };
  const decodePercent = (text) => {
    const { utf8, textOf } = part('encoding');
    const bytes = utf8(text), result = [];
    for (let index = 0; index < bytes.length; index += 1) {
      const hex = String.fromCharCode(bytes[index + 1] ?? 0, bytes[index + 2] ?? 0);
      if (bytes[index] === 37 && /^[0-9a-fA-F]{2}$/.test(hex)) { result.push(parseInt(hex, 16)); index += 2; } else result.push(bytes[index]);
    }
    return textOf(result, false);
  };
  const inForm = (text) => percent(text, /[A-Za-z0-9*._-]| /).replaceAll(' ', '+');
  const inPath = /[!$%&'()*+,\-./0-9:;=@A-Z[\\\]^_a-z|~]/, inQuery = /[!$%&()*+,\-./0-9:;=?@A-Z[\\\]^_`a-z{|}~]/;
  const inFragment = /[!#$%&'()*+,\-./0-9:;=?@A-Z[\\\]^_a-z{|}~]/, inUser = /[!$%&'()*+,\-.0-9A-Z_a-z~]/;

  class URLSearchParams {
    #pairs = []; #changed;
    constructor(init = '', changed = undefined) {
      this.#changed = changed;
      if (typeof init === 'object' && init !== null || typeof init === 'function') {
        const pairs = typeof init[Symbol.iterator] === 'function' ? Array.from(init) : Object.entries(init);
        for (const pair of pairs) {
          const list = Array.from(pair);
          if (list.length !== 2) {
            throw Object.assign(new NativeTypeError('Each query pair must be an iterable [name, value] tuple'), { code: 'ERR_INVALID_TUPLE' });
          }
          this.#pairs.push([`${list[0]}`, `${list[1]}`]);
        }
        return;
      }
      const text = `${init}`;
      for (const piece of (text.startsWith('?') ? text.slice(1) : text).split('&')) {
        if (piece === '') continue;
        const at = piece.indexOf('=');
        const [name, value] = at < 0 ? [piece, ''] : [piece.slice(0, at), piece.slice(at + 1)];
        this.#pairs.push([decodePercent(name.replaceAll('+', ' ')), decodePercent(value.replaceAll('+', ' '))]);
      }
    }
    #tell() { this.#changed?.(this.toString()); }
    get size() { return this.#pairs.length; }
    append(name, value) { this.#pairs.push([`${name}`, `${value}`]); this.#tell(); }
    delete(name, value) {
      this.#pairs = this.#pairs.filter(([key, item]) => key !== `${name}` || value !== undefined && item !== `${value}`);
      this.#tell();
    }
    get(name) { return this.#pairs.find(([key]) => key === `${name}`)?.[1] ?? null; }
    getAll(name) { return this.#pairs.filter(([key]) => key === `${name}`).map(([, value]) => value); }
    has(name, value) { return this.#pairs.some(([key, item]) => key === `${name}` && (value === undefined || item === `${value}`)); }
    set(name, value) {
      const at = this.#pairs.findIndex(([key]) => key === `${name}`);
      if (at < 0) this.#pairs.push([`${name}`, `${value}`]);
      else this.#pairs = this.#pairs.filter(([key], index) => key !== `${name}` || index === at)
        .map(([key, item]) => [key, key === `${name}` ? `${value}` : item]);
      this.#tell();
    }
    sort() { this.#pairs.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0); this.#tell(); }
    forEach(action, receiver) { for (const [key, value] of this.#pairs) action.call(receiver, value, key, this); }
    * entries() { for (const [key, value] of this.#pairs) yield [key, value]; }
    * keys() { for (const [key] of this.#pairs) yield key; }
    * values() { for (const [, value] of this.#pairs) yield value; }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#pairs.map(([key, value]) => `${inForm(key)}=${inForm(value)}`).join('&'); }
    get [Symbol.toStringTag]() { return 'URLSearchParams'; }
    [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
      const shown = this.#pairs.map(([key, value]) => `${inspect(key)} => ${inspect(value)}`), line = shown.join(', ');
      return shown.length === 0 ? 'URLSearchParams {}' : line.length > 80 ? `URLSearchParams {\n  ${shown.join(',\n  ')} }` : `URLSearchParams { ${line} }`;
    }
  }

  const hostOf = (text, protocol, fail) => {
    if (text.startsWith('[')) {
      if (!/^\[[0-9a-fA-F:.]+\]$/.test(text)) fail();
      return text.toLowerCase();
    }
    if (!isSpecial(protocol)) return text;
    const host = decodePercent(text).toLowerCase();
    // What names beyond ASCII become (Punycode) is not computed here.
    if (/[^\0-\x7f]/.test(host)) return kit.unavailable('A host name beyond ASCII in a URL');
    if (host === '' || /[\0-\x20"#%/:<>?@[\\\]^`{|}\x7f]/.test(host)) fail();
    const numbers = host.split('.');
    if (/^\d+$/.test(numbers.at(-1)) && (numbers.length !== 4 || numbers.some((part) => !/^\d+$/.test(part) || +part > 255))) fail();
    return host;
  };
  const normalPath = (path, isOpaque) => {
    if (isOpaque) return path;
    const result = [];
    const pieces = path.split('/').slice(1);
    pieces.forEach((piece, index) => {
      const plain = piece.toLowerCase().replaceAll('%2e', '.');
      const isLast = index === pieces.length - 1;
      if (plain === '..') { result.pop(); if (isLast) result.push(''); } else if (plain === '.') { if (isLast) result.push(''); } else result.push(percent(piece, inPath));
    });
    return `/${result.join('/')}`;
  };
  const authority = (url, text, fail) => {
    const at = text.lastIndexOf('@');
    if (at >= 0) {
      const [user, ...secret] = text.slice(0, at).split(':');
      url.username = percent(user, inUser);
      url.password = percent(secret.join(':'), inUser);
    }
    const match = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(text.slice(at + 1));
    if (!match) fail();
    url.hostname = hostOf(match[1], url.protocol, fail);
    const port = match[2] ?? '';
    if (port !== '' && +port > 65535) fail();
    url.port = port === '' || `${+port}` === ports[url.protocol] ? '' : `${+port}`;
  };
  const parse = (input, base, fail) => {
    const text = input.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text);
    const protocol = scheme ? `${scheme[1].toLowerCase()}:` : base?.protocol;
    if (!protocol) fail();
    let rest = scheme ? text.slice(scheme[0].length) : text;
    const url = { protocol, username: '', password: '', hostname: '', port: '', pathname: '', search: '', hash: '', isOpaque: false };
    const hashAt = rest.indexOf('#');
    if (hashAt >= 0) { url.hash = percent(rest.slice(hashAt), inFragment); rest = rest.slice(0, hashAt); }
    const queryAt = rest.indexOf('?');
    const query = queryAt >= 0 ? rest.slice(queryAt + 1) : undefined;
    if (queryAt >= 0) rest = rest.slice(0, queryAt);
    if (isSpecial(protocol)) rest = rest.replaceAll('\\', '/');
    url.search = query === undefined ? '' : `?${percent(query, inQuery)}`;
    const isRelative = !scheme || isSpecial(protocol) && base?.protocol === protocol && !rest.startsWith('/');
    if (rest.startsWith('//') || scheme && isSpecial(protocol) && !isRelative && protocol !== 'file:') {
      const match = (protocol === 'file:' ? /^\/\/([^/]*)(.*)$/s : /^\/*([^/]*)(.*)$/s).exec(rest);
      if (protocol !== 'file:' || match[1] !== '' && match[1] !== 'localhost') authority(url, match[1], fail);
      url.pathname = normalPath(match[2] === '' ? '/' : match[2], false);
      if (!isSpecial(protocol) && match[2] === '') url.pathname = '';
    } else if (isRelative) {
      if (!base) fail();
      Object.assign(url, { username: base.username, password: base.password, hostname: base.hostname, port: base.port });
      if (base.isOpaque && (rest !== '' || query !== undefined)) fail();
      if (rest === '') {
        url.pathname = base.pathname;
        if (query === undefined) url.search = base.search;
      } else url.pathname = normalPath(rest.startsWith('/') ? rest : base.pathname.replace(/[^/]*$/, '') + rest, false);
    } else if (rest.startsWith('/')) url.pathname = normalPath(rest, false);
    else { url.pathname = rest; url.isOpaque = true; }
    return url;
  };

  class URL {
    #parts; #params;
    constructor(input, base) {
      if (arguments.length === 0) throw Object.assign(new NativeTypeError('The "url" argument must be specified'), { code: 'ERR_MISSING_ARGS' });
      const fail = () => { throw invalid(`${input}`, base === undefined ? undefined : `${base}`); };
      const parent = base === undefined ? undefined : parse(`${base}`, undefined, fail);
      this.#parts = parse(`${input}`, parent, fail);
      this.#renew();
    }
    #renew() {
      this.#params = new URLSearchParams(this.#parts.search, (text) => { this.#parts.search = text === '' ? '' : `?${text}`; });
    }
    static canParse(input, base) { try { return Boolean(new URL(input, base)); } catch { return false; } }
    get protocol() { return this.#parts.protocol; }
    set protocol(value) { const name = `${value}`.replace(/:.*$/, '').toLowerCase(); if (isSpecial(`${name}:`) === isSpecial(this.protocol)) this.#parts.protocol = `${name}:`; }
    get username() { return this.#parts.username; }
    set username(value) { this.#parts.username = percent(`${value}`, inUser); }
    get password() { return this.#parts.password; }
    set password(value) { this.#parts.password = percent(`${value}`, inUser); }
    get hostname() { return this.#parts.hostname; }
    set hostname(value) { try { this.#parts.hostname = hostOf(`${value}`, this.protocol, () => { throw invalid(value); }); } catch { /* kept */ } }
    get port() { return this.#parts.port; }
    set port(value) { const port = parseInt(value, 10); this.#parts.port = Number.isNaN(port) || `${port}` === ports[this.protocol] ? '' : `${port}`; }
    get host() { return this.hostname + (this.port === '' ? '' : `:${this.port}`); }
    set host(value) { const [name, port] = `${value}`.split(':'); this.hostname = name; if (port !== undefined) this.port = port; }
    get origin() { return isSpecial(this.protocol) && this.protocol !== 'file:' ? `${this.protocol}//${this.host}` : 'null'; }
    get pathname() { return this.#parts.pathname; }
    set pathname(value) { const text = `${value}`; this.#parts.pathname = normalPath(text.startsWith('/') ? text : `/${text}`, this.#parts.isOpaque); }
    get search() { const { search } = this.#parts; return search === '?' ? '' : search; }
    set search(value) {
      const text = `${value}`.replace(/^\?/, '');
      this.#parts.search = text === '' ? '' : `?${percent(text, inQuery)}`;
      this.#renew();
    }
    get searchParams() { return this.#params; }
    get hash() { const { hash } = this.#parts; return hash === '#' ? '' : hash; }
    set hash(value) { const text = `${value}`.replace(/^#/, ''); this.#parts.hash = text === '' ? '' : `#${percent(text, inFragment)}`; }
    get href() {
      const { protocol, username, password, hostname, pathname, search, hash, isOpaque } = this.#parts;
      const user = username === '' && password === '' ? '' : `${username}${password === '' ? '' : `:${password}`}@`;
      const slashes = isOpaque || !isSpecial(protocol) && hostname === '' ? '' : '//';
      return `${protocol}${slashes}${user}${hostname === '' ? '' : this.host}${pathname}${search}${hash}`;
    }
    set href(value) { this.#parts = parse(`${value}`, undefined, () => { throw invalid(`${value}`); }); this.#renew(); }
    toString() { return this.href; }
    toJSON() { return this.href; }
    get [Symbol.toStringTag]() { return 'URL'; }
    [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
      const { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash } = this;
      return `URL ${inspect({ href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash })}`;
    }
  }

  // -- querystring
  const escape = (text) => {
    try { return encodeURIComponent(text); } catch { throw new NativeURIError('URI malformed'); }
  };
  const shown = (value) => typeof value === 'number' ? Number.isFinite(value) ? `${value}` : ''
    : ['string', 'bigint', 'boolean'].includes(typeof value) ? `${value}` : '';
  const stringify = (object, separator, equals) => typeof object !== 'object' || object === null ? ''
    : Object.entries(object).flatMap(([key, value]) => (Array.isArray(value) ? value : [value])
      .map((item) => `${escape(key)}${equals || '='}${escape(shown(item))}`)).join(separator || '&');
  const parseQuery = (text, separator, mark, options) => {
    const result = Object.create(null), equals = mark || '=', limit = options?.maxKeys ?? 1000;
    for (const piece of `${text ?? ''}`.split(separator || '&').filter(Boolean).slice(0, limit > 0 ? limit : undefined)) {
      const at = piece.indexOf(equals);
      const clean = (part) => decodePercent(part.replaceAll('+', ' '));
      const key = clean(at < 0 ? piece : piece.slice(0, at)), value = at < 0 ? '' : clean(piece.slice(at + equals.length));
      result[key] = Object.hasOwn(result, key) ? [result[key], value].flat() : value;
    }
    return result;
  };
  const querystring = { stringify, parse: parseQuery, encode: stringify, decode: parseQuery, escape, unescape: decodePercent };
  return { URL, URLSearchParams, querystring };
})
