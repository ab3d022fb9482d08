/** Reads a gettext catalogue (.mo, GNU gettext manual, "The Format of GNU MO Files"): message id -> translation, contexts cut off. */
export function readMo(bytes: Buffer): Map<string, string> {
  const little = bytes.readUInt32LE(0) === 0x950412de;
  const at = (offset: number) => (little ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset));
  const [count, ids, texts] = [at(8), at(12), at(16)];
  const string = (table: number, index: number) => {
    const start = at(table + index * 8 + 4);
    return bytes.toString('utf8', start, start + at(table + index * 8));
  };
  const catalogue = new Map<string, string>();
  for (let index = 0; index < count; index++) {
    const id = string(ids, index).split('\u0004').at(-1) ?? '';
    if (id !== '') catalogue.set(id, string(texts, index).split('\0')[0] ?? '');
  }
  return catalogue;
}
