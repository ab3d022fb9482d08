/** The typed arrays that columns are made of. */
export type Column =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** The array itself where it has room for `needed` entries, else a copy a quarter longer than needed, zeros at its end. */
export function withRoom<T extends Column>(array: T, needed: number): T {
  if (array.length >= needed) return array;
  const wider = new (array.constructor as new (length: number) => T)(Math.max(16, Math.ceil(needed * 1.25)));
  (wider as Uint8Array).set(array as Uint8Array);
  return wider;
}
