import type { PublicationState } from '../../model/publication.ts';

/** A page of a list. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** Why something failed, in the reader's words. */
export interface Failure {
  code: string;
  title: string;
  detail?: string;
}

/** One language of an article, as lists show it. */
export interface LanguageOfArticle {
  language: string;
  /** `given` came with the article. */
  kind: 'given' | 'target';
  status: string;
  translated: number;
  of: number;
  findings: number;
  error: Failure | null;
  /** Who looks after it. */
  assignee?: string | null;
  /** How it stands at each destination at which something of it was published. */
  publications?: { destination: string; edition: number; state: PublicationState }[];
  /** How far people are with it; null for the text that came with the article. */
  review?: {
    segments: Record<'initial' | 'translated' | 'reviewed' | 'final', number>;
    wordsLeft: number;
    approved: boolean;
  } | null;
}

/** An article of the desk. */
export interface Article {
  id: string;
  job: string;
  name: string;
  fileName: string;
  status: 'accepted' | 'segmented' | 'done' | 'partial' | 'failed' | 'canceled';
  error: Failure | null;
  createdAt: string;
  updatedAt: string;
  deadline: string | null;
  embargo: string | null;
  revision: number;
  language: string | null;
  /** The text that it was translated from, where it came with it. */
  source: { language: string | null } | null;
  original: { evidence: 'declared' | 'inferred' | 'unknown'; language?: string } | null;
  findings: number;
  languages: LanguageOfArticle[];
}

/** What was submitted together. */
export interface Job {
  id: string;
  name: string | null;
  status: 'running' | 'done' | 'partial' | 'failed' | 'canceled';
  to: string[];
  priority: string;
  deadline: string | null;
  embargo: string | null;
  engine: string;
  createdBy: string | null;
  createdAt: string;
  finishedAt: string | null;
  /** Articles by status. */
  articles: Record<string, number>;
}
