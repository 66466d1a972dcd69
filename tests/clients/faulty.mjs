// Mirrors that fail, for the lists: plain servers on two loopback addresses beside the farm, on the farm's port.
//   node faulty.mjs FOLDER PORT NET
// .15 answers every path with 404; .16 has the files of FOLDER/origin with one byte of each wrong. .14 stays free:
// there nothing answers. Ends with SIGTERM.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [folder, port, net] = process.argv.slice(2);

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

http.createServer(missing).listen(port, `${net}.15`);
http.createServer(corrupt).listen(port, `${net}.16`);
process.on('SIGTERM', () => process.exit(0));
