// `JSON`, whose errors name the place in the text, as V8's do.
(function (kit) {
  'use strict';
  const { apply, host, isArray, keys, list, parse, part, stringify } = kit;
  const { replace, reword } = part('caught'), { getOwnPropertyDescriptor } = Object;
  const { slice, charCodeAt } = String.prototype, { add, has } = Set.prototype;

  const special = list(['NaN', 'Infinity', 'undefined', '[object Object]']);
  const escapes = { __proto__: null, '"': 1, '\\': 1, '/': 1, b: 1, f: 1, n: 1, r: 1, t: 1 };
  // Reads the text as V8 does, up to what it does not take, and returns the words for that.
  const mistakeIn = (text) => {
    let at = 0;
    const isSpace = (unit) => unit === ' ' || unit === '\n' || unit === '\r' || unit === '\t';
    const isDigit = (unit) => unit >= '0' && unit <= '9';
    const isHex = (unit) => isDigit(unit) || unit >= 'a' && unit <= 'f' || unit >= 'A' && unit <= 'F';
    const skip = () => { while (isSpace(text[at])) at += 1; };
    const here = (words) => `${words} in JSON at position ${at}`;
    const unexpected = () => {
      if (at >= text.length) return 'Unexpected end of JSON input';
      if (text[at] === '-' || isDigit(text[at])) return here('Unexpected number');
      if (text[at] === '"') return here('Unexpected string');
      for (let index = 0; index < special.length; index += 1) if (text === special[index]) return `"${text}" is not valid JSON`;
      // An excerpt would show a part of it, which nobody could tell for what it is.
      if (host('secret', text)) return 'Unexpected token \'•\', "••••••••" is not valid JSON';
      const isStart = text.length <= 20 || at < 10, isEnd = text.length <= 20 || !isStart && at >= text.length - 10;
      const around = apply(slice, text, [isStart ? 0 : at - 10, text.length <= 20 || isEnd ? text.length : at + 10]);
      const isWhole = around.length === text.length;
      return `Unexpected token '${text[at]}', ${isStart ? '' : '...'}"${around}"${isWhole || isEnd ? '' : '...'} is not valid JSON`;
    };
    const string = () => {
      for (at += 1; text[at] !== '"'; at += 1) {
        if (at >= text.length) return here('Unterminated string');
        if (apply(charCodeAt, text, [at]) < 32) return here('Bad control character in string literal');
        if (text[at] !== '\\') continue;
        at += 1;
        if (at >= text.length) return unexpected();
        if (text[at] === 'u') {
          for (let count = 0; count < 4; count += 1) {
            at += 1;
            if (at >= text.length || !isHex(text[at])) return here(at >= text.length ? 'Unterminated string' : 'Bad Unicode escape');
          }
        } else if (!escapes[text[at]]) return here('Bad escaped character');
      }
      at += 1;
      return '';
    };
    const digits = () => { while (isDigit(text[at])) at += 1; };
    const number = () => {
      if (text[at] === '-') {
        at += 1;
        if (!isDigit(text[at])) return here('No number after minus sign');
      }
      if (text[at] === '0') {
        at += 1;
        if (isDigit(text[at])) return here('Unexpected number');
      } else digits();
      if (text[at] === '.') {
        at += 1;
        if (!isDigit(text[at])) return here('Unterminated fractional number');
        digits();
      }
      if (text[at] === 'e' || text[at] === 'E') {
        at += 1;
        if (text[at] === '+' || text[at] === '-') at += 1;
        if (!isDigit(text[at])) return here('Exponent part is missing a number');
        digits();
      }
      return '';
    };
    const word = (letters) => {
      for (let index = 0; index < letters.length; index += 1, at += 1) if (text[at] !== letters[index]) return unexpected();
      return '';
    };
    const members = () => {
      at += 1;
      skip();
      if (text[at] === '}') { at += 1; return ''; }
      for (let isFirst = true; ; isFirst = false) {
        if (text[at] !== '"') return here(isFirst ? "Expected property name or '}'" : 'Expected double-quoted property name');
        const mistake = string();
        if (mistake) return mistake;
        skip();
        if (text[at] !== ':') return isFirst ? here("Expected ':' after property name") : unexpected();
        at += 1;
        const inner = value();
        if (inner) return inner;
        skip();
        if (text[at] === '}') { at += 1; return ''; }
        if (text[at] !== ',') return here("Expected ',' or '}' after property value");
        at += 1;
        skip();
      }
    };
    const elements = () => {
      at += 1;
      skip();
      if (text[at] === ']') { at += 1; return ''; }
      for (;;) {
        const inner = value();
        if (inner) return inner;
        skip();
        if (text[at] === ']') { at += 1; return ''; }
        if (text[at] !== ',') return here("Expected ',' or ']' after array element");
        at += 1;
      }
    };
    const value = () => {
      skip();
      switch (text[at]) {
        case '"': return string();
        case '{': return members();
        case '[': return elements();
        case 't': return word('true');
        case 'f': return word('false');
        case 'n': return word('null');
        default: return text[at] === '-' || isDigit(text[at]) ? number() : unexpected();
      }
    };
    const mistake = value();
    skip();
    return mistake || (at < text.length ? `Unexpected non-whitespace character after JSON at position ${at}` : '');
  };

  // -- What JSON cannot hold.
  const circleIn = (root) => {
    const path = [], finished = new Set();
    // Where in the path the circle begins.
    const search = (given, key) => {
      const value = typeof given.toJSON === 'function' ? given.toJSON(key) : given;
      if (typeof value !== 'object' || value === null || apply(has, finished, [value])) return -1;
      const known = path.findIndex((step) => step.value === value);
      if (known >= 0) return known;
      const step = { value, name: '' };
      path.push(step);
      for (const name of keys(value)) {
        // What a getter gives may be another the second time, and asking would be seen.
        const inner = getOwnPropertyDescriptor(value, name)?.value;
        if (typeof inner !== 'object' || inner === null) continue;
        step.name = isArray(value) ? `index ${name}` : `property '${name}'`;
        const start = search(inner, name);
        if (start >= 0) return start;
      }
      path.pop();
      apply(add, finished, [value]);
      return -1;
    };
    const start = search(root, '');
    if (start < 0) return '';
    const maker = ({ value: object }) => `object with constructor '${object.constructor?.name ?? 'Object'}'`;
    const circle = path.slice(start);
    const last = circle.at(-1).name;
    let between = circle.slice(1).map((step, index) => `\n    |     ${circle[index].name} -> ${maker(step)}`);
    if (between.length > 3) between = [...between.slice(0, 2), '\n    |     ...', between.at(-1)];
    return `Converting circular structure to JSON\n    --> starting at ${maker(circle[0])}${between.join('')}\n    --- ${last} closes the circle`;
  };
  const refusal = (thrown, value, replacer) => {
    const message = thrown?.message;
    if (message !== 'JSON.stringify cannot serialize cyclic structures.') return part('caught').caught(thrown);
    // A replacer walks another way.
    const isPlain = typeof replacer !== 'function' && !isArray(replacer);
    const circle = isPlain ? circleIn(value) : '';
    return circle ? reword(thrown, circle) : part('caught').caught(thrown);
  };

  const own = {
    parse(text, reviver) {
      const source = typeof text === 'string' ? text : `${text}`;
      try { return parse(source, reviver); } catch (thrown) {
        if (thrown instanceof SyntaxError && `${thrown.message}`.startsWith('JSON Parse error: ')) {
          let words = '';
          try { words = mistakeIn(source); } catch { /* nested too deeply to be looked through */ }
          if (words) reword(thrown, words);
        }
        throw thrown;
      }
    },
    stringify(value, replacer, space) {
      // Given a space, the engine sees a circle at its first turn; else it goes round until there is no room left.
      try { return stringify(value, replacer, space ?? ''); } catch (thrown) { throw refusal(thrown, value, replacer); }
    },
  };
  replace(JSON, own);
  return { refusal };
})
