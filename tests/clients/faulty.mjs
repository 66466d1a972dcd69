// Mirrors that fail once they are told to, for the lists: three loopback addresses beside the farm, on the farm's port.
//   node faulty.mjs FOLDER PORT NET
// Until SIGUSR1 they are good: they pass on what the farm's m1 has. From then on .14 refuses connections, .15 answers
// every path with 404, and .16 has the files of FOLDER/origin with one byte of each wrong. Ends with SIGTERM.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [folder, port, net] = process.argv.slice(2);
let isBroken = false;

function good(request, response) {
  const headers = { ...request.headers, connection: 'close' };
  http
    .request({ host: `${net}.11`, port, method: request.method, path: request.url, headers }, answer => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    })
    .on('error', () => response.destroy())
    .end();
}

function missing(_request, response) {
  response.writeHead(404, { 'content-type': 'text/plain' });
  response.end('not here\n');
}

// The size and the date stay as they are: nothing but the content tells.
function corrupt(request, response) {
  const name = decodeURIComponent(request.url.split('?')[0]);
  const file = path.join(folder, 'origin', path.posix.normalize(name));
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size === 0) return missing(request, response);
  const content = fs.readFileSync(file);
  content[Math.floor(content.length / 2)] ^= 1;
  response.writeHead(200, { 'content-length': content.length, 'last-modified': stat.mtime.toUTCString() });
  response.end(request.method === 'HEAD' ? undefined : content);
}

const server = broken => http.createServer((...asked) => (isBroken ? broken : good)(...asked));
const dead = server(missing).listen(port, `${net}.14`);
server(missing).listen(port, `${net}.15`);
server(corrupt).listen(port, `${net}.16`);

process.on('SIGUSR1', () => {
  isBroken = true;
  dead.close();
  dead.closeAllConnections();
});
process.on('SIGTERM', () => process.exit(0));
