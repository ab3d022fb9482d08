/** An event of a job as the service sends it. */
export interface JobEvent {
  /** Where to go on behind it. */
  id: string;
  /** Its kind: `language.progress`. */
  event: string;
  data: {
    job: string;
    article?: string;
    fileName?: string;
    language?: string;
    languages?: string[];
    segments?: number;
    done?: number;
    of?: number;
    articles?: number;
    wordsPerSecond?: number | null;
    secondsLeft?: number | null;
    error?: { code: string; parameters: Record<string, string | number>; title: string; detail?: string };
    at: string;
    [further: string]: unknown;
  };
}

/**
 * Reads server-sent events (WHATWG HTML, section 9.2) from bytes that come in pieces of any size. Comments and events without data are
 * passed over; one that the end cuts off is none.
 */
export async function* readEvents(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<JobEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  let fields: Record<string, string> = {};
  for await (const piece of pieces) {
    // A line may end in CR LF, and the piece between the two.
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() as string;
    for (const written of lines) {
      const line = written.endsWith('\r') ? written.slice(0, -1) : written;
      if (line === '') {
        const { id = '', event = 'message', data } = fields;
        fields = {};
        if (data !== undefined) yield { id, event, data: JSON.parse(data) as JobEvent['data'] };
        continue;
      }
      const colon = line.indexOf(':');
      const [name, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
      if (name === '') continue;
      fields[name] = name === 'data' && fields.data !== undefined ? `${fields.data}\n${value}` : value;
    }
  }
}
