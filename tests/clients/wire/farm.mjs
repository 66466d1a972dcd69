// Names of the farm: where origin and mirrors are, and which paths exist there.
export const PACKAGE = '/debian/pool/main/h/hello/debian-one_1.0-0_all.deb';
export const POOL = '/debian/pool/main/h/hello/';
export const NUMBERS = ['one', 'two', 'three', 'four'];
export const RPM = '/rocky/9/BaseOS/x86_64/os/';
export const ARCH = '/archlinux/core/os/x86_64/';

export class Farm {
  constructor(address, port) {
    this.origin = `${address}.10:${port}`;
    this.mirrors = { m1: `${address}.11:${port}`, m2: `${address}.12:${port}`, m3: `${address}.13:${port}` };
  }

  // 'origin', 'm1' … or null; the whole authority has to fit, so that "http://mirror@evil" is nobody.
  who(location) {
    const start = /^(https?:\/\/[^/?#]*)/.exec(location)?.[1];
    if (start === this.origin) return 'origin';
    return Object.keys(this.mirrors).find(id => this.mirrors[id] === start) ?? null;
  }

  url(id) {
    return id === 'origin' ? this.origin : this.mirrors[id];
  }

  isMirror(location) {
    return (this.who(location) ?? 'origin') !== 'origin';
  }
}
