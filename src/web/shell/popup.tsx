import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface Properties {
  title: string;
  about?: string;
  wide?: boolean;
  onClose(): void;
  children: ReactNode;
}

/** A dialog over the page: it holds the focus, Escape closes it, and the focus goes back to where it was. */
export function Popup({ title, about, wide, onClose, children }: Properties) {
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          ref={popup}
          className={`popup${wide ? ' wide' : ''}`}
          // What one came for, and not the way out.
          initialFocus={() =>
            popup.current?.querySelector<HTMLElement>('input, textarea, select, [role=textbox], [role=document]') ??
            true
          }
        >
          <div className="popup-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className="button quiet" aria-label={t('close')}>
              <span aria-hidden="true">×</span>
            </Dialog.Close>
          </div>
          {about ? <Dialog.Description>{about}</Dialog.Description> : null}
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
