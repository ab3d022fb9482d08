import { textMeasure } from '../memory/measure.ts';
import type { SubSegment } from '../memory/sub-segment.ts';
import { UsageError } from '../model/errors.ts';
import type { ExplainedMatch } from '../model/memory.ts';
import { searchMemories } from '../pipeline/memory-search.ts';
import { findMemory, memoriesInForce } from '../storage/memories.ts';
import { memoryStore } from '../storage/memory-lookup.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { neededLanguage, oneArgument, wholeOption, withMemories } from './memory-desk.ts';

/** `interlinear memory search`: what the memories know of a text, with the reasons for each score. */
export const memorySearch: Command = {
  name: 'memory search',
  usage: 'TEXT --from LANG --to LANG [--threshold 0.7]',
  options: {
    from: { type: 'string', value: 'LANG' },
    to: { type: 'string', value: 'LANG' },
    threshold: { type: 'string', value: '0..1' },
    limit: { type: 'string', value: 'N' },
    memory: { type: 'string', value: 'NAME' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: ['npx interlinear memory search "The trucks are ready." --from en --to es --threshold 0.5'],
  async run(call) {
    const text = oneArgument(call, this.name, 'TEXT');
    const [from, to] = [neededLanguage(call, 'from'), neededLanguage(call, 'to')];
    const limit = wholeOption(call, 'limit', 1, 100) ?? 5;
    const written = call.values.threshold as string | undefined;
    const asked = written === undefined ? undefined : Number(written);
    if (asked !== undefined && !(asked > 0 && asked <= 1))
      throw new UsageError('config.value', { name: '--threshold', value: String(written) });
    return withMemories(call, this.name, async ({ tables, desk, config, now, indexes }) => {
      const name = call.values.memory as string | undefined;
      const memories = name
        ? [(await findMemory(tables, desk, name)).id]
        : await memoriesInForce(tables, desk, [], now);
      const store = memoryStore(tables, desk, memories, textMeasure);
      const options = { threshold: asked ?? config.memoryThreshold, limit, now };
      const { matches, subSegments } = await searchMemories(text, from, to, options, { store, indexes });
      if (call.values.json) call.out(JSON.stringify({ matches, subSegments }));
      else if (matches.length + subSegments.length === 0) call.out(call.messages('cli:memory.search.nothing'));
      else {
        for (const match of matches) for (const line of linesOf(call, match)) call.out(line);
        for (const line of partLines(call, subSegments)) call.out(line);
      }
      return exit.done;
    });
  },
};

/** The parts of the text that the memories know, below the matches. */
function partLines({ messages }: Call, parts: SubSegment[]): string[] {
  if (parts.length === 0) return [];
  return [
    messages('cli:memory.search.parts'),
    ...parts
      .map(({ kind, text, translation, agreeing, of }) =>
        messages(`cli:memory.search.part.${kind}`, { text, translation, agreeing, of }),
      )
      .map((line) => `     ${line}`),
  ];
}

function linesOf(
  { messages }: Call,
  { unit, score, base, kind, penalties, differences, repairs, target }: ExplainedMatch,
): string[] {
  const signed = [
    unit.memory?.name,
    unit.changedBy ?? unit.author,
    (unit.changedAt ?? unit.createdAt)?.toISOString().slice(0, 10),
  ];
  const line = (label: string, text: string) => `     ${messages(`cli:memory.label.${label}`)} ${text}`;
  return [
    `${String(score).padStart(3)}  ${messages(`cli:memory.kind.${kind}`)}  (${signed.filter(Boolean).join(', ')})`,
    line('source', unit.source),
    line('target', target.text),
    ...(differences.length > 0
      ? [
          line(
            'differs',
            differences.map((one) => `${one.unit?.text ?? '+'} \u2192 ${one.segment?.text ?? '-'}`).join('; '),
          ),
        ]
      : []),
    ...(repairs.some(({ kind: what }) => what !== 'codes')
      ? [
          line(
            'repaired',
            repairs
              .filter(({ kind: what }) => what !== 'codes')
              .map(({ from, to }) => `${from} \u2192 ${to}`)
              .join('; '),
          ),
        ]
      : []),
    ...(penalties.length > 0
      ? [
          line(
            'penalties',
            [
              `${base}`,
              ...penalties.map(({ reason, points }) => `-${points} ${messages(`cli:memory.penalty.${reason}`)}`),
            ].join(' '),
          ),
        ]
      : []),
  ];
}
