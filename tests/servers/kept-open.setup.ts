import { vi } from 'vitest';

vi.mock('../../src/storage/database.ts', async (load) => (await import('./kept-open.ts')).keptOpen(await load()));
