import { v7 as newId } from 'uuid';
import type { AnnotationKind, MqmSeverity } from '../model/review.ts';
import type { Tables } from './database.ts';

/** What somebody says of a target, a segment or an article. */
export interface NewAnnotation {
  article: string;
  segment?: string | undefined;
  language?: string | undefined;
  kind: AnnotationKind;
  text: string;
  category?: string | undefined;
  severity?: MqmSeverity | undefined;
  /** The target that it is about, and the engine that had made its first text. */
  target?: { text: string | null; version: number; engine: string | null } | undefined;
}

/** Stores an annotation. @returns its id */
export async function insertAnnotation(
  transaction: Tables,
  desk: string,
  annotation: NewAnnotation,
  { actor, now }: { actor: string; now: Date },
): Promise<string> {
  const { article, segment, language, kind, text, category, severity, target } = annotation;
  const id = newId();
  await transaction
    .insertInto('interlinear.annotation')
    .values({
      ...{ id, desk_id: desk, article_id: article, segment_id: segment ?? null, language: language ?? null },
      ...{ kind, text, category: category ?? null, severity: severity ?? null, actor, at: now },
      ...{ target_text: target?.text ?? null, target_version: target?.version ?? null, engine: target?.engine ?? null },
    })
    .execute();
  return id;
}
