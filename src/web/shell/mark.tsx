/** The product's mark: a line of one text, the line of another, and what is written between them. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M5 8h22M5 24h22" />
      <path d="M5 16h13" className="between" />
    </svg>
  );
}
