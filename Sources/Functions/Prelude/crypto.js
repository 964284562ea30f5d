// `require('crypto')` and the global `crypto`, as far as lessons use them. Swift hashes; chance repeats.
(function (kit) {
  'use strict';
  const { host, NativeError, NativeTypeError, NativeRangeError, part, unavailable } = kit;
  const { Buffer, bytesOf, described } = part('buffer');
  const wrong = (what, value) => Object.assign(new NativeTypeError(`The ${what}.${described(value)}`), { code: 'ERR_INVALID_ARG_TYPE' });
  const known = { sha1: 'sha1', 'sha-1': 'sha1', sha256: 'sha256', 'sha-256': 'sha256', sha384: 'sha384', 'sha-384': 'sha384',
    sha512: 'sha512', 'sha-512': 'sha512', md5: 'md5', 'rsa-sha1': 'sha1', 'rsa-sha256': 'sha256' };
  const binary = (bytes) => {
    let text = '';
    for (let index = 0; index < bytes.length; index += 1) text += String.fromCharCode(bytes[index]);
    return text;
  };
  const asData = '"data" argument must be of type string or an instance of Buffer, TypedArray, or DataView';
  const asKey = '"key" argument must be of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey';
  const bytesFor = (data, encoding, what = asData) => {
    if (typeof data === 'string') return Buffer.from(data, encoding);
    if (data instanceof ArrayBuffer) return Buffer.from(data);
    if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    throw wrong(what, data);
  };
  const finished = () => Object.assign(new NativeError('Digest already called'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });

  class Digest {
    #algorithm; #key; #data = ''; #isDone = false;
    constructor(algorithm, key) { this.#algorithm = algorithm; this.#key = key; }
    update(data, encoding) {
      if (this.#isDone) throw finished();
      this.#data += binary(bytesFor(data, encoding));
      return this;
    }
    copy() {
      if (this.#isDone) throw finished();
      const result = new this.constructor(this.#algorithm, this.#key);
      result.#data = this.#data;
      return result;
    }
    digest(encoding) {
      if (this.#isDone) throw finished();
      this.#isDone = true;
      const text = kit.send('digest', { __proto__: null, algorithm: this.#algorithm, key: this.#key, data: this.#data });
      const bytes = Buffer.from(text, 'hex');
      return encoding === undefined || encoding === 'buffer' ? bytes : bytes.toString(encoding);
    }
  }
  class Hash extends Digest {}
  class Hmac extends Digest {}
  const algorithmOf = (name, message, code) => {
    const algorithm = known[`${name}`.toLowerCase()];
    if (algorithm) return algorithm;
    throw code ? Object.assign(new NativeTypeError(message), { code }) : new NativeError(message);
  };
  const createHash = (name) => new Hash(algorithmOf(name, 'Digest method not supported'));
  const createHmac = (name, key) => {
    const bytes = bytesFor(key, 'utf8', asKey);
    return new Hmac(algorithmOf(name, `Invalid digest: ${name}`, 'ERR_CRYPTO_INVALID_DIGEST'), binary(bytes));
  };

  const randomBytes = (size, callback) => {
    const { byte } = part('chance');
    const bytes = bytesOf(Array.from({ length: size }, byte));
    if (typeof callback !== 'function') return bytes;
    part('timers').setImmediate(callback, null, bytes);
    return undefined;
  };
  const randomUUID = () => {
    const bytes = randomBytes(16);
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
  const randomInt = (low, high, callback) => {
    const [from, to] = typeof high === 'number' ? [low, high] : [0, low];
    const done = typeof high === 'function' ? high : callback;
    if (!(to > from)) throw new NativeRangeError(`The value of "max" is out of range. It must be greater than the value of "min" (${from}). Received ${to}`);
    const value = from + Math.floor(part('chance').random() * (to - from));
    if (typeof done !== 'function') return value;
    part('timers').setImmediate(done, null, value);
    return undefined;
  };
  const getRandomValues = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = part('chance').byte();
    return array;
  };
  const timingSafeEqual = (a, b) => {
    for (const [name, bytes] of [['buf1', a], ['buf2', b]]) {
      if (!ArrayBuffer.isView(bytes) && !(bytes instanceof ArrayBuffer)) {
        throw Object.assign(new NativeTypeError(`The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`), { code: 'ERR_INVALID_ARG_TYPE' });
      }
    }
    if (a.byteLength !== b.byteLength) {
      throw Object.assign(new NativeRangeError('Input buffers must have the same byte length'), { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
    }
    return Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
  };
  const web = { getRandomValues, randomUUID };
  kit.defineProperty(web, 'subtle', { configurable: true, get: () => unavailable('crypto.subtle') });

  const crypto = {
    createHash, createHmac, randomBytes, randomUUID, randomInt, getRandomValues, timingSafeEqual, webcrypto: web, Hash, Hmac,
    getHashes: () => ['md5', 'sha1', 'sha256', 'sha384', 'sha512'], pseudoRandomBytes: randomBytes,
    randomFillSync: getRandomValues,
    hash: (name, data, encoding = 'hex') => createHash(name).update(data).digest(encoding),
  };
  return { crypto: web, module: crypto };
})
