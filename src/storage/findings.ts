import { InterlinearError } from '../model/errors.ts';
import type { DismissedFinding, LapsedDismissal, PlacedFinding } from '../model/finding.ts';
import type { Tables } from './database.ts';
import { dismissFinding, lapsedDismissals, restoreFinding, setAside } from './dismissals.ts';

/** An article of the desk: the newest one of its name, unless its id says which. */
export interface FoundArticle {
  id: string;
  fileName: string;
  name: string;
  createdAt: Date;
}

/** What the checks found in an article, as reviewers see it. */
export interface ArticleFindings {
  article: FoundArticle;
  open: PlacedFinding[];
  dismissed: DismissedFinding[];
  /** Dismissals made for it that no finding answers to any more. */
  lapsed: LapsedDismissal[];
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The newest article that is called so.
 *
 * @param wanted the name of its file, its name without language and ending, or its id
 * @throws InterlinearError `article.unknown` {name}
 */
export async function findArticle(tables: Tables, desk: string, wanted: string): Promise<FoundArticle> {
  const found = await tables
    .selectFrom('interlinear.article')
    .select(['id', 'file_name as fileName', 'name', 'created_at as createdAt'])
    .where('desk_id', '=', desk)
    .where(({ eb, or }) =>
      uuid.test(wanted) ? eb('id', '=', wanted) : or([eb('file_name', '=', wanted), eb('name', '=', wanted)]),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!found) throw new InterlinearError('article.unknown', { name: wanted });
  return found;
}

/** The findings of an article. @throws InterlinearError `article.unknown` {name} */
export async function articleFindings(tables: Tables, desk: string, wanted: string): Promise<ArticleFindings> {
  const article = await findArticle(tables, desk, wanted);
  const findings = await loadFindings(tables, desk, article.id);
  const languages = await tables
    .selectFrom('interlinear.article_language as language')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .select('language.language')
    .where('revision.article_id', '=', article.id)
    .where('revision.current', '=', true)
    .execute();
  const names = languages.map(({ language }) => language);
  return {
    article,
    ...(await setAside(tables, desk, findings)),
    lapsed: await lapsedDismissals(tables, desk, article.name, findings, names),
  };
}

/**
 * Dismisses findings of an article, all or - where one is not there - none.
 *
 * @param ids of findings, or their first digits where these tell them apart
 * @returns the findings
 * @throws InterlinearError `article.unknown` {name}; `finding.unknown` {id, name}; `finding.ambiguous` {id}; `dismissal.reason`
 */
export async function dismissFindings(
  tables: Tables,
  desk: string,
  wanted: string,
  ids: string[],
  reason: string,
  by: { actor: string; now: Date },
): Promise<PlacedFinding[]> {
  const { article, open, dismissed } = await articleFindings(tables, desk, wanted);
  const found = ids.map((id) => findingNamed([...open, ...dismissed], id, article));
  await tables.transaction().execute(async (transaction) => {
    for (const { texts = '', ...finding } of found) {
      const about = { article: article.name, ...(finding.language ? { language: finding.language } : {}) };
      await dismissFinding(transaction, desk, texts, finding, reason, { ...by, ...about });
    }
  });
  return found;
}

/** Opens dismissed findings again. @throws as dismissFindings, and InterlinearError `finding.open` {id} for one that nobody has dismissed */
export async function restoreFindings(
  tables: Tables,
  desk: string,
  wanted: string,
  ids: string[],
  by: { actor: string; now: Date },
): Promise<PlacedFinding[]> {
  const { article, open, dismissed } = await articleFindings(tables, desk, wanted);
  const found = ids.map((id) => findingNamed([...open, ...dismissed], id, article));
  const standing = found.find(({ id }) => open.some((one) => one.id === id));
  if (standing) throw new InterlinearError('finding.open', { id: standing.id ?? '' });
  await tables.transaction().execute(async (transaction) => {
    for (const finding of found) await restoreFinding(transaction, desk, finding, by);
  });
  return found;
}

function findingNamed(findings: PlacedFinding[], written: string, { fileName }: FoundArticle): PlacedFinding {
  const begun = findings.filter(({ id }) => written !== '' && id?.startsWith(written.toLowerCase()));
  const [first] = begun;
  if (!first) throw new InterlinearError('finding.unknown', { id: written, name: fileName });
  // One thing said of a sentence that stands twice has one id.
  if (begun.some(({ id }) => id !== first.id)) throw new InterlinearError('finding.ambiguous', { id: written });
  return first;
}

/** A finding with the language of the version that it was found in; null for the text as delivered. */
export interface VersionFinding {
  version: string | null;
  finding: PlacedFinding;
}

/** Every finding of an article: on the text as delivered, then version by version. @returns undefined where the desk has no such article */
export async function findingsByVersion(
  tables: Tables,
  desk: string,
  article: string,
): Promise<VersionFinding[] | undefined> {
  const revision = await tables
    .selectFrom('interlinear.revision')
    .select(['id', 'findings'])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .where('current', '=', true)
    .executeTakeFirst();
  if (!revision) return undefined;
  const languages = await tables
    .selectFrom('interlinear.article_language')
    .select(['language', 'findings'])
    .where('revision_id', '=', revision.id)
    .orderBy('id')
    .execute();
  return [
    ...(revision.findings ?? []).map((finding) => ({ version: null, finding })),
    ...languages.flatMap(({ language, findings }) =>
      (findings ?? []).map((finding) => ({ version: language, finding })),
    ),
  ];
}

/** Every finding of an article: on the text as delivered, then language by language. */
export async function loadFindings(tables: Tables, desk: string, article: string): Promise<PlacedFinding[]> {
  return ((await findingsByVersion(tables, desk, article)) ?? []).map(({ finding }) => finding);
}
