// An origin and three mirrors: plain file servers on four loopback addresses and one free port.
//   node farm.mjs FOLDER LOG READY_FILE NET
// FOLDER holds origin/, m1/, m2/, m3/. READY_FILE gets the port when all four listen. One log line per request:
// who, method, status, path, User-Agent, separated by TABs.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [folder, log, readyFile, net] = process.argv.slice(2);
const places = { origin: `${net}.10`, m1: `${net}.11`, m2: `${net}.12`, m3: `${net}.13` };

function find(who, target) {
  let name;
  try {
    name = decodeURIComponent(target.split('?')[0]);
  } catch {
    return null;
  }
  const file = path.join(folder, who, path.posix.normalize(name));
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? { file, size: stat.size, modified: new Date(Math.floor(stat.mtimeMs / 1000) * 1000) } : null;
}

// The bytes a Range asks for; null: the whole file; 'none': a range that the file does not have.
function rangeOf(request, found) {
  const wanted = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  const condition = request.headers['if-range'];
  if (!wanted || (condition && condition !== found.modified.toUTCString())) return null;
  const [first, last] = [wanted[1], wanted[2]];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, found.size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? found.size - 1 : Math.min(Number(last), found.size - 1);
  return start < found.size && start <= end ? { start, end } : 'none';
}

function answer(request, found) {
  if (!['GET', 'HEAD'].includes(request.method)) return { status: 405, headers: { allow: 'GET, HEAD' } };
  if (!found) return { status: 404, headers: {} };
  const headers = { 'last-modified': found.modified.toUTCString(), 'accept-ranges': 'bytes' };
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  if (since >= found.modified.getTime()) return { status: 304, headers };
  const range = rangeOf(request, found);
  if (range === 'none') return { status: 416, headers: { ...headers, 'content-range': `bytes */${found.size}` } };
  if (!range) return { status: 200, headers: { ...headers, 'content-length': found.size }, send: {} };
  headers['content-range'] = `bytes ${range.start}-${range.end}/${found.size}`;
  return { status: 206, headers: { ...headers, 'content-length': range.end - range.start + 1 }, send: range };
}

function serve(who, request, response) {
  const found = find(who, request.url);
  const { status, headers, send } = answer(request, found);
  // Written before the answer leaves, so that a client that has finished finds all of its requests in the log.
  fs.appendFileSync(
    log,
    [who, request.method, status, request.url, request.headers['user-agent'] ?? ''].join('\t') + '\n',
  );
  response.writeHead(status, { 'content-type': 'application/octet-stream', ...headers });
  if (!send || request.method === 'HEAD' || found.size === 0) response.end();
  else
    fs.createReadStream(found.file, send)
      .on('error', () => response.destroy())
      .pipe(response);
}

const listen = (who, port) =>
  new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => serve(who, request, response));
    server.keepAliveTimeout = 30_000;
    server.once('error', reject);
    server.listen(port, places[who], () => resolve(server));
  });

async function listenTogether() {
  // one free port that all four addresses share
  for (let attempt = 0; attempt < 20; attempt++) {
    const servers = [await listen('origin', 0)];
    const port = servers[0].address().port;
    try {
      for (const who of ['m1', 'm2', 'm3']) servers.push(await listen(who, port));
      return port;
    } catch {
      servers.forEach(server => server.close());
    }
  }
  throw new Error('no port is free on all four addresses');
}

const port = await listenTogether();
fs.writeFileSync(readyFile + '.new', `${port}\n`);
fs.renameSync(readyFile + '.new', readyFile);
process.on('SIGTERM', () => process.exit(0));
