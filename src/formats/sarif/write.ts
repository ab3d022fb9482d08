/** A finding in a file, for SARIF. */
export interface SarifFinding {
  /** Path or URI of the file, relative to where the program runs. */
  file: string;
  /** Id of the check. */
  rule: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** Half-open UTF-16 offsets in the decoded file, and its text, where the finding has a place there. */
  place?: { start: number; end: number; text: string };
  /** 1-based line of the file, where its exact place there is not known. */
  line?: number;
  /** Id of the translation unit that it is in, for files of units. */
  unit?: string;
  /** ITS 2.0 locQualityIssueSeverity, 0 to 100. */
  rank?: number;
  /** What else is known: types by other standards, how sure it is. */
  properties?: Record<string, unknown>;
  /** Replacement for the place, where one is proposed. */
  suggestion?: string;
}

/** What a rule is, for readers of the log. */
export interface SarifRule {
  id: string;
  name: string;
  severity: 'error' | 'warning' | 'info';
  tags: string[];
}

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * Findings as a SARIF 2.1.0 log (OASIS Standard, 2020), as code hosts read it: one run, its rules, a result a finding. Columns count UTF-16
 * units and begin with 1, lines too.
 */
export function writeSarif(findings: SarifFinding[], rules: SarifRule[], version: string): string {
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'interlinear',
            semanticVersion: version,
            rules: rules.map(({ id, name, severity, tags }) => ({
              id,
              shortDescription: { text: name },
              defaultConfiguration: { level: levels[severity] },
              properties: { tags },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ file, rule, severity, message, place, line, unit, rank, properties, suggestion }) => {
          const region = place ? regionOf(place) : line === undefined ? undefined : { startLine: line };
          const artifactLocation = { uri: encodeURI(file.replaceAll('\\', '/')) };
          const fix = place && suggestion !== undefined;
          return {
            ruleId: rule,
            ...(index.has(rule) ? { ruleIndex: index.get(rule) } : {}),
            level: levels[severity],
            message: { text: message },
            ...(rank === undefined ? {} : { rank }),
            locations: [
              {
                physicalLocation: { artifactLocation, ...(region ? { region } : {}) },
                ...(unit === undefined ? {} : { logicalLocations: [{ name: unit, kind: 'unit' }] }),
              },
            ],
            ...(properties ? { properties } : {}),
            ...(fix
              ? {
                  fixes: [
                    {
                      artifactChanges: [
                        {
                          artifactLocation,
                          replacements: [{ deletedRegion: region, insertedContent: { text: suggestion } }],
                        },
                      ],
                    },
                  ],
                }
              : {}),
          };
        }),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function regionOf({ start, end, text }: { start: number; end: number; text: string }) {
  const [from, to] = [positionOf(text, start), positionOf(text, end)];
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/u);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
