// A client that asks for the same file again was badly served.
import { NUMBERS, PACKAGE, POOL } from './farm.mjs';

export async function repeats({ wire, farm, report }) {
  const headers = { 'X-Forwarded-For': wire.freshClient(), 'User-Agent': 'wire-repeats/1' };
  const first = await wire.ask(PACKAGE, { headers });
  const innocent = [
    await wire.ask(PACKAGE, { headers, method: 'HEAD' }),
    await wire.ask(PACKAGE, { headers: { ...headers, Range: 'bytes=100-199' } }),
    await wire.ask(PACKAGE, { headers: { ...headers, Range: 'bytes=200-299' } }),
    await wire.ask(PACKAGE, { headers: { ...headers, 'User-Agent': 'wire-repeats/2' } }),
  ];
  report.check(
    'HEAD, ranges and another program are no repetition',
    innocent.every(r => r.location === first.location && r.one('x-mirror-reason') !== 'retry'),
    innocent.map(r => r.seen).join(' | '),
  );

  const second = await wire.ask(PACKAGE, { headers });
  report.check(
    'asked again: another mirror',
    farm.isMirror(second.location) && second.location !== first.location,
    second.seen,
  );
  report.check('asked again: the reason is retry', second.one('x-mirror-reason') === 'retry', second.seen);

  const others = [];
  for (const i of [1, 2, 3]) others.push(await wire.ask(`${POOL}debian-${NUMBERS[i]}_1.0-${i}_all.deb`, { headers }));
  report.check(
    'the first mirror is avoided for the other files as well',
    others.every(r => r.status === 302 && farm.who(r.location) !== farm.who(first.location)),
    others.map(r => r.seen).join(' | '),
  );

  const third = await wire.ask(PACKAGE, { headers });
  report.check('asked a third time: the origin', farm.who(third.location) === 'origin', third.seen);

  const stranger = await wire.ask(PACKAGE);
  report.check(
    'other clients notice nothing',
    farm.isMirror(stranger.location) && stranger.one('x-mirror-reason') !== 'retry',
    stranger.seen,
  );
}
