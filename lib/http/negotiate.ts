/** Which media type the caller gets, by `?format=` or by `Accept`. */
import { AppError } from "@/lib/errors";

export const CSV = "text/csv";
export const NDJSON = "application/x-ndjson";
const FORMATS: Readonly<Record<string, string>> = {
  json: "application/json",
  csv: CSV,
  ndjson: NDJSON,
};

/**
 * @param offered what the endpoint can answer in; the first is preferred
 * @throws AppError `not_acceptable` when nothing fits
 */
export function negotiate(
  request: Request,
  format: string | null,
  offered: readonly string[],
): string {
  const preferred = offered[0] ?? "application/json";
  if (format !== null && offered.includes(CSV)) return byFormat(format);
  const accept = request.headers.get("accept");
  if (accept === null || accept.trim() === "") return preferred;
  const wanted = accept
    .split(",")
    .map(readRange)
    .sort((a, b) => b.quality - a.quality);
  for (const range of wanted) {
    if (range.quality === 0) continue;
    const fitting = offered.find((type) => matches(type, range.type));
    if (fitting !== undefined) return fitting;
  }
  throw new AppError(
    "not_acceptable",
    `Nothing here fits Accept; on offer: ${offered.join(", ")}.`,
  );
}

function byFormat(format: string): string {
  const type = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (type !== undefined) return type;
  const message = `"${format.slice(0, 40)}" is unknown; allowed: ${Object.keys(FORMATS).join(", ")}`;
  throw new AppError("invalid_input", `query.format: ${message}`, {
    errors: [{ path: "query.format", message }],
  });
}

function readRange(text: string) {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, quality: Number.isNaN(quality) ? 1 : quality };
}

function matches(type: string, range: string): boolean {
  if (range === "*/*" || range === type) return true;
  return range.endsWith("/*") && type.startsWith(range.slice(0, -1));
}
