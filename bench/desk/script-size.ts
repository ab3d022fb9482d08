import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
}

/** Kilobytes of compressed script that the editor's page loads: its entry, the editor, what both need, and the sentences of one language. */
export function editorScript(): number {
  const folder = fileURLToPath(new URL('../../dist/web/', import.meta.url));
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, 'utf8'));
  const files = new Set<string>();
  const take = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const one of chunk.imports ?? []) take(one);
  };
  for (const name of Object.keys(manifest))
    if (manifest[name]?.isEntry || name.endsWith('editor/editor.tsx') || name.endsWith('locales/en/desk.json'))
      take(name);
  const bytes = [...files].filter((file) => file.endsWith('.js')).map((file) => statSync(`${folder}${file}.br`).size);
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 100) / 10;
}
