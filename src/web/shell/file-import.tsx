import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import { FileChoice } from './file-choice.tsx';
import { ProblemNote } from './problem-note.tsx';

interface Properties {
  label: string;
  /** Where the file goes; it is sent as it is, with its name. */
  address: string;
  accept: string;
  onDone(): void;
}

interface Imported {
  new: number;
  same: number;
  overwritten?: number;
  replaced?: number;
  refused: number;
  error?: { title: string };
}

/** Reads a file in, and says what became of its lines. */
export function FileImport({ label, address, accept, onDone }: Properties) {
  const { t } = useTranslation();
  const sending = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.append('file', file, file.name);
      return request<Imported>('POST', address, { body });
    },
    onSuccess: onDone,
  });
  const { data } = sending;
  return (
    <div className="file-import">
      <FileChoice
        label={label}
        accept={accept}
        disabled={sending.isPending}
        onChoose={([file]) => file && sending.mutate(file)}
      />
      {sending.error ? <ProblemNote error={sending.error} /> : null}
      {data ? (
        <p role="status">
          {t('import.done', {
            added: data.new,
            same: data.same,
            changed: data.overwritten ?? data.replaced ?? 0,
            refused: data.refused,
          })}{' '}
          {data.error?.title}
        </p>
      ) : null}
    </div>
  );
}
