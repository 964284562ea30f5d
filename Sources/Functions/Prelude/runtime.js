// The global `Runtime`: the Functions and the private assets among the lesson's own files.
(function (kit) {
  'use strict';
  const { get, keys, part, settings, unavailable } = kit;
  const own = (folder) => keys(settings.files).filter((name) => name.startsWith(`/${folder}/`));
  // What a service has beside them, no lesson shows.
  const ofService = (known, isKnown, what) => new Proxy(known, {
    __proto__: null,
    get(target, key, receiver) {
      if (typeof key !== 'symbol' && !(key in target) && key !== 'then' && key !== 'toJSON' && !isKnown(key)) unavailable(`${what} “${key}” of the service`);
      return get(target, key, receiver);
    },
  });
  const getFunctions = () => {
    const result = {};
    for (const file of [settings.file, ...own('functions')].filter((name, index, all) => name.endsWith('.js') && all.indexOf(name) === index)) {
      result[file.slice('/functions/'.length).replace(/(\.(protected|private))?\.js$/, '')] = { path: file };
    }
    return ofService(result, () => false, 'The Function');
  };
  const getAssets = () => {
    const result = {}, all = own('assets');
    for (const file of all) {
      if (!/\.private\.[^./]*$/.test(file)) continue;
      result[file.slice('/assets'.length).replace(/\.private(\.[^./]*)$/, '$1')] = { path: file, open: () => settings.files[file] };
    }
    // One that is public is there, and not among these.
    return ofService(result, (key) => all.includes(`/assets${key}`), 'The asset');
  };
  return { Runtime: { getSync: (options) => part('client').getSync(options), getAssets, getFunctions }, Functions: getFunctions() };
})
