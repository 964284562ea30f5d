// `console` as Node prints it. Each line goes to the host with its level.
(function (kit) {
  'use strict';
  const { clip, host, isArray, keys, NativeError, part, stringify } = kit;
  let indent = '';
  const inspect = (value, options) => part('inspect').inspect(value, options);

  const number = (value, convert) => typeof value === 'symbol' ? 'NaN' : typeof value === 'bigint' ? `${value}n`
    : typeof value === 'object' && value !== null ? 'NaN' : part('inspect').number(convert(value));
  const json = (value) => {
    try { return stringify(value); } catch (thrown) {
      if (`${thrown?.message}`.includes('cyclic')) return '[Circular]';
      throw thrown;
    }
  };
  const text = (value) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'number') return part('inspect').number(value);
    if (typeof value !== 'object' || value === null) return String(value);
    const own = value instanceof NativeError || value instanceof kit.NativeDate || Object.hasOwn(value, 'toString')
      || typeof value.toString === 'function' && value.toString !== Object.prototype.toString && !isArray(value)
        && value.constructor !== Map && value.constructor !== Set;
    return own ? String(value) : inspect(value, { depth: 0 });
  };
  const directive = (mark, value) => {
    switch (mark) {
      case '%s': return text(value);
      case '%d': return number(value, Number);
      case '%i': return number(value, parseInt);
      case '%f': return typeof value === 'symbol' ? 'NaN' : part('inspect').number(parseFloat(value));
      case '%j': return json(value);
      case '%o': return inspect(value, { depth: 4 });
      case '%O': return inspect(value, { depth: 4 });
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
    const rows = isArray(data) ? data.map((row, index) => [index, row]) : Object.entries(data);
    const names = [];
    let hasValues = false;
    for (const [, row] of rows) {
      if (typeof row === 'object' && row !== null) {
        for (const name of keys(row)) if (!names.includes(name)) names.push(name);
      } else hasValues = true;
    }
    const shown = columns ?? names;
    const head = ['(index)', ...shown, ...hasValues ? ['Values'] : []];
    const cell = (object, name) => Object.hasOwn(object, name) ? inspect(object[name], { depth: 0 }) : '';
    const body = rows.map(([index, row]) => typeof row === 'object' && row !== null
      ? [`${index}`, ...shown.map((name) => cell(row, name)), ...hasValues ? [''] : []]
      : [`${index}`, ...shown.map(() => ''), inspect(row)]);
    const widths = head.map((_, column) => Math.max(...[head, ...body].map((row) => row[column].length)) + 2);
    const line = (row) => `│${row.map((value, column) => {
      const space = widths[column] - value.length;
      return `${' '.repeat(Math.floor(space / 2))}${value}${' '.repeat(Math.ceil(space / 2))}`;
    }).join('│')}│`;
    const rule = (left, middle, right) => `${left}${widths.map((width) => '─'.repeat(width)).join(middle)}${right}`;
    return print('log', ['%s', [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n')]);
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
      const frames = kit.site().split('\n').filter((line) => line.includes('@stepwise:program:'));
      print('error', ['%s', `Trace${list.length > 0 ? `: ${format(...list)}` : ''}${frames.map((line) => `\n    at ${line}`).join('')}`]);
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
