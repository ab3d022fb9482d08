import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import type { EditorSegment, SegmentFinding } from '../../api/segments.ts';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { type FindingGroup, gravest, groupsOf, severities } from './finding-groups.ts';
import type { OverlayProperties } from './overlay-properties.ts';

/** Findings that are fetched at most: nobody reads more in one list. */
const MOST = 2000;

/** What was found in the whole article, in this version and in the text as it was delivered, in groups that open and close. */
export function ArticleFindings({ article, version, store, onGo, onClose }: OverlayProperties) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const { data, error } = useQuery({
    queryKey: ['findings', article.id],
    queryFn: ({ signal }) => everything(article.id, signal),
    staleTime: 0,
  });
  const found = data ?? [];
  const parts = [
    { name: 'findings.version', groups: groupsOf(found.filter(({ language }) => language === version.language)) },
    { name: 'findings.delivered', groups: groupsOf(found.filter(({ language }) => language === null)) },
  ].filter(({ groups }) => groups.length > 0);
  const all = parts.flatMap(({ groups }) => groups);
  const setAll = (open: boolean) => {
    for (const group of list.current?.querySelectorAll('details') ?? []) group.open = open;
  };
  return (
    <Popup title={t('act.article.findings')} onClose={onClose} wide>
      {error ? <ProblemNote error={error} /> : null}
      {data && all.length === 0 ? <p className="empty">{t('side.no-findings')}</p> : null}
      {all.length > 1 ? (
        <div className="finding-acts">
          <button type="button" className="button small" onClick={() => setAll(true)}>
            {t('findings.open-all')}
          </button>
          <button type="button" className="button small" onClick={() => setAll(false)}>
            {t('findings.close-all')}
          </button>
        </div>
      ) : null}
      <div ref={list}>
        {parts.map(({ name, groups }) => (
          <section key={name}>
            <h3>{t(name)}</h3>
            {groups.map((group) => (
              <Group
                key={group.id}
                group={group}
                // What is alone needs no opening.
                open={group === all[0]}
                rowOf={(finding) =>
                  // The text as delivered has rows here where the translation is made from it.
                  finding.document === 'delivered' && article.source
                    ? undefined
                    : store.all.find(({ ordinal }) => ordinal === finding.segment)
                }
                onGo={onGo}
              />
            ))}
          </section>
        ))}
      </div>
    </Popup>
  );
}

interface GroupProperties {
  group: FindingGroup;
  open: boolean;
  /** The row of a finding; undefined where there is none. */
  rowOf(finding: SegmentFinding): EditorSegment | undefined;
  onGo(segment: EditorSegment): void;
}

/** What was found of one kind, under its name with how much of it there is. */
function Group({ group, open, rowOf, onGo }: GroupProperties) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <details className={`finding-group level-${gravest(group)}`} open={open}>
      <summary>
        <strong>{group.title ?? t(`findings.group.${group.id}`)}</strong>{' '}
        <span className="soft">
          {severities
            .filter((severity) => group.counts[severity] > 0)
            .map((severity) => `${t(`severity.${severity}`)}: ${number.format(group.counts[severity])}`)
            .join(' · ')}
        </span>
      </summary>
      <ul className="finding-list">
        {group.findings.map((finding) => {
          const row = rowOf(finding);
          return (
            <li key={finding.id} className={`level-${finding.severity}`}>
              <p>
                <span className="level">{t(`severity.${finding.severity}`)}</span> <bdi>{finding.detail}</bdi>
              </p>
              {row ? (
                <button type="button" className="button small" onClick={() => onGo(row)}>
                  {t('findings.go', { number: finding.segment + 1 })}
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** The open findings of an article, page by page. */
async function everything(article: string, signal: AbortSignal): Promise<SegmentFinding[]> {
  const found: SegmentFinding[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 200, ...(cursor !== undefined ? { cursor } : {}) };
    const page = await request<Page<SegmentFinding>>('GET', `/v1/articles/${article}/findings`, { query, signal });
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < MOST);
  return found;
}
