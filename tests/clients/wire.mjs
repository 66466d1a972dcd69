// What the redirector says on the wire, asked over raw sockets so that every byte arrives as written.
//   node wire.mjs BASE FARM_ADDRESS FARM_PORT [group,group…]      e.g. http://127.0.0.1:8080 http://127.0.0 40123
// Prints PASS and FAIL lines; the exit code is 1 if anything failed.
import { Farm } from './wire/farm.mjs';
import { Report } from './wire/report.mjs';
import { Wire } from './wire/http.mjs';
import { forwarding } from './wire/forwarding.mjs';
import { headers } from './wire/headers.mjs';
import { hostile } from './wire/hostile.mjs';
import { methods } from './wire/methods.mjs';
import { redirects } from './wire/redirects.mjs';
import { repeats } from './wire/repeats.mjs';
import { service } from './wire/service.mjs';
import { wishes } from './wire/wishes.mjs';

const [base, address, port, only] = process.argv.slice(2);
const groups = { redirects, methods, hostile, headers, forwarding, repeats, wishes, service };
const report = new Report();
const context = { wire: new Wire(base), farm: new Farm(address, port), report };

for (const [name, run] of Object.entries(groups)) {
  if (only && !only.split(',').includes(name)) continue;
  report.group = name;
  await run(context);
}
report.group = 'all';
report.check(
  'no repository path was answered 429 or 5xx',
  context.wire.broken.length === 0,
  context.wire.broken.join(' | '),
);
process.exit(report.failed ? 1 : 0);
