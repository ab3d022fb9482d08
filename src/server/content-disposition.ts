/**
 * A header that has a file saved under its name (RFC 6266). The name in quotes is reduced to printable ASCII, so that nothing in it can end
 * the quotes or the header; the whole name follows in percent-encoded UTF-8 (RFC 8187).
 */
export function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%/]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
