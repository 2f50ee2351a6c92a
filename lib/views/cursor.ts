/** Opaque page cursors: a tagged list of keys, base64url. Never clamped: a cursor that is not ours is the caller's fault. */
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** `kind` names the list, so that a cursor of one list is refused by another. */
export function encodeCursor(kind: string, keys: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([kind, ...keys])).toString("base64url");
}

/**
 * The keys inside a cursor, or null without one.
 *
 * @throws AppError `invalid_input` when the text is not a cursor of this list
 */
export function decodeCursor<K extends z.ZodType<unknown, unknown[]>>(
  kind: string,
  keys: K,
  text: string | undefined,
): z.output<K> | null {
  if (text === undefined) return null;
  const parsed = z
    .tuple([z.literal(kind)], z.unknown())
    .transform(([, ...rest]) => rest)
    .pipe(keys)
    .safeParse(readJson(text));
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_input", "The cursor does not belong to this list.", {
    errors: [
      {
        path: "query.cursor",
        message: "must be the `next_cursor` of an earlier answer of this list",
      },
    ],
  });
}

function readJson(text: string): unknown {
  try {
    const bytes = Buffer.from(text, "base64url");
    // What was cut off, added or altered in passing decodes as well, to something.
    return bytes.toString("base64url") === text ? JSON.parse(bytes.toString("utf8")) : undefined;
  } catch {
    return undefined;
  }
}

/** A timestamp as PostgreSQL prints it, `2026-11-20 14:31:00.123456+00`: exact where a `Date` would lose microseconds. */
export const positionTimestamp = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/)
  .refine((text) => {
    const ms = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`);
    return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 10));
  });
export const positionId = z.number().int().min(0);
export const positionSymbol = z.string().regex(/^[A-Z0-9][A-Z0-9.-]{0,19}$/);
