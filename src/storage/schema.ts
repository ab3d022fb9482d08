import type { DeskSchema } from './schema/desks.ts';
import type { EngineSchema } from './schema/engines.ts';
import type { EventSchema } from './schema/events.ts';
import type { GlossarySchema } from './schema/glossaries.ts';
import type { IdentitySchema } from './schema/identity.ts';
import type { JobSchema } from './schema/jobs.ts';
import type { MemorySchema } from './schema/memories.ts';
import type { PublishingSchema } from './schema/publishing.ts';
import type { ReviewSchema } from './schema/review.ts';
import type { ScreenSchema } from './schema/screens.ts';
import type { SegmentationSchema } from './schema/segmentation.ts';
import type { SegmentSchema } from './schema/segments.ts';

export type { DeliveryStatus, WebhookState } from './schema/events.ts';
export type { TermDetails } from './schema/glossaries.ts';
export type { ArticleStatus, JobOptions, JobStatus, Priority } from './schema/jobs.ts';
export type { MemoryKind, OverwriteRule } from './schema/memories.ts';
export type { BatchStatus, LanguageStatus } from './schema/segments.ts';

/** Every table of the schema `interlinear`; those of one noun stand together in schema/. */
export interface Schema
  extends DeskSchema,
    EngineSchema,
    EventSchema,
    GlossarySchema,
    IdentitySchema,
    JobSchema,
    MemorySchema,
    PublishingSchema,
    ReviewSchema,
    ScreenSchema,
    SegmentationSchema,
    SegmentSchema {}
