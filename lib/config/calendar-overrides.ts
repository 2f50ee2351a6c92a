/** Loads closures and early closes that were announced after this release. */
import { z } from "zod";
import {
  type CalendarOverride,
  gradeCalendarOverrides,
  OVERRIDE_KINDS,
} from "@/lib/domain/calendar-overrides";
import { parseYaml, readConfigFile } from "./yaml-file";
import { oneOf, words } from "./yaml-values";

const CALENDAR_OVERRIDES_FILE = "config/calendar-overrides.yaml";

const clock = z
  .string({ error: 'allowed: a time in quotes, such as "13:00"' })
  .regex(/^\d\d:\d\d$/, 'allowed: a time in quotes, such as "13:00"');

const override = z
  .strictObject({
    date: z.string({ error: "allowed: a day, YYYY-MM-DD" }),
    kind: oneOf(OVERRIDE_KINDS),
    close: clock.optional(),
    reason: words(),
  })
  .transform(
    ({ close, ...rest }): CalendarOverride => ({
      ...rest,
      ...(close === undefined ? {} : { closeMinuteEt: toMinute(close) }),
    }),
  );

const overridesSchema = z
  .strictObject({ overrides: z.array(override) })
  .superRefine(({ overrides }, context) => {
    for (const { index, date, message } of gradeCalendarOverrides(overrides)) {
      context.addIssue({
        code: "custom",
        path: ["overrides", index],
        message: `${date} ${message}`,
      });
    }
  });

/** @throws ConfigError with the line of every override that contradicts itself, another one or the calendar */
export function loadCalendarOverrides(path = CALENDAR_OVERRIDES_FILE): CalendarOverride[] {
  return parseCalendarOverrides(readConfigFile(path), path);
}

export function parseCalendarOverrides(text: string, fileName: string): CalendarOverride[] {
  return parseYaml(text, fileName, overridesSchema).overrides;
}

function toMinute(close: string): number {
  const [hours, minutes] = close.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
