// Values as Node's `util.inspect` prints them: width 80, depth 2, up to three nested levels on one line.
(function (kit) {
  'use strict';
  const { apply, isArray, NativeError, NativeDate, ownKeys, part } = kit;
  const { joined } = part('layout');
  const { getOwnPropertyDescriptor, getPrototypeOf, is } = Object;
  const { toString: functionText } = Function.prototype;
  const custom = Symbol.for('nodejs.util.inspect.custom');
  const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

  const escapes = ['\\x00', '\\x01', '\\x02', '\\x03', '\\x04', '\\x05', '\\x06', '\\x07', '\\b', '\\t', '\\n', '\\x0B',
    '\\f', '\\r'];
  const quote = (text) => {
    const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') && !text.includes('${') ? '`' : "'";
    let result = mark;
    for (const character of text) {
      const code = character.codePointAt(0);
      if (character === mark || character === '\\') result += `\\${character}`;
      else if (code < 32 || code >= 127 && code < 160) {
        result += escapes[code] ?? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
      } else if (code >= 0xd800 && code <= 0xdfff) result += `\\u${code.toString(16).toUpperCase()}`;
      else result += character;
    }
    return result + mark;
  };

  const number = (value) => is(value, -0) ? '-0' : `${value}`;
  const primitive = (state, value) => {
    switch (typeof value) {
      case 'string': {
        const text = value.length > state.maxText ? value.slice(0, state.maxText) : value;
        const rest = value.length - text.length;
        const more = rest > 0 ? `... ${rest} more character${rest > 1 ? 's' : ''}` : '';
        if (text.length > 16 && text.length > state.breakLength - state.indentation - 4) {
          return text.split(/(?<=\n)/).map(quote).join(` +\n${' '.repeat(state.indentation + 2)}`) + more;
        }
        return quote(text) + more;
      }
      case 'number': return number(value);
      case 'bigint': return `${value}n`;
      case 'symbol': return apply(Symbol.prototype.toString, value, []);
      default: return `${value}`;
    }
  };

  const isInstance = (value, Class) => { try { return value instanceof Class; } catch { return false; } };
  const constructorOf = (value) => {
    for (let object = value; object !== null; object = getPrototypeOf(object)) {
      const descriptor = getOwnPropertyDescriptor(object, 'constructor');
      const Class = descriptor?.value;
      if (typeof Class === 'function' && Class.name !== '' && isInstance(value, Class)) return Class.name;
    }
    return null;
  };
  const prefixOf = (name, tag, fallback, size = '') =>
    name === null ? `[${fallback}${size}: null prototype] ` : `${name}${size} ${tag !== '' && tag !== name ? `[${tag}] ` : ''}`;

  const functionBase = (value, name, tag) => {
    const source = apply(functionText, value, []);
    if (source.startsWith('class') && source.endsWith('}')) {
      const parent = getPrototypeOf(value)?.name;
      return `[class ${value.name === '' ? '(anonymous)' : value.name}${parent ? ` extends ${parent}` : ''}]`;
    }
    const kind = name === 'Function' || name === null ? 'Function' : name;
    return `[${kind}${name === null ? ' (null prototype)' : ''}${value.name === '' ? ' (anonymous)' : `: ${value.name}`}]`;
  };

  // What JavaScriptCore calls frames; the host puts those of the program in V8's form.
  const stackOf = (error) => {
    const { stack } = part('caught').caught(error);
    const isWritten = typeof stack === 'string' && stack !== '' && !/@(stepwise:|\[native code\])/.test(stack);
    if (isWritten || kit.isTraced(error)) return `${stack || error}`;
    return `${error}${kit.host('frames', `${kit.classesOf(error.constructor)}\n${kit.clip(`${kit.framesOf(error) ?? ''}`)}\0${part('caught').spokenOf(error) ?? ''}`) ?? ''}`;
  };
  // Node names the class where the trace does not, and shows no member that the trace has.
  const withClass = (stack, error, name) => {
    const own = `${error.name ?? 'Error'}`, after = stack[own.length];
    const isRegular = own.endsWith('Error') && stack.startsWith(own) && (after === undefined || after === ':' || after === '\n');
    if (name === null || name === own || !isRegular) return stack;
    return `${name.includes(own) ? name : `${name} [${own}]`}${stack.slice(own.length)}`;
  };

  const more = (count, what = 'item') => count > 0 ? [`... ${count} more ${what}${count > 1 ? 's' : ''}`] : [];
  const collected = (state, iterator, size, show) => {
    const result = [];
    for (const item of iterator) {
      if (result.length >= state.maxItems) break;
      result.push(show(item));
    }
    return [...result, ...more(size - result.length)];
  };
  const entriesOf = (state, value, level) => {
    const list = value.slice(0, state.maxItems);
    const result = [];
    for (let index = 0; index < list.length; index += 1) {
      if (!kit.hasOwn(list, index)) {
        const start = index;
        while (index + 1 < list.length && !kit.hasOwn(list, index + 1)) index += 1;
        result.push(`<${index - start + 1} empty item${index > start ? 's' : ''}>`);
      } else result.push(property(state, value, level, index, true));
    }
    return [...result, ...more(value.length - list.length)];
  };
  const nested = (state, value, level) => {
    state.indentation += 2;
    const text = format(state, value, level);
    state.indentation -= 2;
    return text;
  };
  const property = (state, object, level, key, isItem) => {
    const descriptor = kit.list(getOwnPropertyDescriptor(object, key) ?? { value: object[key], enumerable: true });
    let text;
    if ('value' in descriptor) text = nested(state, descriptor.value, level);
    else if (state.getters && descriptor.get) text = `[${descriptor.set ? 'Getter/Setter' : 'Getter'}: ${nested(state, object[key], level)}]`;
    else text = descriptor.get ? descriptor.set ? '[Getter/Setter]' : '[Getter]' : descriptor.set ? '[Setter]' : 'undefined';
    if (isItem) return text;
    const name = typeof key === 'symbol' ? `[${apply(Symbol.prototype.toString, key, [])}]`
      : key === '__proto__' ? "['__proto__']" : descriptor.enumerable === false ? `[${key}]` : identifier.test(key) ? key : quote(key);
    return `${name}: ${text}`;
  };

  const raw = (state, value, level) => {
    const name = constructorOf(value);
    let tag = '';
    try { const given = value[Symbol.toStringTag]; if (typeof given === 'string' && given !== name) tag = given; } catch { /* none */ }
    const isEnumerable = (key) => getOwnPropertyDescriptor(value, key)?.enumerable;
    let names = ownKeys(value).filter(isEnumerable);
    if (state.sorted) names.sort(typeof state.sorted === 'function' ? state.sorted : undefined);
    const rest = kit.restOf?.(value);
    let base = '', open = '{', close = '}', isList = false, list = () => [];
    if (isArray(value)) {
      names = names.filter((key) => typeof key === 'symbol' || !/^(0|[1-9]\d*)$/.test(key));
      open = `${name === 'Array' ? '' : prefixOf(name, tag, 'Array', `(${value.length})`)}[`;
      close = ']';
      isList = true;
      if (value.length === 0 && names.length === 0) return `${open}]`;
      list = () => entriesOf(state, value, level + 1);
    } else if (rest) {
      open = `[${rest.name}] {`;
      if (rest.items.length === 0 && names.length === 0) return `${open}  }`;
      list = () => collected(state, rest.items, rest.items.length, (item) => nested(state, item, level + 1));
    } else if (value instanceof Set) {
      open = `${prefixOf(name, tag, 'Set', `(${value.size})`)}{`;
      if (value.size === 0 && names.length === 0) return `${open}}`;
      list = () => collected(state, Set.prototype.values.call(value), value.size, (item) => nested(state, item, level + 1));
    } else if (value instanceof Map) {
      open = `${prefixOf(name, tag, 'Map', `(${value.size})`)}{`;
      if (value.size === 0 && names.length === 0) return `${open}}`;
      list = () => collected(state, Map.prototype.entries.call(value), value.size,
        ([key, item]) => `${nested(state, key, level + 1)} => ${nested(state, item, level + 1)}`);
    } else if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      if (kit.isBuffer?.(value)) {
        const bytes = Array.from(value.slice(0, 50), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
        return `<Buffer ${[bytes, ...more(value.length - 50, 'byte')].join(' ')}>`;
      }
      names = names.filter((key) => typeof key === 'symbol' || !/^\d+$/.test(key));
      open = `${prefixOf(name, '', 'TypedArray', `(${value.length})`)}[`;
      close = ']';
      isList = true;
      if (value.length === 0 && names.length === 0) return `${open}]`;
      list = () => collected(state, value, value.length, (item) => primitive(state, item));
    } else if (typeof value === 'function') {
      base = functionBase(value, name, tag);
      if (names.length === 0) return base;
    } else if (value instanceof NativeError) {
      const stack = withClass(stackOf(value), value, name);
      names = names.filter((key) => !['name', 'message', 'stack'].includes(key) || typeof value[key] === 'string' && !stack.includes(value[key]));
      base = stack.replaceAll('\n', `\n${' '.repeat(state.indentation)}`);
      if (!base.includes('\n')) base = `[${base}]`;
      for (const hidden of ['cause', 'errors']) {
        if (kit.hasOwn(value, hidden) && !names.includes(hidden) && (hidden === 'cause' || isArray(value.errors))) names.push(hidden);
      }
      if (names.length === 0) return base;
    } else if (value instanceof RegExp) {
      base = RegExp.prototype.toString.call(value);
      if (names.length === 0) return base;
    } else if (value instanceof NativeDate) {
      base = Number.isNaN(NativeDate.prototype.getTime.call(value)) ? 'Invalid Date' : NativeDate.prototype.toISOString.call(value);
      if (names.length === 0) return base;
    } else if (value instanceof Promise) {
      open = `${prefixOf(name, tag, 'Promise')}{`;
      const known = part('caught').stateOf(value);
      list = () => [known === undefined ? '<pending>' : `${known.isRejected ? '<rejected> ' : ''}${nested(state, known.value, level + 1)}`];
    } else if (value instanceof WeakMap || value instanceof WeakSet) {
      open = `${prefixOf(name, tag, 'WeakMap')}{`;
      list = () => ['<items unknown>'];
    } else if (value instanceof DataView) {
      open = `${prefixOf(name, tag, 'DataView')}{`;
      list = () => ['byteLength', 'byteOffset', 'buffer'].map((key) => `${key}: ${nested(state, value[key], level + 1)}`);
    } else if (value instanceof ArrayBuffer) {
      open = 'ArrayBuffer {';
      const bytes = Array.from(new Uint8Array(value).slice(0, 50), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
      list = () => [`[Uint8Contents]: <${bytes}>`, `byteLength: ${value.byteLength}`];
    } else if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt
      || value instanceof Symbol) {
      const kind = value.valueOf();
      const type = value instanceof Number ? 'Number' : value instanceof String ? 'String' : value instanceof Boolean ? 'Boolean'
        : value instanceof BigInt ? 'BigInt' : 'Symbol';
      base = `[${type}: ${primitive({ indentation: 0 }, kind)}]`;
      names = names.filter((key) => type !== 'String' || typeof key === 'symbol' || !/^\d+$/.test(key));
      if (names.length === 0) return base;
    } else {
      const isArguments = Object.prototype.toString.call(value) === '[object Arguments]';
      if (isArguments) open = '[Arguments] {';
      else open = name === 'Object' && tag === '' ? '{' : `${prefixOf(name, tag, 'Object')}{`;
      if (names.length === 0) return `${open}}`;
    }
    if (level > state.limit) {
      return `[${isArray(value) ? 'Array' : (prefixOf(name, tag, 'Object').slice(0, -1) || 'Object')}]`;
    }
    state.seen.push(value);
    state.depth = level;
    const output = list();
    if (state.showHidden && isArray(value)) output.push(`[length]: ${value.length}`);
    for (const key of names) output.push(property(state, value, level + 1, key, false));
    state.seen.pop();
    const reference = state.circular.get(value);
    if (reference !== undefined) {
      const mark = `<ref *${reference}>`;
      base = base === '' ? mark : `${mark} ${base}`;
    }
    if (output.length === 0) return `${base === '' ? '' : `${base} `}${open}${close}`;
    return joined(state, output, base, open, close, isList, level, isList ? value : undefined);
  };

  const format = (state, value, level) => {
    if (typeof value !== 'object' && typeof value !== 'function' || value === null) return primitive(state, value);
    if (state.seen.includes(value)) {
      if (!state.circular.has(value)) state.circular.set(value, state.circular.size + 1);
      return `[Circular *${state.circular.get(value)}]`;
    }
    const own = value[custom];
    if (typeof own === 'function' && own !== inspect) {
      const result = own.call(value, state.limit - level, { depth: state.limit - level }, inspect);
      if (typeof result === 'string') return result.replaceAll('\n', `\n${' '.repeat(state.indentation)}`);
      if (result !== value) return format(state, result, level);
    }
    return raw(state, value, level);
  };
  const limitOf = (given, standard) => given === null || given === Infinity ? Number.MAX_SAFE_INTEGER : given ?? standard;
  const inspect = (value, options, depth) => {
    const given = kit.list(typeof options === 'object' && options !== null ? { ...options } : { depth });
    return format({
      limit: given.depth === null ? Infinity : given.depth ?? 2, depth: 0, indentation: 0, seen: [], circular: new Map(),
      maxItems: limitOf(given.maxArrayLength, 100), maxText: limitOf(given.maxStringLength, 10000),
      breakLength: given.breakLength ?? 80, compact: given.compact === false ? 0 : given.compact === true ? 3 : given.compact ?? 3,
      sorted: given.sorted, getters: given.getters, showHidden: given.showHidden,
    }, value, 0);
  };
  inspect.custom = custom;
  inspect.defaultOptions = { depth: 2, breakLength: 80, compact: 3 };
  return { inspect, quote, number };
})
