import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Properties {
  title: string;
  /** What the button that does it says. */
  act: string;
  danger?: boolean;
  children?: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something is done that is hard to take back. Escape does nothing but close it. */
export function Confirm({ title, act, danger = true, children, onConfirm, onClose }: Properties) {
  const { t } = useTranslation();
  return (
    <AlertDialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="popup narrow">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
          <div className="popup-acts">
            <AlertDialog.Close className="button">{t('leave')}</AlertDialog.Close>
            <button
              type="button"
              className={`button ${danger ? 'danger' : 'primary'}`}
              onClick={() => {
                onConfirm();
                onClose();
              }}
            >
              {act}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
