import { refreshOutputs } from '../../workers/refresh.ts';
import type { Config } from '../config.ts';
import { type StoredError, storedError, TransientError } from '../model/errors.ts';
import type { PlacedFinding } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Profile } from '../model/profile.ts';
import type { HouseStyle } from '../model/term.ts';
import { resultContext } from '../server/result-context.ts';
import type { SubmittedArticle } from '../storage/accepted-articles.ts';
import { deskSettings } from '../storage/desks.ts';
import { setAside } from '../storage/dismissals.ts';
import { asDatabaseError } from '../storage/failures.ts';
import { loadFindings } from '../storage/findings.ts';
import { type ArticleProgress, acceptSubmission } from '../storage/jobs.ts';
import { loadOutputs } from '../storage/outputs.ts';
import type { Application } from './application.ts';
import { type Call, exit } from './command.ts';
import { writeFiles } from './files.ts';
import { type HandedIn, readFiles } from './hand-in.ts';
import { offerModels, warnOfTestModels } from './models-offer.ts';
import { openPatiently } from './open-patiently.ts';
import { type Row, reportAll } from './report.ts';
import { importResources } from './resources.ts';
import { listenForStop, Stopped, type StopWish } from './signals.ts';
import { troubleTeller } from './trouble.ts';
import { embargoEnd } from './wished-embargo.ts';
import type { WishedRules } from './wished-rules.ts';
import { work } from './work.ts';

/** What a call of `translate` asks for, read and checked before anything is opened. */
export interface Wishes {
  config: Config;
  files: string[];
  source?: string;
  to: LanguageTag[];
  from?: LanguageTag;
  sourceFrom?: LanguageTag;
  glossaries: string[];
  memories: string[];
  /** How the house writes; the article's date decides between its dated rules, or the day named here. */
  style?: HouseStyle;
  date?: string;
  /** As written; null where there is none, whatever the articles state. */
  embargo?: string | null;
  /** What is wanted of each check; without it, what the desk wants. */
  profile?: Profile;
  /** The desk's own rules for calques and page furniture. */
  rules?: WishedRules;
  formats: string[];
  out?: string;
  json: boolean;
  /** Pull missing models without asking. */
  yes?: boolean;
}

/**
 * Runs a translation from the files to the outputs.
 *
 * @param interrupted the sentence for a run that was stopped
 * @returns the exit status
 */
export async function runTranslate(
  call: Call,
  wishes: Wishes,
  interrupted: string = call.messages('cli:translate.interrupted'),
): Promise<number> {
  const stop = listenForStop();
  try {
    const files = readFiles(wishes);
    if (!files.some((file) => file.submitted)) return reportAll(call, wishes, files.map(refusedRow));
    // Before the data folder is opened: nobody has to wait for a download.
    await stop.during(
      offerModels(
        call,
        wishes,
        files.flatMap(({ submitted }) => submitted ?? []),
      ),
    );
    warnOfTestModels(call, wishes.config);
    return await runOpened(call, wishes, files, stop);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    call.note(interrupted);
    return exit.interrupted;
  } finally {
    stop.release();
  }
}

async function runOpened(call: Call, wishes: Wishes, files: HandedIn[], stop: StopWish): Promise<number> {
  const application = await openPatiently(call, wishes.config, stop, 'translate');
  try {
    stop.look();
    const { glossaries, memories } = await stop.during(
      importResources(
        {
          tables: application.database.tables,
          desk: application.desk,
          now: application.clock.now(),
          limitMegabytes: wishes.config.inputLimitMegabytes,
        },
        wishes,
      ),
    );
    const { tables } = application.database;
    const { timeZone, checkProfile } = await stop.during(deskSettings(tables, application.desk));
    const embargo = wishes.embargo === undefined ? undefined : embargoEnd(wishes.embargo, timeZone);
    const profile = wishes.profile ?? checkProfile;
    const { job, resumed } = await stop.during(
      acceptSubmission(
        application.database.tables,
        application.desk,
        {
          articles: files.flatMap((file): SubmittedArticle[] => (file.submitted ? [file.submitted] : [])),
          options: {
            to: wishes.to,
            ...(wishes.from ? { from: wishes.from } : {}),
            ...(wishes.sourceFrom ? { sourceFrom: wishes.sourceFrom } : {}),
            ...(wishes.style ? { style: wishes.style } : {}),
            ...(wishes.date ? { date: wishes.date } : {}),
            ...(embargo !== undefined ? { embargo } : {}),
            ...(profile ? { profile } : {}),
            ...(wishes.config.publisher ? { publisher: wishes.config.publisher } : {}),
            ...(wishes.rules?.calques.length ? { calques: wishes.rules.calques } : {}),
            ...(wishes.rules?.furniture.length ? { furniture: wishes.rules.furniture } : {}),
            engine: wishes.config.engine,
            formats: wishes.formats,
            interfaceLanguage: call.interfaceLanguage,
            glossaries,
            memories,
          },
        },
        application.clock.now(),
      ),
    );
    if (resumed) call.note(call.messages('cli:translate.resumed'));
    await stop.during(application.dispatch());
    const articles = await work(call, application, job, stop);
    if (articles === 'disk-full') return exit.failed;
    return reportAll(call, wishes, await writeResults(call, application, files, articles, stop));
  } finally {
    await application.close();
  }
}

/** How long results wait for a database that went away after the work was done, and how often it is asked. */
const RESULTS_MS = 60_000;
const AGAIN_MS = 500;

/** Writes the outputs, article by article: all of them at once may be more than memory holds. @throws Stopped between two articles */
async function writeResults(
  call: Call,
  application: Application,
  files: HandedIn[],
  articles: ArticleProgress[],
  stop: StopWish,
): Promise<Row[]> {
  const { tables } = application.database;
  const { desk } = application;
  const context = resultContext(application);
  const tell = troubleTeller(call, call.note);
  let until: number | undefined;
  const patiently = async <T>(read: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await read();
      } catch (thrown) {
        const error = asDatabaseError(thrown);
        until ??= Date.now() + RESULTS_MS;
        if (!(error instanceof TransientError) || Date.now() > until) throw error;
        tell(error);
        await stop.during(new Promise((resolve) => setTimeout(resolve, AGAIN_MS)));
      }
    }
  };
  const rows: Row[] = [];
  let next = 0;
  for (const file of files) {
    const article = file.submitted ? articles[next++] : undefined;
    if (!article) {
      rows.push(refusedRow(file));
      continue;
    }
    let { status, error }: { status: string; error: StoredError | null } = article;
    let findings: PlacedFinding[] = [];
    let written: string[] = [];
    try {
      const found = await patiently(() => loadFindings(tables, desk, article.id));
      findings = (await patiently(() => setAside(tables, desk, found))).open;
      if (status !== 'failed') {
        await patiently(() => refreshOutputs(context, desk, article.id));
        written = writeFiles(file.folder, await patiently(() => loadOutputs(tables, desk, article.id)));
      }
    } catch (thrown) {
      if (thrown instanceof Stopped) throw thrown;
      status = 'failed';
      error = storedError(thrown);
    }
    rows.push({ file: file.path, status, error, written, languages: article.languages, findings });
    // Signals are heard between two turns of the event loop; reading and writing may take none.
    await new Promise((resolve) => setImmediate(resolve));
    stop.look();
  }
  return rows;
}

function refusedRow({ path, error }: HandedIn): Row {
  return { file: path, status: 'failed', error: error ?? null, written: [], languages: [], findings: [] };
}
