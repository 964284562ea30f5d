// `console` as Node prints it. Each line goes to the host with its level.
(function (kit) {
  'use strict';
  const { clip, host, isArray, keys, part, settings, stringify } = kit;
  let indent = '';
  const inspect = (value, options) => part('inspect').inspect(value, options);

  const number = (value, convert) => typeof value === 'symbol' ? 'NaN'
    : typeof value === 'bigint' && convert !== parseFloat ? `${value}n` : part('inspect').number(convert(value));
  const json = (value) => {
    try { return stringify(value, undefined, ''); } catch (thrown) {
      if (/cyclic|circular/.test(`${thrown?.message}`)) return '[Circular]';
      throw thrown;
    }
  };
  const builtIns = new Set(Object.getOwnPropertyNames(globalThis)
    .filter((name) => /^[A-Z]/.test(name) && (settings.globals[name] ?? 'time') === 'time'));
  // Whether `toString` or what makes a primitive of an object comes from a class of the language.
  const hasOwnWords = (value) => {
    const makers = ['toString', Symbol.toPrimitive].filter((key) => typeof value[key] === 'function');
    let object = value;
    while (object !== null && !makers.some((key) => Object.hasOwn(object, key))) object = Object.getPrototypeOf(object);
    return object !== null && (object === value || !builtIns.has(Object.getOwnPropertyDescriptor(object, 'constructor')?.value?.name));
  };
  const text = (value) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'number') return part('inspect').number(value);
    if (typeof value !== 'object' || value === null || hasOwnWords(value)) return String(value);
    return inspect(value, { depth: 0 });
  };
  const directive = (mark, value) => {
    switch (mark) {
      case '%s': return text(value);
      case '%d': return number(value, Number);
      case '%i': return number(value, parseInt);
      case '%f': return number(value, parseFloat);
      case '%j': return `${json(value)}`;
      case '%o': return inspect(value, { depth: 4, showHidden: true });
      case '%O': return inspect(value);
      default: return '';
    }
  };
  const format = (...list) => {
    let used = 0, result = '';
    if (typeof list[0] === 'string' && list.length > 1) {
      used = 1;
      result = list[0].replace(/%[sdifjoOc%]/g, (mark) => {
        if (mark === '%%') return '%';
        if (used >= list.length) return mark;
        const value = list[used];
        used += 1;
        return directive(mark, value);
      });
    }
    for (let index = used; index < list.length; index += 1) {
      const value = list[index];
      result += `${index > 0 ? ' ' : ''}${typeof value === 'string' ? value : inspect(value)}`;
    }
    return result;
  };

  const write = (level, line) => { host('console', `${level}:${clip(line)}`); };
  const print = (level, list) => {
    let line;
    try { line = format(...list); } catch { line = '[a value that cannot be printed]'; }
    write(level, indent === '' ? line : `${indent}${line.replaceAll('\n', `\n${indent}`)}`);
  };
  const counts = new Map(), times = new Map();
  const elapsed = (label) => {
    const milliseconds = kit.clock - times.get(label);
    return milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(3)}s` : `${milliseconds}ms`;
  };
  const missing = (label) => write('error', `Warning: No such label '${label}' for console.timeEnd()`);

  const table = (data, columns) => {
    if (typeof data !== 'object' || data === null) return print('log', [data]);
    const shown = (value) => inspect(value, {
      depth: typeof value === 'object' && value !== null && !isArray(value) && keys(value).length > 2 ? -1 : 0,
      maxArrayLength: 3, breakLength: Infinity,
    });
    const draw = (head, rows) => print('log', ['%s', part('layout').table(head, rows)]);
    if (data instanceof Map) {
      return draw(['(iteration index)', 'Key', 'Values'], Array.from(data, ([key, value], index) => [`${index}`, shown(key), shown(value)]));
    }
    if (data instanceof Set) return draw(['(iteration index)', 'Values'], Array.from(data, (value, index) => [`${index}`, shown(value)]));
    const isPlain = (row) => row === null || typeof row !== 'object' && typeof row !== 'function';
    const rows = keys(data).map((index) => [index, data[index]]);
    const names = columns ?? [...new Set(rows.flatMap(([, row]) => isPlain(row) ? [] : keys(row)))];
    const hasValues = columns === undefined && rows.some(([, row]) => isPlain(row));
    return draw(['(index)', ...names, ...hasValues ? ['Values'] : []], rows.map(([index, row]) => [
      index, ...names.map((name) => !isPlain(row) && Object.hasOwn(row, name) ? shown(row[name]) : ''),
      ...hasValues ? [isPlain(row) ? shown(row) : ''] : [],
    ]));
  };

  const console = {
    log: (...list) => print('log', list), warn: (...list) => print('warn', list),
    dir: (value, options) => print('log', ['%s', inspect(value, options)]),
    time: (label = 'default') => { times.set(`${label}`, kit.clock); },
    timeEnd: (label = 'default') => {
      if (!times.has(`${label}`)) return missing(label);
      write('log', `${label}: ${elapsed(`${label}`)}`);
      return void times.delete(`${label}`);
    },
    timeLog: (label = 'default', ...list) => {
      if (!times.has(`${label}`)) return missing(label);
      return print('log', [`${label}: ${elapsed(`${label}`)}`, ...list]);
    },
    trace: (...list) => {
      print('error', ['%s', `Trace${list.length > 0 ? `: ${format(...list)}` : ''}${host('frames', `\n${kit.site()}`)}`]);
    },
    assert: (condition, ...list) => {
      if (condition) return;
      if (typeof list[0] === 'string') list[0] = `Assertion failed: ${list[0]}`; else list.unshift('Assertion failed');
      print('warn', list);
    },
    clear() {},
    count: (label = 'default') => {
      counts.set(`${label}`, (counts.get(`${label}`) ?? 0) + 1);
      write('log', `${label}: ${counts.get(`${label}`)}`);
    },
    countReset: (label = 'default') => { counts.delete(`${label}`); },
    group: (...list) => { if (list.length > 0) print('log', list); indent += '  '; },
    groupEnd: () => { indent = indent.slice(2); },
    table, debug: (...list) => print('debug', list), info: (...list) => print('info', list),
    error: (...list) => print('error', list),
  };
  console.dirxml = console.log;
  console.groupCollapsed = console.group;
  return { console, format, write: (level, line) => write(level, line.endsWith('\n') ? line.slice(0, -1) : line) };
})
