// Text and bytes: TextEncoder, TextDecoder, atob, btoa.
(function (kit) {
  'use strict';
  const { NativeError, NativeTypeError, NativeRangeError } = kit;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

  const utf8 = (text) => {
    const bytes = [];
    for (const character of text) {
      let code = character.codePointAt(0);
      if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | code >> 6, 0x80 | code & 63);
      else if (code < 0x10000) bytes.push(0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63);
      else bytes.push(0xf0 | code >> 18, 0x80 | code >> 12 & 63, 0x80 | code >> 6 & 63, 0x80 | code & 63);
    }
    return bytes;
  };
  // As the Encoding Standard: each maximal bad part becomes U+FFFD.
  const textOf = (bytes, isFatal) => {
    let result = '';
    let need = 0, code = 0, low = 0x80, high = 0xbf;
    const bad = () => {
      if (isFatal) throw Object.assign(new NativeTypeError('The encoded data was not valid for encoding utf-8'), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
      result += '\ufffd';
    };
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index];
      if (need === 0) {
        if (byte < 0x80) result += String.fromCharCode(byte);
        else if (byte >= 0xc2 && byte <= 0xdf) { need = 1; code = byte & 31; }
        else if (byte >= 0xe0 && byte <= 0xef) {
          if (byte === 0xe0) low = 0xa0; else if (byte === 0xed) high = 0x9f;
          need = 2; code = byte & 15;
        } else if (byte >= 0xf0 && byte <= 0xf4) {
          if (byte === 0xf0) low = 0x90; else if (byte === 0xf4) high = 0x8f;
          need = 3; code = byte & 7;
        } else bad();
      } else if (byte < low || byte > high) {
        need = 0; low = 0x80; high = 0xbf;
        bad();
        index -= 1;
      } else {
        low = 0x80; high = 0xbf;
        code = code << 6 | byte & 63;
        need -= 1;
        if (need === 0) result += String.fromCodePoint(code);
      }
    }
    if (need > 0) bad();
    return result;
  };

  const toBase64 = (bytes, letters = alphabet, isPadded = true) => {
    let result = '';
    for (let index = 0; index < bytes.length; index += 3) {
      const [a, b, c] = [bytes[index], bytes[index + 1], bytes[index + 2]];
      result += letters[a >> 2] + letters[(a & 3) << 4 | (b ?? 0) >> 4]
        + (b === undefined ? isPadded ? '=' : '' : letters[(b & 15) << 2 | (c ?? 0) >> 6])
        + (c === undefined ? isPadded ? '=' : '' : letters[c & 63]);
    }
    return result;
  };
  // Node's lenient reading: both alphabets, other characters skipped, the end at `=`.
  const fromBase64 = (text) => {
    const bytes = [];
    let bits = 0, count = 0;
    for (const character of text) {
      if (character === '=') break;
      const value = alphabet.indexOf(character === '-' ? '+' : character === '_' ? '/' : character);
      if (value < 0) continue;
      bits = (bits << 6 | value) & 0xffffff;
      count += 6;
      if (count >= 8) { count -= 8; bytes.push(bits >> count & 255); }
    }
    return bytes;
  };
  const latin1 = (text) => Array.from({ length: text.length }, (_, index) => text.charCodeAt(index) & 255);

  const invalid = (message) => Object.assign(new NativeError(message), { name: 'InvalidCharacterError', code: 5 });
  const btoa = (value) => {
    const text = `${value}`;
    if (/[^\0-\xff]/.test(text)) throw invalid('Invalid character');
    return toBase64(latin1(text));
  };
  const atob = (value) => {
    const text = `${value}`.replace(/[\t\n\f\r ]/g, '').replace(/^((?:.{4})*.{2,3})==?$|^((?:.{4})*.{4})$/, (all) => all.length % 4 === 0 ? all.replace(/==?$/, '') : all);
    if (/[^A-Za-z0-9+/]/.test(text)) throw invalid('Invalid character');
    if (text.length % 4 === 1) {
      throw invalid('The string to be decoded is not correctly encoded.');
    }
    return String.fromCharCode(...fromBase64(text));
  };

  class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(text = '') { return Uint8Array.from(utf8(`${text}`)); }
    encodeInto(text, target) {
      let read = 0, written = 0;
      for (const character of `${text}`) {
        const bytes = utf8(character);
        if (written + bytes.length > target.length) break;
        target.set(bytes, written);
        written += bytes.length;
        read += character.length;
      }
      return { read, written };
    }
  }
  const viewOf = (data) => data === undefined ? [] : data instanceof ArrayBuffer ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const labels = {
    'utf-8': 'utf-8', utf8: 'utf-8', 'unicode-1-1-utf-8': 'utf-8', latin1: 'windows-1252', ascii: 'windows-1252',
    'iso-8859-1': 'windows-1252', 'utf-16le': 'utf-16le', 'utf-16': 'utf-16le',
  };
  class TextDecoder {
    #encoding; #options;
    constructor(label = 'utf-8', options = {}) {
      const encoding = labels[`${label}`.trim().toLowerCase()];
      if (!encoding) throw Object.assign(new NativeRangeError(`The "${label}" encoding is not supported`), { code: 'ERR_ENCODING_NOT_SUPPORTED' });
      this.#encoding = encoding;
      this.#options = options;
    }
    get encoding() { return this.#encoding; }
    get fatal() { return Boolean(this.#options.fatal); }
    get ignoreBOM() { return Boolean(this.#options.ignoreBOM); }
    decode(data) {
      const bytes = viewOf(data);
      let text;
      if (this.#encoding === 'utf-8') text = textOf(bytes, this.fatal);
      else if (this.#encoding === 'utf-16le') {
        text = '';
        for (let index = 0; index + 1 < bytes.length; index += 2) text += String.fromCharCode(bytes[index] | bytes[index + 1] << 8);
      } else text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
      return text.startsWith('\ufeff') && !this.ignoreBOM ? text.slice(1) : text;
    }
  }
  return { TextEncoder, TextDecoder, atob, btoa, utf8, textOf, toBase64, fromBase64, latin1, alphabet };
})
