import type { Concept, Term } from '../../model/term.ts';
import type { Entity, Form } from './entity.ts';
import { holds, houseForms, type Usage } from './house.ts';
import { GAZETTEER_ORIGIN } from './matches.ts';
import { gazetteer } from './tables.ts';

/** The gazetteer as a glossary shows its concepts: every wording with its status in a house style on a day. */
export function gazetteerConcepts(usage: Usage = {}): Concept[] {
  return gazetteer().map((entity) => conceptOf(entity, usage));
}

function conceptOf(entity: Entity, usage: Usage): Concept {
  return {
    id: entity.id,
    domain: entity.type,
    origin: GAZETTEER_ORIGIN,
    terms: [...entity.forms].flatMap(([language, forms]) => {
      // The first form that the house writes, in full where there is one: the others stand beside it.
      const [first] = forms;
      const preferred = first && houseForms(entity, language, first, usage)[0];
      return forms.map((form): Term => {
        const { text, kind } = form;
        return {
          language,
          text,
          status: form === preferred ? 'preferred' : statusOf(form, usage),
          kind: kind === 'acronym' ? 'acronym' : 'name',
        };
      });
    }),
  };
}

function statusOf(form: Form, { style, date }: Usage): Term['status'] {
  if (form.status === 'deprecated') return 'deprecated';
  if (!holds(form, date)) return 'superseded';
  return style !== undefined && form.styles && !form.styles.includes(style) ? 'superseded' : 'admitted';
}
