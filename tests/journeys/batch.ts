import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryData } from '../servers/databases.ts';
import { runHere as run, start, temporaryFolder, until } from './interlinear.ts';

/** Sentences of which the stories are made: each has a translation in the memory, so that no engine is needed. */
const sentences = Array.from(
  { length: 20 },
  (_, number) =>
    [`The bridge number ${number + 2} is closed.`, `El puente número ${number + 2} está cerrado.`] as const,
);

/** A memory with a translation of every sentence. */
function memoryFile(): string {
  const units = sentences.map(
    ([en, es]) => `<tu><tuv xml:lang="en"><seg>${en}</seg></tuv><tuv xml:lang="es"><seg>${es}</seg></tuv></tu>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header srclang="en" segtype="sentence" adminlang="en" datatype="plaintext" creationtool="test" creationtoolversion="1" o-tmf="none"/><body>${units.join('')}</body></tmx>`;
}

interface Line {
  event?: string;
  status?: number;
  jobs?: { id: string; articles: Record<string, number> }[];
}

/**
 * An editor submits a folder of stories, one of them no text at all; the process is killed in the middle, and the folder is submitted
 * again.
 */
export async function batchJourney(stories: number): Promise<void> {
  const folder = temporaryFolder();
  const data = temporaryData();
  try {
    const place = { environment: { INTERLINEAR_DATA: data.path, INTERLINEAR_APERTIUM: 'none' } };
    const batch = join(folder.path, 'stories');
    mkdirSync(batch);
    for (let number = 0; number < stories - 1; number++) {
      const [first, second] = [sentences[number % 20], sentences[(number * 7 + 3) % 20]];
      writeFileSync(join(batch, `story-${number}.en.txt`), `${first?.[0]}\n\n${second?.[0]}\n`);
    }
    writeFileSync(join(batch, 'broken.en.txt'), Buffer.from([0, 1, 2, 0x50, 0x4b, 3, 4, 0, 0, 255]));
    const memory = join(folder.path, 'bridges.tmx');
    writeFileSync(memory, memoryFile());
    const imported = await run(['memory', 'import', memory, '--name', 'bridges'], place);
    expect(imported.err + imported.out, 'import').not.toContain('interlinear:');

    const submit = ['submit', batch, '--to', 'es', '--from', 'en', '--memory', 'bridges', '--format', 'article'];
    const killed = start([...submit, '--wait'], place);
    await until(() => / of \d+ articles finished/.test(killed.err()), 120_000);
    killed.child.kill('SIGKILL');
    expect((await killed.ended).signal).toBe('SIGKILL');

    const again = await run([...submit, '--wait', '--json'], place);
    expect(again.err).not.toContain('interlinear:');
    const last = JSON.parse(again.out.trim().split('\n').at(-1) as string) as Line;
    expect(last.jobs).toHaveLength(1);
    expect(last.jobs?.[0]?.articles).toEqual({ done: stories - 1, failed: 1 });
    expect([last.status, again.status]).toEqual([3, 3]);

    const jobs = JSON.parse((await run(['status', '--json'], place)).out) as Line;
    expect(jobs.jobs?.map(({ id, articles }) => ({ id, articles }))).toEqual([
      { id: last.jobs?.[0]?.id, articles: { done: stories - 1, failed: 1 } },
    ]);
    const letters = JSON.parse((await run(['redrive', '--json'], place)).out) as {
      deadLetters: { fileName: string; error: { code: string } }[];
    };
    expect(letters.deadLetters.map(({ fileName, error }) => [fileName, error.code])).toEqual([
      ['broken.en.txt', 'input.binary'],
    ]);
  } finally {
    data.remove();
    folder.remove();
  }
}
