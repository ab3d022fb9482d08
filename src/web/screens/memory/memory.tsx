import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.ts';
import { FileImport } from '../../shell/file-import.tsx';
import { Shelf } from '../shelf.tsx';
import { MemoryConcordance } from './concordance.tsx';
import { Units } from './units.tsx';

interface MemoryInfo {
  id: string;
  name: string;
  kind: 'desk' | 'named' | 'file';
  units: number;
}

const views = ['units', 'concordance'] as const;

/** The translation memories: what is in them, how a phrase was translated, files in and out. */
export function Memory() {
  const { t } = useTranslation();
  const [reviews, administers] = [useMay('review'), useMay('admin')];
  return (
    <Shelf<MemoryInfo, (typeof views)[number]>
      title={t('act.go.memory')}
      collection="memories"
      words={{
        newName: t('memory.new-name'),
        make: t('memory.make'),
        none: t('memory.none'),
        which: t('memory.which'),
      }}
      made={administers ? { writable: true } : undefined}
      size={({ units }) => t('memory.units', { count: units })}
      formats={['tmx', 'csv', 'tsv']}
      reading={({ id }, again) =>
        reviews ? (
          <FileImport
            key={id}
            label={t('memory.import')}
            address={`/v1/memories/${id}/import`}
            accept=".tmx,.csv,.tsv"
            onDone={again}
          />
        ) : null
      }
      views={views.map((id) => ({ id, name: t(`memory.view.${id}`) }))}
    >
      {(view, { id }) =>
        view === 'units' ? <Units key={id} memory={id} /> : <MemoryConcordance key={id} memory={id} />
      }
    </Shelf>
  );
}
