/** Events at the door: checked, numbered, and written as the function will see them. */
import { z } from "zod";
import { AppError } from "@/lib/errors";

const MAX_EVENT_BYTES = 512 * 1024;
const MIN_TS = Date.UTC(1980, 0, 1);
const MAX_TS = Date.UTC(2100, 0, 1);

const eventSchema = z.looseObject({
  name: z.string().trim().min(1, "is empty").max(256),
  data: z.record(z.string(), z.unknown()).nullish(),
  id: z.string().max(256).nullish(),
  ts: z.number().min(MIN_TS, "is before 1980").max(MAX_TS, "is after 2100").nullish(),
  v: z.string().nullish(),
  user: z.record(z.string(), z.unknown()).nullish(),
});

export type StoredEvent = {
  id: string;
  name: string;
  /** JSON of the whole event. */
  payload: string;
};

/**
 * @param raw  as callers wrote them
 * @param newId makes an id for the event at this place in the list
 * @param now  the database's clock
 * @throws AppError `invalid_input` naming the event and the field, `too_large`
 */
export function prepareEvents(
  raw: readonly unknown[],
  newId: (index: number) => string,
  now: Date,
): StoredEvent[] {
  return raw.map((value, index) => {
    const parsed = eventSchema.safeParse(value);
    if (!parsed.success) throw refuse(index, parsed.error);
    const { name, data, id, ts, v, user } = parsed.data;
    if (name.toLowerCase().startsWith("inngest/")) {
      throw new AppError(
        "invalid_input",
        `events[${index}].name is "${name}": names that start with "inngest/" are the engine's own.`,
      );
    }
    const eventId = id || newId(index);
    const payload = JSON.stringify({
      name,
      data: data ?? {},
      id: eventId,
      ts: ts || now.getTime(),
      ...(v ? { v } : {}),
      ...(user ? { user } : {}),
    });
    if (Buffer.byteLength(payload) > MAX_EVENT_BYTES) {
      throw new AppError(
        "too_large",
        `events[${index}] ("${name}") is larger than ${MAX_EVENT_BYTES / 1024} KB.`,
      );
    }
    return { id: eventId, name, payload };
  });
}

function refuse(index: number, error: z.ZodError): AppError {
  const errors = error.issues.map((issue) => ({
    path: `events[${index}].${issue.path.join(".")}`,
    message: issue.message,
  }));
  const first = errors[0];
  return new AppError(
    "invalid_input",
    `Malformed event: ${first?.path ?? "events"} ${first?.message ?? ""}`.trim(),
    { errors },
  );
}
