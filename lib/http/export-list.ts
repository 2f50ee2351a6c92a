/** Writes a list endpoint's rows as CSV or NDJSON, page after page over its cursor, never holding more than one page. */
import { NDJSON } from "./negotiate";

/** One page: its rows, and where the next begins. */
export type Page = { rows: readonly unknown[]; nextCursor: string | null };

export type Export = {
  mediaType: string;
  fileName: string;
  /** Of CSV; what the rows have beside them follows. */
  columns: readonly string[];
};

export function exportResponse(
  { mediaType, fileName, columns }: Export,
  readPage: (cursor: string | null) => Promise<Page>,
): Promise<Response> {
  const lines = mediaType === NDJSON ? ndjsonLines(readPage) : csvLines(columns, readPage);
  return streamLines(lines, {
    "content-type": `${mediaType}; charset=utf-8`,
    "content-disposition": `attachment; filename="${fileName}.${mediaType === NDJSON ? "ndjson" : "csv"}"`,
    "cache-control": "no-store",
  });
}

/** The first page is read before the status is sent, so that a failure still answers as one. */
async function streamLines(
  lines: AsyncGenerator<string>,
  headers: Record<string, string>,
): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await lines.next();
  let pending = first.done ? "" : first.value;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (pending !== "") {
        controller.enqueue(encoder.encode(pending));
        pending = "";
        return;
      }
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, { headers });
}

async function* pages(readPage: (cursor: string | null) => Promise<Page>) {
  let cursor: string | null = null;
  do {
    const page: Page = await readPage(cursor);
    yield page.rows;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function* ndjsonLines(readPage: (cursor: string | null) => Promise<Page>) {
  for await (const rows of pages(readPage)) {
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  }
}

async function* csvLines(
  columns: readonly string[],
  readPage: (cursor: string | null) => Promise<Page>,
) {
  let names: readonly string[] = [];
  for await (const rows of pages(readPage)) {
    const records = rows.filter(isRecord);
    const isFirst = names.length === 0;
    if (isFirst) names = [...new Set([...columns, ...Object.keys(records[0] ?? {})])];
    const text = records.map((row) => csvLine(names.map((name) => row[name]))).join("");
    yield isFirst && names.length > 0 ? `${csvLine(names)}${text}` : text;
  }
}

function isRecord(row: unknown): row is Record<string, unknown> {
  return typeof row === "object" && row !== null && !Array.isArray(row);
}

function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

/** RFC 4180; a text that a spreadsheet would run as a formula is given a leading apostrophe. */
function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
