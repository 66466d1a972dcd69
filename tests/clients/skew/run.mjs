// Runs the origin, the mirrors and the clients against redirectors that run already or are about to start.
//   node run.mjs GENERATIONS NET PORT SECONDS STATE LABEL=BASE...
// GENERATIONS holds whole trees (generations.sh). The origin listens on NET.10, the mirrors on NET.11 to NET.17, all at
// PORT. The file STATE holds the number of the generation that the origin shows, from when mirrors serve, and "over" at
// the end.
import fs from 'node:fs';
import { Clients } from './client.mjs';
import { Mirror, Origin, sleep } from './network.mjs';

const [generations, net, port, seconds, state, ...redirectors] = process.argv.slice(2);
const env = (name, other) => Number(process.env[name] ?? other);
const habits = {
  quick: { order: 'twoStage', lag: 500, step: 20 },
  slow: { order: 'twoStage', lag: 5_000, step: 200 },
  'index-first': { order: 'indexFirst', lag: 2_000, step: 300 },
  'deletes-first': { order: 'deletesFirst', lag: 3_000, step: 100 },
  stops: { order: 'twoStage', lag: 1_000, step: 50, stopsAt: 0.4 },
  dies: { order: 'twoStage', lag: 1_000, step: 50, diesAt: 0.5 },
  keeps: { order: 'twoStage', lag: 1_000, step: 50, keeps: true },
};
const least = env('SKEW_SHARE', 80);
const patience = env('SKEW_PATIENCE', 60);
const perRedirector = env('SKEW_CLIENTS', 3);
const pause = env('SKEW_PAUSE', 400);

const origin = new Origin(generations, `${net}.10`, process.env.SKEW_LISTINGS === 'yes');
const mirrors = Object.entries(habits).map(([id, habit], i) => new Mirror(id, `${net}.${11 + i}`, origin, habit));
const sites = new Map([origin.site, ...mirrors.map(mirror => mirror.site)].map(site => [site.address, site]));
await Promise.all([...sites.values()].map(site => site.listen(port)));

const all = redirectors.map(pair => {
  const [label, base] = pair.split(/=(.*)/);
  return new Clients(label, base, origin, sites);
});
let [passed, failed] = [0, 0];
function check(sentence, isRight) {
  if (isRight) passed++; else failed++;
  console.log(`${isRight ? 'PASS' : 'FAIL'} skew, ${sentence}`);
}

const waiting = Date.now();
await Promise.all(all.map(async clients => check(
  `${clients.label}: packages go to mirrors within ${patience} s`, await clients.isServed(patience))));
console.log(`     | after ${((Date.now() - waiting) / 1000).toFixed(1)} s`);

fs.writeFileSync(state, `${origin.current}`);
const began = Date.now();
const ends = began + seconds * 1000;
const publish = async () => {
  const interval = (ends - began) / (origin.last + 1);
  while (origin.current < origin.last) {
    await sleep(interval);
    origin.publish();
    fs.writeFileSync(state, `${origin.current}`);
  }
};
await Promise.all([
  publish(),
  ...mirrors.map(mirror => mirror.follow(began, ends)),
  ...all.flatMap((clients, i) => Array.from(
    { length: perRedirector }, (_, n) => clients.loop(i * perRedirector + n, ends, pause))),
]);
fs.writeFileSync(state, 'over');

for (const { label, count, reasons, byMirror, problems, lastRefusal } of all) {
  const share = (100 * count.mirrors) / (count.mirrors + count.origin);
  check(`${label}: no wrong bytes`, count.wrong === 0);
  check(`${label}: no file is missing`, count.missing === 0);
  check(`${label}: no file is out of reach, and nobody is refused later than 15 s after a mirror died`,
    count.unreachable === 0 && lastRefusal < 15_000);
  check(`${label}: mirrors answer at least ${least} % of the packages (${share.toFixed(1)} %)`, share >= least);
  for (const problem of problems) console.log(`     | ${problem}`);
  console.log(`     | ${JSON.stringify(count)}; from the origin because of ${JSON.stringify(reasons)}`);
  console.log(`     | by whom: ${JSON.stringify(byMirror)}; last refusal ${lastRefusal} ms after the death`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
