/** What a benchmark found. */
import { z } from "zod";

const figure = z.strictObject({
  what: z.string(),
  goal: z.string().optional(),
  measured: z.string(),
  /** What is physically possible, or how another tool does, in the same run. */
  limit: z.string().optional(),
  /** Measured to limit. */
  ratio: z.number().optional(),
  met: z.boolean().optional(),
});

/** Too long to be read first: folded away on the page. */
const details = z.strictObject({
  summary: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.array(z.array(z.union([z.string(), z.number()]))),
});

const results = z.strictObject({
  title: z.string(),
  /** One or two sentences: what ran, on what data. */
  setting: z.string(),
  /** Repeats it. */
  command: z.string(),
  figures: z.array(figure).min(1),
  /** Paragraphs of Markdown: what follows from the figures. */
  notes: z.array(z.string()),
  details: z.array(details).optional(),
});

const report = results.extend({
  measuredAt: z.string(),
  machine: z.strictObject({
    node: z.string(),
    cores: z.number(),
    memoryGb: z.number(),
    loadAverage: z.number(),
  }),
});

export type Figure = z.output<typeof figure>;
export type Results = z.output<typeof results>;
export type Report = z.output<typeof report>;

/** @throws Error that names the file and the field when it is not a whole report */
export function parseReport(value: unknown, path: string): Report {
  const parsed = report.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${path} is not a report: ${z.prettifyError(parsed.error)}`);
}
