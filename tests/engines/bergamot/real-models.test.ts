import { afterAll, expect, test } from 'vitest';
import { installedModels } from '../../../src/engines/bergamot/installed.ts';
import { modelRoutes } from '../../../src/engines/bergamot/routes.ts';
import { bergamot } from '../../../src/engines/bergamot.ts';
import { selectEngine } from '../../../src/engines/select.ts';
import { pair, segment } from '../segments.ts';

// Trained models are too large to travel with the project: INTERLINEAR_MODELS names a folder of them.
const folder = process.env.INTERLINEAR_MODELS;
const routes = folder ? modelRoutes(installedModels(folder)).filter((route) => !route.test) : [];
const engine = bergamot(folder ? { modelsFolder: folder } : {});
afterAll(() => engine.close());

/** The same two sentences in languages that newsrooms here write; a pair whose source is none of them is not tried. */
const sentences: Record<string, [string, string]> = {
  en: ['The Syrian army has entered the town of Idlib.', 'The hospital has no water.'],
  fr: ['L’armée syrienne est entrée dans la ville d’Idleb.', 'L’hôpital n’a pas d’eau.'],
  es: ['El ejército sirio ha entrado en la ciudad de Idlib.', 'El hospital no tiene agua.'],
  ca: ['L’exèrcit sirià ha entrat a la ciutat d’Idlib.', 'L’hospital no té aigua.'],
  ar: ['دخل الجيش السوري مدينة إدلب.', 'المستشفى بلا ماء.'],
  de: ['Die syrische Armee ist in die Stadt Idlib eingerückt.', 'Das Krankenhaus hat kein Wasser.'],
};
const tried = routes.filter(({ from }) => sentences[from]);

test('trained models are chosen by auto, translate, and carry codes', { timeout: 600_000 }, async ({ skip }) => {
  skip(tried.length === 0, 'no folder of trained models in INTERLINEAR_MODELS');
  for (const { from, to, route } of tried) {
    expect(await selectEngine(new Map([['bergamot', engine]]), 'auto', from, to)).toMatchObject({ route });
    const [first, second] = sentences[from] as [string, string];
    const codes = pair('1', 'b', 0, first.length);
    const reply = await engine.translate({
      from,
      to,
      segments: [segment(first), segment(`${first} ${second}`, codes)],
    });
    const [alone, together] = reply.results;
    expect(alone?.text, route).toMatch(/\p{L}{2}/u);
    expect(alone?.text, route).not.toBe(first);
    expect(together?.text.startsWith(alone?.text ?? '-'), route).toBe(true);
    expect(together?.codes.map(({ at }) => at)).toEqual([0, alone?.text.length]);
    expect(alone?.alignment?.length, route).toBeGreaterThan(2);
  }
});
