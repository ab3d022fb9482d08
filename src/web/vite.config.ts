import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Writes every text file compressed beside itself, once, so that the service need not do it for every reader. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const folder = here('../../dist/web/');
      for (const file of globSync('**/*.{js,css,html,svg}', { cwd: folder })) {
        const content = readFileSync(folder + file);
        const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
        writeFileSync(`${folder}${file}.br`, brotliCompressSync(content, brotli));
        writeFileSync(`${folder}${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

/** The review desk as static files in dist/web, which the service hands out. `vite src/web` serves it from its sources beside a running service. */
export default defineConfig({
  root: here('.'),
  plugins: [react(), compressed()],
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // A content security policy without inline scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  // Beside a service that runs from its own port.
  server: { proxy: { '/v1': 'http://127.0.0.1:4747' } },
});
