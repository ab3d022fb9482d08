/** Answers of the service, as far as commands read them. */

export interface Failure {
  code: string;
  parameters: Record<string, string | number>;
  title: string;
  detail?: string;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface AcceptedJob {
  id: string;
  articles: number;
  /** Whether an earlier request had made it already. */
  repeated: boolean;
}

/** An article, as far as handing it in again needs it. */
export interface FoundArticle {
  id: string;
  job: string;
  fileName: string;
  name: string;
  revision: number;
}

/** What came of canceling an article, or one of its languages. */
export interface CanceledArticle {
  status: string;
  /** Whether this canceled something. */
  canceled: boolean;
  job: { id: string; status: string };
}

export interface RevisedArticle {
  id: string;
  number: number;
  job: string;
  repeated: boolean;
}

export interface Job {
  id: string;
  name: string | null;
  status: 'running' | 'done' | 'partial' | 'failed' | 'canceled';
  to: string[];
  priority: string;
  createdAt: string;
  finishedAt: string | null;
  /** How many articles there are of each status. */
  articles: Record<string, number>;
}

export interface JobArticle {
  id: string;
  fileName: string;
  name: string;
  status: string;
  error: Failure | null;
  segments: number;
  segmentsDone: number;
  languages: { language: string; status: string; translated: number; of: number; error: Failure | null }[];
}

export interface ShownJob extends Job {
  languages: { language: string; versions: Record<string, number>; segments: number; segmentsDone: number }[];
  progress: Page<JobArticle>;
}

export interface DeadLetter {
  article: string;
  job: string;
  fileName: string;
  status: 'failed' | 'partial';
  error: Failure | null;
  languages: { language: string; status: string; error: Failure | null }[];
  since: string;
}

export interface Output {
  name: string;
  mediaType: string;
  language: string | null;
  bytes: number;
  href: string;
}
