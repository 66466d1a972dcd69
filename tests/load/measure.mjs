// Runs the rounds of compare.sh and prints the table. Every round asks both servers, in turns first.
//   node measure.mjs full|quick FOLDER PRODUCT_PID PRODUCT_PORT NGINX_PID NGINX_PORT
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { memoryOf, timeBetween, timesOf } from './processes.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const [mode, folder, productPid, productPort, nginxPid, nginxPort] = process.argv.slice(2);
const isQuick = mode === 'quick';
const servers = [
  { name: 'product', pid: productPid, port: productPort },
  { name: 'nginx', pid: nginxPid, port: nginxPort },
];
const ROUNDS = 7;
let begin = 0;

/** One round of one server; the figures of the load are microseconds. */
function run(server, seconds, rate) {
  const command = rate
    ? ['node', path.join(here, 'open-loop.mjs'), server.port, rate, seconds, folder, begin]
    : ['wrk', '-t1', '-c64', `-d${seconds}s`, '-s', path.join(here, 'closed-loop.lua'),
      `http://127.0.0.1:${server.port}`, '--', folder, begin];
  begin += 1_000_000;
  const before = timesOf(server.pid);
  const stdio = ['ignore', 'pipe', 'inherit'];
  const output = execFileSync(command[0], command.slice(1).map(String), { encoding: 'utf8', stdio });
  const after = timesOf(server.pid);
  const [requests, took, p50, p99, p999, errors, refused] = /RESULT (.*)/.exec(output)[1].split(' ').map(Number);
  if (errors + refused > 0)
    console.log(`# ${server.name}: ${errors} errors, ${refused} answers that are no redirect`);
  const time = timeBetween(before, after);
  const [cpu, waited] = [time.ran / 1000, time.waited / 1000];
  const starved = waited / (cpu + waited);
  return { requests, rate: (requests / took) * 1e6, cpu: cpu / requests, p50, p99, p999, starved };
}

const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2 : NaN;
};

/** Pairs of rounds; a pair in which a server had to wait for its core is left out where enough others are there. */
function pairs(seconds, rate) {
  const all = [];
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 ? [...servers].reverse() : servers;
    const pair = {};
    for (const server of order) pair[server.name] = run(server, seconds, rate);
    all.push(pair);
  }
  const undisturbed = all.filter(pair => servers.every(server => pair[server.name].starved < 0.2));
  return { used: undisturbed.length >= 3 ? undisturbed : all, undisturbed: undisturbed.length };
}

const figures = {
  rate: ['requests/s', value => value.toFixed(0)],
  cpu: ['CPU us/request', value => value.toFixed(2)],
  p50: ['p50 ms', value => (value / 1000).toFixed(2)],
  p99: ['p99 ms', value => (value / 1000).toFixed(2)],
  p999: ['p99.9 ms', value => (value / 1000).toFixed(2)],
};

function report(title, { used, undisturbed }, keys) {
  console.log(`\n${title} (${used.length} pairs, ${undisturbed} of ${ROUNDS} with the core to themselves)`);
  console.log(['', ...keys.map(key => figures[key][0])].map(cell => cell.padStart(16)).join(''));
  for (const { name } of servers) {
    const cells = keys.map(key => figures[key][1](median(used.map(pair => pair[name][key]))));
    console.log([name, ...cells].map(cell => cell.padStart(16)).join(''));
  }
  const ratios = keys.map(key => median(used.map(pair => pair.product[key] / pair.nginx[key])).toFixed(3));
  console.log(['product / nginx', ...ratios].map(cell => cell.padStart(16)).join(''));
}

const second = isQuick ? 1 : 3;
for (const server of servers) {
  // Compiled code and warm caches take requests, not seconds.
  let requests = 0;
  for (let round = 0; round < 10 && requests < 200_000; round++) requests += run(server, 2).requests;
}
report('As fast as it is answered, 64 connections', pairs(second), ['rate', 'cpu', 'p50', 'p99', 'p999']);
report('1,000 requests a second', pairs(second, 1_000), ['cpu', 'p50', 'p99', 'p999']);
report('15,000 requests a second', pairs(second, 15_000), ['cpu', 'p50', 'p99', 'p999']);
console.log('\nMemory afterwards, MB');
console.log(['', 'resident', 'of it anonymous'].map(cell => cell.padStart(16)).join(''));
for (const server of servers) {
  const { resident, anonymous } = memoryOf(server.pid);
  console.log([server.name, resident.toFixed(0), anonymous.toFixed(0)].map(cell => cell.padStart(16)).join(''));
}
