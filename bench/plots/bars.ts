/** One bar. */
export interface Bar {
  label: string;
  value: number;
  /** What is written at its end. */
  text: string;
  /** Ours stands out from those it is compared with. */
  ours: boolean;
}

export interface Chart {
  title: string;
  /** What the length of a bar means, and that shorter or longer is better. */
  axis: string;
  /** On a logarithmic axis a tenfold value is one step longer. */
  scale: 'linear' | 'logarithmic';
  groups: { label: string; bars: Bar[] }[];
}

const width = 820;
const left = 240;
const right = 120;
const rowHeight = 26;
const groupGap = 30;
const head = 64;

/** A chart of horizontal bars as an SVG image that is readable on light and dark pages. */
export function barChart({ title, axis, scale, groups }: Chart): string {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value)).filter((value) => value > 0);
  const most = Math.max(...values);
  const least = scale === 'logarithmic' ? 10 ** Math.floor(Math.log10(Math.min(...values)) - 0.01) : 0;
  const length = (value: number) => {
    const share =
      scale === 'linear' ? value / most : Math.log10(Math.max(value, least) / least) / Math.log10(most / least);
    return Math.max(2, share * (width - left - right));
  };
  let y = head;
  const parts: string[] = [];
  for (const { label, bars } of groups) {
    parts.push(`<text x="16" y="${y + 12}" font-weight="600">${escaped(label)}</text>`);
    y += 24;
    for (const bar of bars) {
      const end = left + length(bar.value);
      parts.push(
        `<text x="${left - 10}" y="${y + 14}" text-anchor="end">${escaped(bar.label)}</text>`,
        `<rect x="${left}" y="${y}" width="${(end - left).toFixed(1)}" height="18" rx="2" fill="${bar.ours ? '#0b6e4f' : '#9aa5b1'}"/>`,
        `<text x="${(end + 8).toFixed(1)}" y="${y + 14}">${escaped(bar.text)}</text>`,
      );
      y += rowHeight;
    }
    y += groupGap - 20;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" width="${width}" height="${y + 8}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="13">
<rect width="100%" height="100%" fill="#ffffff"/>
<g fill="#1b2733">
<text x="16" y="26" font-size="16" font-weight="600">${escaped(title)}</text>
<text x="16" y="46" fill="#52606d">${escaped(axis)}</text>
${parts.join('\n')}
</g>
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
