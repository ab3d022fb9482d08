import type { Clock } from '../src/model/ports.ts';
import { finishArticlesThatAreOver } from '../src/storage/article-end.ts';
import { type StoredArticle, takeUpArticles } from '../src/storage/articles.ts';
import type { Tables } from '../src/storage/database.ts';
import { type FirstRevision, type SavedRevision, saveFirstRevisions } from '../src/storage/first-revisions.ts';
import { Grouped } from '../src/storage/grouped.ts';
import { type LedgerGroups, ledgerGroups } from '../src/storage/ledger.ts';
import { type BatchEnd, endWholeLanguages, type WholeLanguage } from '../src/storage/whole-languages.ts';

/** What pieces of work that are in hand at the same time ask of the database, asked in one go. */
export interface Groups {
  takeUp: Grouped<string, { taken: number; article: StoredArticle } | undefined>;
  save: Grouped<FirstRevision, SavedRevision | undefined>;
  ledger: LedgerGroups;
  end: Grouped<WholeLanguage, BatchEnd>;
  /** Ids of articles whose last language has ended. */
  over: Grouped<string, void>;
}

/** Articles in a statement at most: they come with all their texts. */
const ARTICLES = 8;
const LANGUAGES = 16;

/** @param leaseMs how long a claim of an engine's call holds without a sign of life */
export function groupsOf(tables: Tables, clock: Clock, leaseMs: number): Groups {
  const articles = { most: ARTICLES };
  return {
    takeUp: new Grouped(async (ids) => {
      const taken = await takeUpArticles(tables, ids);
      return ids.map((id) => taken.get(id));
    }, articles),
    save: new Grouped((revisions) => saveFirstRevisions(tables, revisions, clock.now()), articles),
    ledger: ledgerGroups(tables, clock, leaseMs),
    end: new Grouped((wholes) => endWholeLanguages(tables, wholes, clock.now()), { most: LANGUAGES }),
    over: new Grouped(async (ids) => {
      await finishArticlesThatAreOver(tables, ids, clock.now());
      return ids.map(() => undefined);
    }, articles),
  };
}
