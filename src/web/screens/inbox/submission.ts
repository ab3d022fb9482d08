/** A file that is handed in, and the one that it was translated from. */
export interface Handed {
  file: File;
  source?: File;
}

/** `article.en.txt` -> `article`: files of one article share it. */
function nameOf(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '').replace(/\.[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/, '');
}

/** Two files of one name in two languages, `story.en.txt` and `story.fr.txt`, are offered as an article and its source. */
export function paired(handed: Handed[]): Handed[] {
  const unique = [...new Map(handed.map((one) => [one.file.name, one])).values()];
  return unique.map((one, index) => {
    if (one.source) return one;
    const taken = unique.some(({ source }) => source === one.file);
    const later = unique.findIndex(
      (other, place) => place > index && !other.source && nameOf(other.file.name) === nameOf(one.file.name),
    );
    const source = unique[later]?.file;
    if (!source || taken) return one;
    return { file: one.file, source };
  });
}

/** Languages as somebody writes them: `pt-BR, sw`. */
export function languagesWritten(written: string): string[] {
  return written.split(/[\s,;]+/).filter(Boolean);
}

/** The request: files in base64, whatever encoding they have. A file that is somebody's source is no article of its own. */
export async function bodyOf(handed: Handed[], form: FormData, to: string[]): Promise<Record<string, unknown>> {
  const sources = new Set(handed.map(({ source }) => source));
  const articles = handed.filter(({ file }) => !sources.has(file));
  const text = String(form.get('text') ?? '');
  const [style, deadline] = [String(form.get('style') ?? '').trim(), String(form.get('deadline') ?? '')];
  return {
    to: [...new Set(to)],
    priority: String(form.get('priority')),
    ...(style ? { style } : {}),
    ...(deadline ? { deadline: new Date(deadline).toISOString() } : {}),
    articles:
      articles.length > 0
        ? await Promise.all(
            articles.map(async ({ file, source }) => ({
              ...(await written(file)),
              ...(source ? { source: await written(source) } : {}),
            })),
          )
        : [{ text }],
  };
}

async function written(file: File): Promise<{ fileName: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { fileName: file.name, base64: btoa(binary) };
}
