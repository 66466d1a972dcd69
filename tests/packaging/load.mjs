// Asks for packages as clients do, several at a time, each over a connection of its own, and counts what is no
// redirect.
//   load.mjs URL SECONDS [AT ONCE] [close|keep] [HOST]      prints "N asked, N failed, longest N ms"
// keep: over connections that are kept, as a proxy's clients do.
import http from 'node:http';

const [url, seconds, atOnce = '16', connection = 'close', host] = process.argv.slice(2);
const end = Date.now() + Number(seconds) * 1000;
const agent = new http.Agent({ keepAlive: connection === 'keep', maxSockets: Number(atOnce) });
let asked = 0;
let failed = 0;
let longest = 0;
const reasons = new Map();

function ask() {
  const number = asked++;
  const begun = Date.now();
  return new Promise((resolve) => {
    const done = (reason) => {
      if (reason) {
        failed++;
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
      longest = Math.max(longest, Date.now() - begun);
      resolve();
    };
    const request = http.get(`${url}/debian/pool/main/l/load/load_${number}.deb`, {
      agent,
      timeout: 15_000,
      headers: {
        ...(host && { Host: host }),
        'User-Agent': `load/${number}`,
        'X-Forwarded-For': `121.128.${(number >> 8) % 32}.${number % 254 + 1}`,
      },
    }, (answer) => {
      answer.resume();
      answer.on('end', () => done(answer.statusCode === 302 ? null : `status ${answer.statusCode}`));
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 15 s')));
    request.on('error', (error) => done(error.code ?? error.message));
  });
}

async function client() {
  while (Date.now() < end) {
    await ask();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, client));
agent.destroy();
for (const [reason, count] of reasons) console.log(`${count} × ${reason}`);
console.log(`${asked} asked, ${failed} failed, longest ${longest} ms`);
process.exit(failed === 0 ? 0 : 1);
