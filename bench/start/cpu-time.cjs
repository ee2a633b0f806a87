// Required before a program: leaves behind how much processor time its process took. CommonJS, the cheapest to load.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.REDRESS_BENCH_CPU_TIME, String(user + system));
});
