// Indexes as apt, dnf and pacman read them: from the root to the packages with their digests.
import { gunzipSync } from 'node:zlib';

/**
 * Each repository: where its root is, and how to get from it to its packages.
 *   read(root, fetch) → [{ name, sha }], names inside of the site; fetch(name) gives bytes, or throws.
 */
export const repositories = [
  {
    root: 'debian/dists/stable/InRelease',
    async read(root, fetch) {
      const sums = root.toString().split('SHA256:\n')[1];
      const [, sha] = /^ ([0-9a-f]{64}) +\d+ main\/binary-amd64\/Packages\.gz$/m.exec(sums);
      const packed = await fetch(`debian/dists/stable/main/binary-amd64/by-hash/SHA256/${sha}`);
      return gunzipSync(packed).toString().trim().split(/\n\n+/).map(stanza => ({
        name: `debian/${/^Filename: (.+)$/m.exec(stanza)[1]}`, sha: /^SHA256: (.+)$/m.exec(stanza)[1],
      }));
    },
  },
  {
    root: 'rocky/9/BaseOS/x86_64/os/repodata/repomd.xml',
    async read(root, fetch) {
      const top = 'rocky/9/BaseOS/x86_64/os';
      const [, primary] = /<data type="primary">[^]*?<location href="([^"]+)"/.exec(root.toString());
      const xml = gunzipSync(await fetch(`${top}/${primary}`)).toString();
      return xml.split('<package ').slice(1).map(text => ({
        name: `${top}/${/<location href="([^"]+)"/.exec(text)[1]}`,
        sha: /<checksum type="sha256" pkgid="YES">([0-9a-f]+)</.exec(text)[1],
      }));
    },
  },
  {
    root: 'archlinux/core/os/x86_64/core.db',
    async read(root) {
      return [...entriesOf(gunzipSync(root))].filter(([name]) => name.endsWith('/desc')).map(([, text]) => ({
        name: `archlinux/core/os/x86_64/${/%FILENAME%\n(.+)/.exec(text)[1]}`, sha: /%SHA256SUM%\n(.+)/.exec(text)[1],
      }));
    },
  },
];

function* entriesOf(tar) {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const text = (from, to) => tar.toString('latin1', at + from, at + to).replace(/\0.*/, '');
    const size = parseInt(text(124, 136), 8) || 0;
    yield [text(0, 100), tar.toString('utf8', at + 512, at + 512 + size)];
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
