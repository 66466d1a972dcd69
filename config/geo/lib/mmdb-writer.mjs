// Writes a MaxMind DB, version 2.0 of the public format specification. Strings are UTF-8, whole numbers are
// uint32 unless marked, fractions are doubles; whatever was written once is pointed at afterwards.

const MARKER = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');
const TYPE = { pointer: 1, string: 2, double: 3, uint16: 5, uint32: 6, map: 7, uint64: 9, array: 11 };

export const uint16 = (value) => ({ type: TYPE.uint16, value });
export const uint64 = (value) => ({ type: TYPE.uint64, value });
export const double = (value) => ({ type: TYPE.double, value });

class DataSection {
  #bytes = [];
  #offsets = new Map();

  /** The offset of a value, written now or before. */
  offsetOf(value) {
    const key = JSON.stringify(value);
    if (!this.#offsets.has(key)) {
      this.#offsets.set(key, this.#bytes.length);
      this.#write(value);
    }
    return this.#offsets.get(key);
  }

  toBuffer() {
    return Buffer.from(this.#bytes);
  }

  #field(value) {
    const key = JSON.stringify(value);
    const shareable = typeof value === 'string' ? value.length > 2 : typeof value === 'object' && !('type' in value);
    if (shareable && this.#offsets.has(key)) return this.#writePointer(this.#offsets.get(key));
    if (shareable) this.#offsets.set(key, this.#bytes.length);
    return this.#write(value);
  }

  #write(value) {
    if (typeof value === 'string') {
      const text = Buffer.from(value, 'utf8');
      this.#control(TYPE.string, text.length);
      this.#bytes.push(...text);
    } else if (typeof value === 'number') {
      this.#writeUnsigned(TYPE.uint32, value);
    } else if (Array.isArray(value)) {
      this.#control(TYPE.array, value.length);
      value.forEach((item) => this.#field(item));
    } else if (value.type === TYPE.double) {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(value.value);
      this.#control(TYPE.double, 8);
      this.#bytes.push(...bytes);
    } else if ('type' in value) {
      this.#writeUnsigned(value.type, value.value);
    } else {
      const entries = Object.entries(value);
      this.#control(TYPE.map, entries.length);
      entries.forEach(([name, item]) => {
        this.#field(name);
        this.#field(item);
      });
    }
  }

  #writeUnsigned(type, value) {
    const bytes = [];
    for (let rest = BigInt(value); rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 0xffn));
    this.#control(type, bytes.length);
    this.#bytes.push(...bytes);
  }

  #control(type, size) {
    const first = type <= 7 ? type << 5 : 0;
    const more = size < 29 ? [] : size < 285 ? [size - 29] : [(size - 285) >> 8, (size - 285) & 0xff];
    if (size >= 65821) throw new RangeError(`a field of ${size} is not expected here`);
    this.#bytes.push(first | (size < 29 ? size : size < 285 ? 29 : 30));
    if (type > 7) this.#bytes.push(type - 7);
    this.#bytes.push(...more);
  }

  #writePointer(target) {
    const control = TYPE.pointer << 5;
    if (target < 2048) this.#bytes.push(control | (target >> 8), target & 0xff);
    else if (target < 526336) this.#pushPointer(control | 8, target - 2048, 2);
    else this.#pushPointer(control | 16, target - 526336, 3);
  }

  #pushPointer(control, rest, count) {
    this.#bytes.push(control | (rest >>> (8 * count)));
    for (let i = count - 1; i >= 0; i--) this.#bytes.push((rest >>> (8 * i)) & 0xff);
  }
}

/** The whole file: nodes as PrefixTree.finish() gives them, the values they name, and the metadata to add. */
export function writeDatabase(nodes, values, metadata) {
  const data = new DataSection();
  const offsets = new Map();
  const record = (child) => {
    if (child === null) return nodes.length;
    if (typeof child === 'number') return child;
    if (!offsets.has(child.value)) offsets.set(child.value, data.offsetOf(values[child.value]));
    return nodes.length + 16 + offsets.get(child.value);
  };
  const records = nodes.map((pair) => pair.map(record));
  const content = data.toBuffer();
  const size = nodes.length + 16 + content.length < 2 ** 24 ? 24 : 28;
  const tree = Buffer.alloc((nodes.length * size) / 4);
  records.forEach(([left, right], index) => {
    const at = (index * size) / 4;
    tree.writeUIntBE(left & 0xffffff, at, 3);
    tree.writeUIntBE(right & 0xffffff, at + (size === 24 ? 3 : 4), 3);
    if (size === 28) tree[at + 3] = ((left >>> 24) << 4) | (right >>> 24);
  });
  const description = new DataSection();
  description.offsetOf({
    binary_format_major_version: uint16(2),
    binary_format_minor_version: uint16(0),
    ip_version: uint16(6),
    node_count: nodes.length,
    record_size: uint16(size),
    ...metadata,
  });
  return Buffer.concat([tree, Buffer.alloc(16), content, MARKER, description.toBuffer()]);
}
