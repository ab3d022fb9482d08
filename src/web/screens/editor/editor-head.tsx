import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/articles.ts';
import type { Version } from '../../api/segments.ts';
import { useMay } from '../../api/session.ts';
import type { Act } from '../../keys/acts.ts';
import { useKeyBoard } from '../../keys/key-board.tsx';
import { keysForPeople } from '../../keys/pressed.ts';
import { languageName } from '../../language/names.ts';
import type { Present } from './live.ts';
import { People } from './people.tsx';
import type { Saving } from './saving.ts';
import { isOpen, type SegmentStore, type Step, useCount } from './segment-store.ts';
import { Published } from './standing.tsx';

const steps: Step[] = ['translated', 'reviewed', 'final'];
const tools: Act[] = [
  'preview',
  'article.findings',
  'concordance',
  'find',
  'article.approve',
  'article.publish',
  'article.withdraw',
];
/** Acts on a version that is made here, and what they take; of the text that came with the article there is nothing to approve. */
const taking: Partial<Record<Act, 'review' | 'publish'>> = {
  'article.approve': 'review',
  'article.publish': 'publish',
  'article.withdraw': 'publish',
};

interface Properties {
  article: Article;
  version: Version;
  store: SegmentStore;
  step: Step;
  onStep(step: Step): void;
  saving: Saving;
  /** Who else has the article open. */
  others: readonly Present[];
  /** Whether all segments are there. */
  complete: boolean;
}

/** Which article this is, how far it is, and whether what was typed is safe. */
export function EditorHead({ article, version, store, step, onStep, saving, others, complete }: Properties) {
  const { t, i18n } = useTranslation();
  const board = useKeyBoard();
  const reviews = useMay('review');
  const may = { review: reviews, publish: useMay('publish') };
  const done = useCount(store, (all) => all.filter((segment) => !isOpen(segment, step)).length);
  const total = store.all.length;
  const name = (tag: string) => languageName(tag, i18n.language);
  return (
    <header className="editor-head">
      <div className="editor-title">
        <h1>
          <bdi>{article.name}</bdi>
        </h1>
        <p>
          {name(version.sourceLanguage)} <span aria-hidden="true">→</span>{' '}
          {version.kind === 'given' ? t('editor.corrected') : name(version.language)}
        </p>
      </div>
      {version.kind === 'target' ? (
        <div className="editor-progress">
          <progress value={done} max={total} aria-label={t('editor.progress')} />
          <span>{t('editor.done', { done, total })}</span>
          {reviews ? (
            <select
              aria-label={t('editor.step')}
              value={step}
              onChange={(event) => onStep(event.currentTarget.value as Step)}
            >
              {steps.map((one) => (
                <option key={one} value={one}>
                  {t(`step.${one}`)}
                </option>
              ))}
            </select>
          ) : null}
        </div>
      ) : null}
      {complete ? null : <span className="soft">{t('editor.reading-on', { count: total })}</span>}
      <span className={`saving saving-${saving.state}`}>{t(`saving.${saving.state}`)}</span>
      <Published article={article.id} language={version.language} />
      <People others={others} />
      <div className="editor-tools">
        {tools
          .filter((act) => {
            const permission = taking[act];
            return permission === undefined || (version.kind === 'target' && may[permission]);
          })
          .map((act) => (
            <button
              key={act}
              type="button"
              className="button quiet"
              title={(board.keys.get(act) ?? []).map(keysForPeople).join(', ')}
              onClick={() => board.perform(act)}
            >
              {t(`tool.${act}`)}
            </button>
          ))}
      </div>
    </header>
  );
}
