// The global `Runtime`: the Functions and the private assets among the lesson's own files.
(function (kit) {
  'use strict';
  const { keys, part, settings } = kit;
  const own = (folder) => keys(settings.files).filter((name) => name.startsWith(`/${folder}/`));
  const getFunctions = () => {
    const result = {};
    for (const file of [settings.file, ...own('functions')].filter((name, index, all) => name.endsWith('.js') && all.indexOf(name) === index)) {
      result[file.slice('/functions/'.length).replace(/(\.(protected|private))?\.js$/, '')] = { path: file };
    }
    return result;
  };
  const getAssets = () => {
    const result = {};
    for (const file of own('assets')) {
      if (!/\.private\.[^./]*$/.test(file)) continue;
      result[file.slice('/assets'.length).replace(/\.private(\.[^./]*)$/, '$1')] = { path: file, open: () => settings.files[file] };
    }
    return result;
  };
  return { Runtime: { getSync: (options) => part('client').getSync(options), getAssets, getFunctions }, Functions: getFunctions() };
})
