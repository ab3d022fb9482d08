/**
 * What may not stand in an XML 1.0 document (production [2] Char): most control characters, U+FFFE, U+FFFF and lone surrogates.
 */
const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Replaces each character that XML 1.0 forbids by U+FFFD, so that lengths stay the same. */
export function withoutIllegal(text: string): string {
  return text.replace(illegal, '\ufffd');
}

/** Text as element content. A carriage return is written as a reference, for a parser would read it as a line feed. */
export function xmlText(text: string): string {
  return escapeMarkup(withoutIllegal(text));
}

/**
 * Text as element content of XLIFF 2, which names a character that XML forbids with `<cp hex="001F"/>`. Half a surrogate pair is no
 * character, so that even `cp` cannot name it: it becomes U+FFFD.
 */
export function xmlTextWithCodePoints(text: string): string {
  let written = '';
  let from = 0;
  for (const found of text.matchAll(illegal)) {
    const unit = found[0].charCodeAt(0);
    const surrogate = unit >= 0xd800 && unit <= 0xdfff;
    written += escapeMarkup(text.slice(from, found.index));
    written += surrogate ? '\ufffd' : `<cp hex="${unit.toString(16).toUpperCase().padStart(4, '0')}"/>`;
    from = found.index + 1;
  }
  return written + escapeMarkup(text.slice(from));
}

/** Text as an attribute value, to stand in double quotes. White space is written as references, or a parser would normalise it. */
export function xmlAttribute(text: string): string {
  return escapeMarkup(withoutIllegal(text))
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;');
}

/** Attributes in the order given, each with a space before it; those without a value are left out. */
export function xmlAttributes(attributes: Record<string, string | number | undefined>): string {
  let written = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) written += ` ${name}="${xmlAttribute(String(value))}"`;
  }
  return written;
}

/** The nearest value of XML Schema's NMTOKEN, for ids: other characters become `_`. */
export function nmtoken(text: string): string {
  return text.replace(/[^A-Za-z0-9._:-]/g, '_') || '_';
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}
