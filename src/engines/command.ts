import { createHash } from 'node:crypto';
import { TransientError } from '../model/errors.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest } from '../model/ports.ts';
import { CommandFailure, runCommand } from './apertium/command.ts';
import { characterPrice, type EngineConfig, TIMEOUT_MS } from './config.ts';
import { marked, unmarked, xmlDialect } from './markup.ts';
import { property, textsOf } from './reply.ts';
import { withTermOutcomes } from './term-outcomes.ts';

const name = 'command';

const limits = { segmentCharacters: 20_000, segmentsPerCall: 100, charactersPerCall: 200_000 };

/**
 * Any program that reads and writes JSON lines. It is started once a call; each line it reads is
 * `{"id", "from", "to", "text", "terms": [{"source", "target"}], "previous", "next"}` and each line it writes `{"id", "text"}`, in any order.
 * Codes stand in the text as `<g id="0">...</g>` and `<x id="1"/>`, so that `<`, `>` and `&` are escaped there.
 */
export function command(config: EngineConfig): Engine {
  const [program = '', ...parameters] = wordsOf(config.command ?? '');
  const identity = createHash('sha256')
    .update(JSON.stringify([program, ...parameters]))
    .digest('hex')
    .slice(0, 12);

  return {
    name,

    async capabilities(): Promise<EngineCapabilities> {
      return {
        available: program !== '',
        ...(program ? {} : { remedy: 'engine.command.remedy' }),
        pairs: [],
        anyPair: true,
        limits,
        costPerMillionCharacters: characterPrice(config, name),
        // Nobody knows what a program does with what it reads.
        sendsTextOutside: !config.commandInside,
        usesContext: true,
      };
    },

    version: async () => `command ${identity}`,

    async translate({ from, to, segments }: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const lines = segments.map(({ previous, next, ...segment }, id) => {
        const terms = segment.terms.map(({ source, target }) => ({ source, target }));
        const { text } = marked({ ...segment, terms: [] }, xmlDialect);
        return JSON.stringify({ id, from, to, text, terms, previous, next });
      });
      const input = `${lines.join('\n')}\n`;
      let output: string;
      try {
        output = await runCommand(program, parameters, input, {
          timeoutMs: config.timeoutMs ?? TIMEOUT_MS,
          outputBytes: 1_000_000 + 20 * Buffer.byteLength(input),
          ...(signal ? { signal } : {}),
        });
      } catch (error) {
        if (!(error instanceof CommandFailure)) throw error;
        throw new TransientError('engine.failed', { engine: name, reason: error.reason }, { cause: error });
      }
      const texts = textsOf(name, answersOf(output, segments.length), segments.length);
      const results = segments.map((segment, index) =>
        withTermOutcomes(unmarked(texts[index] as string, segment), segment),
      );
      return { results, route: `${from}>${to}`, version: await this.version(from, to) };
    },
  };
}

/** The texts by their ids. A line that is no JSON, an id that was not asked for and one that comes twice make the answer unusable. */
function answersOf(output: string, asked: number): unknown[] {
  const texts = new Map<number, unknown>();
  for (const line of output.split('\n')) {
    if (line.trim() === '') continue;
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch (error) {
      throw new TransientError('engine.malformed', { engine: name, reason: 'JSON' }, { cause: error });
    }
    const id = property(parsed, 'id');
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id >= asked || texts.has(id))
      throw new TransientError('engine.malformed', { engine: name, reason: `id ${String(id).slice(0, 20)}` });
    texts.set(id, property(parsed, 'text'));
  }
  return [...texts].sort(([a], [b]) => a - b).map(([, text]) => text);
}

/** A JSON array of strings, or words between spaces. */
function wordsOf(written: string): string[] {
  if (written.trimStart().startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(written);
      if (Array.isArray(parsed)) return parsed.map(String);
    } catch {
      // No array: then it is words.
    }
  }
  return written.split(/\s+/).filter(Boolean);
}
