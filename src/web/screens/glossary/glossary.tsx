import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.ts';
import { Shelf } from '../shelf.tsx';
import { ConceptForm } from './concept-form.tsx';
import { ConceptTable } from './concept-table.tsx';
import type { GlossaryInfo } from './concepts.ts';
import { GlossaryImport } from './glossary-import.tsx';
import { GlossaryLint } from './lint.tsx';
import { Proposals } from './proposals.tsx';
import './glossary.css';

const views = ['terms', 'names', 'proposals', 'conflicts'] as const;
const nameKinds = ['name', 'acronym'];

/** Glossaries and names: what the house writes, and what reviews propose that it should. */
export function Glossary() {
  const { t } = useTranslation();
  const reviews = useMay('review');
  return (
    <Shelf<GlossaryInfo, (typeof views)[number]>
      title={t('act.go.glossary')}
      collection="glossaries"
      words={{
        newName: t('glossary.new-name'),
        make: t('glossary.make'),
        none: t('glossary.none'),
        which: t('glossary.which'),
      }}
      made={reviews ? {} : undefined}
      size={({ terms }) => t('glossary.terms', { count: terms })}
      formats={['csv', 'tsv', 'tbx']}
      reading={({ id }, again) => (reviews ? <GlossaryImport key={id} glossary={id} onDone={again} /> : null)}
      views={views.map((id) => ({ id, name: t(`glossary.view.${id}`) }))}
    >
      {(view, glossary, again) => {
        if (view === 'proposals') return <Proposals glossary={glossary} />;
        if (view === 'conflicts') return <GlossaryLint glossary={glossary.id} />;
        return (
          <>
            {reviews && view === 'terms' ? <ConceptForm glossary={glossary.id} onDone={again} /> : null}
            <ConceptTable
              key={`${glossary.id} ${view}`}
              glossary={glossary}
              {...(view === 'names' ? { kinds: nameKinds } : {})}
            />
          </>
        );
      }}
    </Shelf>
  );
}
