// What a program hears of its own errors.
process.on('unhandledRejection', (reason, promise) => console.log('rejected', reason.message, promise instanceof Promise));
process.on('uncaughtException', (error, origin) => console.log('thrown', error.message, origin));
const unwanted = () => console.log('never');
process.on('uncaughtException', unwanted);
process.off('uncaughtException', unwanted);
Promise.reject(new Error('early'));
setTimeout(() => { throw new Error('late'); }, 1);
setTimeout(() => console.log('goes on'), 5);
setTimeout(() => {
  process.on('uncaughtException', () => process.exit(0));
  throw new Error('last');
}, 9);
setTimeout(() => console.log('not reached'), 20);
