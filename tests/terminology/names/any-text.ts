import fc from 'fast-check';

/** Any text: Latin letters with marks most often, then every character, lone surrogates too. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc
      .oneof(fc.nat({ max: 0x24f }), fc.nat({ max: 0xffff }), fc.nat({ max: 0x10ffff }))
      .map((code) => String.fromCodePoint(code)),
    maxLength,
  });
