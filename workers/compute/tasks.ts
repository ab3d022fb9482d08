import { articleFormat } from '../../src/formats/registry.ts';
import { messagesIn } from '../../src/i18n.ts';
import { patternsOf } from '../../src/intake/furniture-table.ts';
import type { Document, DocumentHead } from '../../src/model/article.ts';
import type { StoredError } from '../../src/model/errors.ts';
import type { PlacedFinding } from '../../src/model/finding.ts';
import type { FurnitureRow } from '../../src/model/furniture.ts';
import type { Profile } from '../../src/model/profile.ts';
import type { ArticleResult, Bead, LanguageResult, OutputFile } from '../../src/model/result.ts';
import type { Terms } from '../../src/model/term.ts';
import { articleOutputs } from '../../src/outputs/article.ts';
import type { OutputContext, OutputKind } from '../../src/outputs/context.ts';
import { languageOutputs } from '../../src/outputs/language.ts';
import { completeGiven, completeTarget, type PairSource } from '../../src/pipeline/complete.ts';
import { type Delivery, type Prepared, prepareArticle } from '../../src/pipeline/prepare.ts';
import { openSpelling } from '../../src/pipeline/spelling.ts';

/** What of a submission and of the settings decides on the checks. */
export interface CheckWishes {
  profile?: Profile;
  /** Where dictionaries are looked for. */
  dictionaries: string[];
}

/** What the files of an article are written with, as data. */
export interface OutputWishes
  extends Pick<OutputContext, 'interfaceLanguage' | 'createdAt' | 'toolVersion' | 'inputBytes'> {
  format: Document['format'];
  sourceFormat?: Document['format'];
  sourceBytes?: Uint8Array;
  formats: OutputKind[];
}

/** A file as it is stored: bytes. */
export interface EncodedFile extends OutputFile {
  content: Uint8Array<ArrayBuffer>;
}

/** The work on texts that takes no world: all that it needs is in it, so that any thread can do it. */
export type Task =
  | {
      act: 'prepare';
      delivery: Delivery;
      /** The day whose terms hold whatever the article says, and today. */
      date?: string;
      today: string;
      candidates: string[];
      furniture: FurnitureRow[];
      wishes: CheckWishes;
    }
  | {
      act: 'target';
      day: string;
      from: DocumentHead;
      fromName: 'delivered' | 'original';
      language: string;
      sources: PairSource[];
      reason: StoredError | null;
      wishes: CheckWishes;
    }
  | {
      act: 'given';
      day: string;
      source: Document;
      delivered: Document;
      beads: Bead[];
      known: PlacedFinding[];
      wishes: CheckWishes;
    }
  | { act: 'language-files'; article: ArticleResult; language: LanguageResult; outputs: OutputWishes }
  | { act: 'article-files'; article: ArticleResult; outputs: OutputWishes };

export type TaskOf<Act extends Task['act']> = Extract<Task, { act: Act }>;

/** What comes of each. */
export interface Results {
  prepare: Prepared;
  target: LanguageResult;
  given: LanguageResult;
  'language-files': EncodedFile[];
  'article-files': EncodedFile[];
}

/** Does a task. @param termsOn the terms on a day, for those that look at texts. @throws as the stages do */
export function compute<Act extends Task['act']>(
  task: TaskOf<Act>,
  termsOn: ((day: string) => Terms) | undefined,
): Results[Act] {
  return done(task, termsOn ?? noTerms) as Results[Act];
}

function noTerms(): never {
  throw new Error('the task came without its terms');
}

function done(task: Task, termsOn: (day: string) => Terms): Results[Task['act']] {
  switch (task.act) {
    case 'prepare': {
      const { date, today, candidates } = task;
      return prepareArticle(task.delivery, {
        findTerms: termsOn(date ?? today).findTerms,
        termsOn: date ? () => termsOn(date) : termsOn,
        today: date ?? today,
        candidates,
        ...checkTools(task.wishes),
        furniture: patternsOf(task.furniture),
      });
    }
    case 'target': {
      const { from, fromName, language, sources, reason } = task;
      const tools = { ...termsOn(task.day), ...checkTools(task.wishes) };
      return completeTarget(from, fromName, language, sources, reason, tools);
    }
    case 'given': {
      const tools = { ...termsOn(task.day), ...checkTools(task.wishes) };
      return completeGiven(task.source, task.delivered, task.beads, task.known, tools);
    }
    case 'language-files':
      return encoded(languageOutputs(task.article, task.language, outputContext(task.outputs)));
    case 'article-files':
      return encoded(articleOutputs(task.article, outputContext(task.outputs)));
  }
}

function checkTools({ profile, dictionaries }: CheckWishes) {
  return { ...(profile ? { profile } : {}), spellerOf: openSpelling(profile, dictionaries) };
}

function outputContext({ format, sourceFormat, formats, ...plain }: OutputWishes): OutputContext {
  return {
    ...plain,
    messages: messagesIn(plain.interfaceLanguage),
    articleFormat: articleFormat(format),
    ...(sourceFormat ? { sourceFormat: articleFormat(sourceFormat) } : {}),
    formats: new Set(formats),
  };
}

function encoded(files: OutputFile[]): EncodedFile[] {
  const encoder = new TextEncoder();
  return files.map((file) => ({
    ...file,
    content: typeof file.content === 'string' ? encoder.encode(file.content) : new Uint8Array(file.content),
  }));
}
