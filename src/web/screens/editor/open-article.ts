/** The article as the editor needs it. */
export interface OpenArticle {
  id: string;
  name: string;
  fileName: string;
  status: string;
  language: string | null;
  deadline: string | null;
  embargo: string | null;
  revision: number;
  source: { language: string | null } | null;
  original: { evidence: 'declared' | 'inferred' | 'unknown'; language?: string } | null;
  languages: {
    language: string;
    kind: 'given' | 'target';
    status: string;
    translated: number;
    of: number;
    findings: number;
  }[];
}
