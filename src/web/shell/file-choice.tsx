interface Properties {
  /** What the button says. */
  label: string;
  accept?: string;
  multiple?: boolean;
  disabled?: boolean;
  onChoose(files: File[]): void;
}

/** A button that asks for files, in the desk's own words: a browser's is written in the browser's language. */
export function FileChoice({ label, accept, multiple = false, disabled = false, onChoose }: Properties) {
  return (
    <label className={`button file-choice${disabled ? ' disabled' : ''}`}>
      <input
        type="file"
        className="heard"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen once more.
          event.currentTarget.value = '';
          if (files.length > 0) onChoose(files);
        }}
      />
      {label}
    </label>
  );
}
