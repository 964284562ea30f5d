// `require('path')`, as on Linux.
(function (kit) {
  'use strict';
  const { NativeTypeError, part } = kit;

  const normalize = (text) => {
    const result = [], isAbsolute = text.startsWith('/');
    for (const piece of text.split('/')) {
      if (piece === '' || piece === '.') continue;
      if (piece === '..' && (isAbsolute || result.length > 0 && result.at(-1) !== '..')) result.pop(); else result.push(piece);
    }
    return `${isAbsolute ? '/' : ''}${result.join('/')}${text.endsWith('/') && result.length > 0 ? '/' : ''}` || (isAbsolute ? '/' : text.endsWith('/') ? './' : '.');
  };
  const basename = (text, suffix = '') => {
    const name = text.replace(/\/+$/, '').split('/').at(-1);
    return suffix !== '' && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name;
  };
  const extname = (text) => {
    const name = basename(text);
    return name === '..' ? '' : /^.+(\.[^.]*)$/.exec(name)?.[1] ?? '';
  };
  const dirname = (text) => {
    const match = /^(.*)\/[^/]+\/*$/.exec(text);
    return match ? match[1] || '/' : text.startsWith('/') ? '/' : '.';
  };
  const join = (...list) => normalize(list.filter((text) => text !== '').join('/') || '.');
  const resolve = (...list) => {
    let result = '';
    for (const text of ['/functions', ...list]) result = text.startsWith('/') ? text : text === '' ? result : `${result}/${text}`;
    const clean = normalize(result);
    return clean.length > 1 ? clean.replace(/\/$/, '') : clean;
  };
  const relative = (from, to) => {
    const [a, b] = [resolve(from).split('/').filter(Boolean), resolve(to).split('/').filter(Boolean)];
    let same = 0;
    while (same < a.length && a[same] === b[same]) same += 1;
    return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
  };
  const parse = (text) => {
    const base = basename(text), ext = extname(text), root = text.startsWith('/') ? '/' : '';
    return { root, dir: text.replace(/\/+$/, '').includes('/') ? dirname(text) : root, base, ext, name: base.slice(0, base.length - ext.length) };
  };
  const format = ({ root = '', dir = root, name = '', ext = '', base = `${name}${ext && !ext.startsWith('.') ? '.' : ''}${ext}` }) =>
    dir === '' || dir === root ? `${dir}${base}` : `${dir}/${base}`;
  const checked = (action, count) => (...given) => {
    const list = given.length === 0 && count ? [undefined] : given;
    for (const text of list.slice(0, count)) {
      if (typeof text !== 'string') {
        throw Object.assign(new NativeTypeError(`The "path" argument must be of type string.${part('buffer').described(text)}`), { code: 'ERR_INVALID_ARG_TYPE' });
      }
    }
    return action(...list);
  };
  const path = {
    normalize: checked(normalize, 1), basename: (text, suffix) => checked(basename, 1)(text, suffix), extname: checked(extname, 1),
    dirname: checked(dirname, 1), join: checked(join), resolve: checked(resolve), relative: checked(relative, 2),
    parse: checked(parse, 1), format, sep: '/', delimiter: ':', isAbsolute: checked((text) => text.startsWith('/'), 1),
  };
  path.posix = path;
  return { path };
})
