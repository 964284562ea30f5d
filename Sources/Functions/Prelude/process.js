// `process`, with the environment that the lesson was given and nothing of the machine.
(function (kit) {
  'use strict';
  const { part, sampled, settings } = kit;
  // What is heard of the program's own errors; nothing else happens to it.
  const heard = new Map();
  const listen = (event, action) => { heard.set(event, [...heard.get(event) ?? [], action]); return process; };
  const ignore = (event, action) => { heard.set(event, (heard.get(event) ?? []).filter((one) => one !== action)); return process; };
  kit.emit = (event, ...list) => {
    const actions = heard.get(event) ?? [];
    // What fails in there is not heard again.
    heard.delete(event);
    for (const action of actions) {
      try { kit.apply(action, process, list); } catch (thrown) { kit.fail(thrown); }
    }
    heard.set(event, actions);
    return actions.length > 0;
  };
  const exit = (code) => {
    const error = new kit.NativeError(`process.exit(${code === undefined ? '' : kit.clip(`${code}`)}) was called before the handler called back`);
    kit.send('exit', { __proto__: null, name: 'Error', message: error.message, stack: `${error.stack}` });
    kit.settled = true;
    throw error;
  };
  const process = {
    env: sampled('environment', { ...settings.environment }), argv: ['/usr/local/bin/node', settings.file], argv0: 'node',
    execArgv: [], pid: 1, ppid: 0, title: 'node', arch: 'x64', platform: 'linux', version: 'v20.20.2',
    versions: { node: '20.20.2' }, release: { name: 'node' }, exitCode: undefined, exit,
    nextTick: (action, ...list) => part('timers').nextTick(action, ...list),
    cwd: () => '/functions', uptime: () => (kit.clock - settings.time) / 1000,
    hrtime: Object.assign((earlier) => {
      const elapsed = kit.clock - settings.time, from = earlier ? earlier[0] * 1000 + earlier[1] / 1e6 : 0;
      return [Math.floor((elapsed - from) / 1000), ((elapsed - from) % 1000) * 1e6];
    }, { bigint: () => BigInt(kit.clock - settings.time) * 1000000n }),
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    emitWarning: (warning) => part('console').write('error', `(node:1) ${warning?.name ?? 'Warning'}: ${warning?.message ?? warning}`),
    on: listen, once: listen, addListener: listen, off: ignore, removeListener: ignore, emit: (event, ...list) => kit.emit(event, ...list),
    getuid: () => 1000, geteuid: () => 1000, getgid: () => 1000, getegid: () => 1000, umask: () => 18,
    cpuUsage: () => ({ user: 0, system: 0 }),
    stdout: { isTTY: false, write: (text) => { part('console').write('log', `${text}`); return true; } },
    stderr: { isTTY: false, write: (text) => { part('console').write('error', `${text}`); return true; } },
  };
  // A program may ask whether it has them.
  for (const name of ['abort', 'chdir', 'kill', 'setgid', 'setuid', 'getBuiltinModule', 'loadEnvFile', 'resourceUsage']) {
    process[name] = () => kit.unavailable(`process.${name}`);
  }
  for (const name of ['binding', 'dlopen']) {
    kit.defineProperty(process, name, { configurable: true, get: () => kit.unavailable(`process.${name}`) });
  }
  for (const name of ['stdin', 'report']) {
    process[name] = new Proxy({}, {
      __proto__: null, get: (target, key) => key === 'isTTY' || typeof key === 'symbol' ? undefined : kit.unavailable(`process.${name}`),
    });
  }
  return { process };
})
