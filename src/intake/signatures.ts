/** First bytes (hexadecimal, at offset 0 unless said) of files that are mistaken for articles. Names are the trade's, so they need no translation. */
const signatures: [kind: string, hex: string, offset?: number][] = [
  ['PDF', '25504446'],
  ['PNG', '89504e470d0a1a0a'],
  ['JPEG', 'ffd8ff'],
  ['GIF', '47494638'],
  ['WebP', '57454250', 8],
  ['TIFF', '49492a00'],
  ['TIFF', '4d4d002a'],
  ['gzip', '1f8b'],
  ['bzip2', '425a68'],
  ['xz', 'fd377a585a00'],
  ['Zstandard', '28b52ffd'],
  ['7-Zip', '377abcaf271c'],
  ['RAR', '526172211a07'],
  ['DOC/XLS/PPT', 'd0cf11e0a1b11ae1'],
  ['RTF', '7b5c727466'],
  ['PostScript', '25215053'],
  ['SQLite', '53514c69746520666f726d6174203300'],
  ['ELF', '7f454c46'],
  ['WebAssembly', '0061736d'],
  ['MP3', '494433'],
  ['MP4', '66747970', 4],
  ['Ogg', '4f676753'],
  ['WAV', '57415645', 8],
  ['WOFF', '774f4632'],
  ['WOFF', '774f4646'],
  ['TAR', '7573746172', 257],
];

/** What a ZIP archive is, by a name or media type that stands readable in it. */
const archives: [kind: string, mark: string][] = [
  ['DOCX', 'word/'],
  ['XLSX', 'xl/'],
  ['PPTX', 'ppt/'],
  ['ODT', 'application/vnd.oasis.opendocument.text'],
  ['EPUB', 'application/epub+zip'],
  ['IDML', 'application/vnd.adobe.indesign-idml-package'],
];

const latin1 = new TextDecoder('latin1');

/**
 * The kind of a file that is known by its first bytes and is no plain text (`PDF`, `DOCX`, `JPEG`), else `undefined`.
 * Source of the numbers: the formats' own specifications, as listed by the Unix `file` database.
 */
export function knownBinary(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('hex');
  if (head.startsWith('504b0304') || head.startsWith('504b0506')) {
    // The first local header names [Content_Types].xml; the names that tell come later, in the directory at the file's end.
    const readable = latin1.decode(bytes.subarray(0, 4096)) + latin1.decode(bytes.subarray(-16384));
    return archives.find(([, mark]) => readable.includes(mark))?.[0] ?? 'ZIP';
  }
  return signatures.find(([, hex, offset = 0]) => head.startsWith(hex, offset * 2))?.[0];
}
