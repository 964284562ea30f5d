// How Node lays out what it prints: the columns of long arrays, one line or several, the width of text.
(function () {
  'use strict';
  const { floor, max, min, round, sqrt } = Math;

  const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
  const unseen = /[\0-\x1f\x7f-\x9f\u200b-\u200f\ufe00-\ufe0f]|\p{M}/u;
  // The columns that a terminal needs.
  const width = (text) => {
    if (!/[^\x20-\x7e]/.test(text)) return text.length;
    let result = 0;
    for (const character of text) result += unseen.test(character) ? 0 : wide.test(character) ? 2 : 1;
    return result;
  };
  const pad = (text, columns, isNumber) => {
    const space = ' '.repeat(max(columns - width(text), 0));
    return isNumber ? space + text : text + space;
  };

  const group = (state, output, value) => {
    const hasMore = output.length > state.maxItems;
    const count = hasMore ? output.length - 1 : output.length;
    const lengths = output.slice(0, count).map(width);
    const total = lengths.reduce((sum, length) => sum + length + 2, 0), longest = max(...lengths);
    const cell = longest + 2;
    if (cell * 3 + state.indentation >= state.breakLength || total / cell <= 5 && longest > 6) return output;
    const biased = max(cell - 3 - sqrt(cell - total / output.length), 1);
    const columns = min(round(sqrt(2.5 * biased * count) / biased), floor((state.breakLength - state.indentation) / cell),
      state.compact * 4, 15);
    if (columns <= 1) return output;
    const widths = [];
    for (let column = 0; column < columns; column += 1) {
      let widest = 0;
      for (let index = column; index < count; index += columns) widest = max(widest, lengths[index]);
      widths.push(widest + 2);
    }
    const isNumeric = (index) => typeof value[index] === 'number' || typeof value[index] === 'bigint';
    const areNumbers = value !== undefined && output.every((_, index) => isNumeric(index));
    const rows = [];
    for (let start = 0; start < count; start += columns) {
      const end = min(start + columns, count);
      let row = '';
      for (let index = start; index < end - 1; index += 1) row += pad(`${output[index]}, `, widths[index - start], areNumbers);
      row += areNumbers ? pad(output[end - 1], widths[end - 1 - start] - 2, true) : output[end - 1];
      rows.push(row);
    }
    if (hasMore) rows.push(output[count]);
    return rows;
  };

  const joined = (state, output, base, open, close, isList, level, value) => {
    const head = base === '' ? '' : `${base} `;
    if (state.compact === 0) {
      const indent = `\n${' '.repeat(state.indentation)}`;
      return `${head}${open}${indent}  ${output.join(`,${indent}  `)}${indent}${close}`;
    }
    const entries = output.length;
    const rows = isList && entries > 6 ? group(state, output, value) : output;
    if (state.depth - level < state.compact && entries === rows.length) {
      const start = rows.length + state.indentation + open.length + base.length + 10;
      const total = rows.reduce((sum, text) => sum + text.length, rows.length + start);
      if (total <= state.breakLength && !base.includes('\n')) {
        const line = rows.join(', ');
        if (!line.includes('\n')) return `${head}${open} ${line} ${close}`;
      }
    }
    const indent = `\n${' '.repeat(state.indentation)}`;
    return `${head}${open}${indent}  ${rows.join(`,${indent}  `)}${indent}${close}`;
  };

  const table = (head, rows) => {
    const widths = head.map((name, column) => max(width(name), ...rows.map((row) => width(row[column]))));
    const line = (row) => `│ ${row.map((cell, column) => pad(cell, widths[column], false)).join(' │ ')} │`;
    const rule = (left, middle, right) => `${left}${widths.map((columns) => '─'.repeat(columns + 2)).join(middle)}${right}`;
    return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...rows.map(line), rule('└', '┴', '┘')].join('\n');
  };
  return { joined, table };
})
