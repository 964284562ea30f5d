// Node's Buffer: a Uint8Array that reads and writes text.
(function (kit) {
  'use strict';
  const { defineProperty, isArray, NativeRangeError, NativeTypeError, part } = kit;
  const { alphabet, fromBase64, latin1, textOf, toBase64, utf8 } = part('encoding');
  const urlAlphabet = alphabet.replace('+/', '-_');

  const encodings = {
    utf8: 'utf8', 'utf-8': 'utf8', hex: 'hex', base64: 'base64', base64url: 'base64url', latin1: 'latin1',
    binary: 'latin1', ascii: 'ascii', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le',
  };
  const encodingOf = (name) => {
    if (name === undefined || name === null || name === '') return 'utf8';
    const encoding = encodings[`${name}`.toLowerCase()];
    if (!encoding) throw Object.assign(new NativeTypeError(`Unknown encoding: ${name}`), { code: 'ERR_UNKNOWN_ENCODING' });
    return encoding;
  };
  const encode = (text, encoding) => {
    switch (encodingOf(encoding)) {
      case 'utf8': return utf8(text);
      case 'hex': {
        const bytes = [];
        for (let index = 0; index + 1 < text.length; index += 2) {
          const pair = text.slice(index, index + 2);
          if (!/^[0-9a-fA-F]{2}$/.test(pair)) break;
          bytes.push(parseInt(pair, 16));
        }
        return bytes;
      }
      case 'base64': case 'base64url': return fromBase64(text);
      case 'utf16le': return Array.from({ length: text.length * 2 }, (_, index) => text.charCodeAt(index >> 1) >> (index % 2 * 8) & 255);
      default: return latin1(text);
    }
  };
  const decode = (bytes, encoding) => {
    switch (encodingOf(encoding)) {
      case 'utf8': return textOf(bytes, false);
      case 'hex': return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      case 'base64': return toBase64(bytes);
      case 'base64url': return toBase64(bytes, urlAlphabet, false);
      case 'utf16le': {
        let text = '';
        for (let index = 0; index + 1 < bytes.length; index += 2) text += String.fromCharCode(bytes[index] | bytes[index + 1] << 8);
        return text;
      }
      case 'ascii': return Array.from(bytes, (byte) => String.fromCharCode(byte & 127)).join('');
      default: return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    }
  };
  const described = (value) => {
    if (value === null || value === undefined) return ` Received ${value}`;
    if (typeof value === 'function') return ` Received function ${value.name}`;
    if (typeof value === 'object') return ` Received an instance of ${value.constructor?.name ?? 'Object'}`;
    return ` Received type ${typeof value} (${part('inspect').inspect(value)})`;
  };
  const wrong = (value) => Object.assign(new NativeTypeError(
    'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.'
    + described(value)), { code: 'ERR_INVALID_ARG_TYPE' });
  const outOfRange = (name, range, value) => Object.assign(
    new NativeRangeError(`The value of "${name}" is out of range. It must be ${range}. Received ${value}`), { code: 'ERR_OUT_OF_RANGE' });
  const sized = (size) => {
    if (typeof size !== 'number') {
      throw Object.assign(new NativeTypeError(`The "size" argument must be of type number.${described(size)}`), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    if (!(size >= 0 && size <= 0x40000000)) throw outOfRange('size', '>= 0 && <= 4294967296', size);
    return new Buffer(size);
  };
  const viewOf = (data) => typeof data === 'string' ? Buffer.from(data) : data;

  class Buffer extends Uint8Array {
    static alloc(size, fill, encoding) { const made = sized(size); return fill === undefined || fill === 0 ? made : made.fill(fill, encoding); }
    static allocUnsafe(size) { return sized(size); }
    static allocUnsafeSlow(size) { return sized(size); }
    static isBuffer(value) { return value instanceof Buffer; }
    static isEncoding(name) { return typeof name === 'string' && Object.hasOwn(encodings, name.toLowerCase()); }
    static byteLength(value, encoding) { return typeof value === 'string' ? encode(value, encoding).length : value.byteLength; }
    static concat(list, length) {
      if (!isArray(list)) {
        throw Object.assign(new NativeTypeError(`The "list" argument must be an instance of Array.${described(list)}`), { code: 'ERR_INVALID_ARG_TYPE' });
      }
      const size = length ?? list.reduce((sum, item) => sum + item.length, 0);
      const result = sized(size);
      let offset = 0;
      for (const item of list) {
        result.set(item.subarray(0, Math.max(size - offset, 0)), offset);
        offset += item.length;
        if (offset >= size) break;
      }
      return result;
    }
    static compare(a, b) {
      for (let index = 0; index < Math.min(a.length, b.length); index += 1) if (a[index] !== b[index]) return a[index] < b[index] ? -1 : 1;
      return Math.sign(a.length - b.length);
    }
    get parent() { return this.buffer; }
    get offset() { return this.byteOffset; }
    toString(encoding, start = 0, end = this.length) {
      return decode(start <= 0 && end >= this.length ? this : this.subarray(start > 0 ? start : 0, end > 0 ? end : 0), encoding);
    }
    toLocaleString(encoding) { return this.toString(encoding); }
    toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
    equals(other) { return Buffer.compare(this, other) === 0; }
    compare(other) { return Buffer.compare(this, other); }
    slice(start, end) { return this.subarray(start, end); }
    write(text, offset = 0, length, encoding) {
      if (typeof offset === 'string') return this.write(text, 0, undefined, offset);
      if (typeof length === 'string') return this.write(text, offset, undefined, length);
      const bytes = encode(text, encoding).slice(0, Math.min(length ?? Infinity, this.length - offset));
      this.set(bytes, offset);
      return bytes.length;
    }
    copy(target, targetStart = 0, start = 0, end = this.length) {
      const part = this.subarray(start, Math.min(end, start + target.length - targetStart));
      target.set(part, targetStart);
      return part.length;
    }
    fill(value, start, end, encoding) {
      if (typeof value !== 'string') return super.fill(value, start, end);
      const bytes = encode(value, typeof start === 'string' ? start : encoding);
      const from = typeof start === 'number' ? start : 0, to = typeof end === 'number' ? end : this.length;
      for (let index = from; index < to && bytes.length > 0; index += 1) this[index] = bytes[(index - from) % bytes.length];
      return this;
    }
    indexOf(value, start = 0, encoding) {
      if (typeof value === 'number') return super.indexOf(value & 255, start);
      const from = start < 0 ? Math.max(this.length + start, 0) : start;
      const bytes = typeof value === 'string' ? encode(value, encoding) : value;
      for (let index = from; index + bytes.length <= this.length; index += 1) {
        let same = 0;
        while (same < bytes.length && this[index + same] === bytes[same]) same += 1;
        if (same === bytes.length) return index;
      }
      return -1;
    }
    lastIndexOf(value, start = this.length, encoding = 'utf8') {
      if (typeof value === 'number') return super.lastIndexOf(value & 255, start);
      const bytes = typeof value === 'string' ? encode(value, encoding) : value;
      for (let index = Math.min(start < 0 ? this.length + start : start, this.length - bytes.length); index >= 0; index -= 1) {
        if (bytes.every((byte, offset) => this[index + offset] === byte)) return index;
      }
      return -1;
    }
    #swap(size) {
      if (this.length % size !== 0) {
        throw Object.assign(new NativeRangeError(`Buffer size must be a multiple of ${size * 8}-bits`), { code: 'ERR_INVALID_BUFFER_SIZE' });
      }
      for (let index = 0; index < this.length; index += size) this.subarray(index, index + size).reverse();
      return this;
    }
    swap16() { return this.#swap(2); }
    swap32() { return this.#swap(4); }
    swap64() { return this.#swap(8); }
    includes(value, start, encoding) { return this.indexOf(value, start, encoding) >= 0; }
  }
  const bytesOf = (bytes) => {
    const result = new Buffer(bytes.length);
    for (let index = 0; index < bytes.length; index += 1) result[index] = bytes[index];
    return result;
  };
  // readUInt8 … writeDoubleBE, over a DataView.
  const { prototype } = Buffer;
  const kinds = [['UInt8', 'Uint8', 1], ['Int8', 'Int8', 1], ['UInt16', 'Uint16', 2], ['Int16', 'Int16', 2],
    ['UInt32', 'Uint32', 4], ['Int32', 'Int32', 4], ['BigUInt64', 'BigUint64', 8], ['BigInt64', 'BigInt64', 8],
    ['Float', 'Float32', 4], ['Double', 'Float64', 8]];
  const define = (name, value) => defineProperty(prototype, name, { value, writable: true, configurable: true });
  for (const [name, view, size] of kinds) {
    for (const order of size === 1 ? [''] : ['LE', 'BE']) {
      const at = (buffer, offset = 0) => {
        if (size > buffer.length) {
          throw Object.assign(new NativeRangeError('Attempt to access memory outside buffer bounds'), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
        }
        if (!(offset >= 0 && offset + size <= buffer.length)) throw outOfRange('offset', `>= 0 and <= ${buffer.length - size}`, offset);
        return new DataView(buffer.buffer, buffer.byteOffset + offset, size);
      };
      const read = function (offset) { return at(this, offset)[`get${view}`](0, order === 'LE'); };
      // Whole numbers beyond these are refused; up to 32 bits, as lessons write them.
      const low = name.startsWith('U') ? 0 : -(2 ** (size * 8 - 1)), high = 2 ** (size * 8 - (low < 0 ? 1 : 0)) - 1;
      const isChecked = name.includes('nt') && size <= 4;
      const write = function (value, offset = 0) {
        if (isChecked && (value < low || value > high)) throw outOfRange('value', `>= ${low} and <= ${high}`, value);
        at(this, offset)[`set${view}`](0, value, order === 'LE');
        return offset + size;
      };
      for (const spelling of [name, name.replace('UInt', 'Uint')]) {
        define(`read${spelling}${order}`, read);
        define(`write${spelling}${order}`, write);
      }
    }
  }
  Buffer.from = function from(value, encoding, length) {
    return typeof value === 'string' ? bytesOf(encode(value, encoding)) : fromOther(value, encoding, length);
  };
  const fromOther = (value, encoding, length) => {
    if (value instanceof ArrayBuffer) return new Buffer(value, encoding, length);
    if (typeof value === 'object' && value !== null) {
      if (ArrayBuffer.isView(value) || isArray(value)) return bytesOf(value);
      const own = value.valueOf?.();
      if (own !== value && own !== undefined && own !== null) return Buffer.from(own, encoding, length);
      if (value.type === 'Buffer' && isArray(value.data)) return bytesOf(value.data);
      if (typeof value.length === 'number') return bytesOf(Array.from(value));
    }
    throw wrong(value);
  };
  Buffer.poolSize = 8192;
  // Old lessons call it, with `new` or without.
  const make = (_, [value, encoding, length]) => typeof value === 'number' ? sized(value) : Buffer.from(value, encoding, length);
  const Callable = new Proxy(Buffer, { __proto__: null, apply: (target, receiver, list) => make(target, list), construct: make });
  defineProperty(Buffer, Symbol.species, { value: Buffer });
  defineProperty(prototype, 'constructor', { value: Callable, writable: true, configurable: true });
  kit.isBuffer = (value) => value instanceof Buffer;
  kit.toBase64 = (value) => toBase64(value);
  return { Buffer: Callable, described, encode, decode, bytesOf, viewOf };
})
