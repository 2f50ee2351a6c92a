import { expect, test } from "vitest";
import { z } from "zod";
import { shapeText, typeText } from "./schema-text";

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" });

test.each([
  [z.number().int().min(1).max(500), "integer 1–500"],
  [z.number(), "number"],
  [z.number().int(), "integer"],
  [z.enum(["fresh", "stale"]), '"fresh" | "stale"'],
  [z.iso.datetime().nullable(), "instant | null"],
  [z.array(z.string()), "text[]"],
  [z.array(z.enum(["a", "b"])), '("a" | "b")[]'],
  [z.string().max(20), "text up to 20"],
  [z.string().min(12).max(128), "text of 12–128"],
  [z.boolean(), "boolean"],
])("a field's type reads as a person would say it: %#", (schema, expected) => {
  expect(typeText(schemaOf(schema))).toBe(expected);
});

test("a body's shape shows what is nested, what may be left out, and what it means", () => {
  const schema = z.object({
    symbol: z.string(),
    bars: z.array(z.object({ t: z.iso.datetime().describe("Start.") })).optional(),
  });

  expect(shapeText(schemaOf(schema))).toBe(
    ["{", "  symbol: text", "  bars?: [{", "    t: instant  // Start.", "  }]", "}"].join("\n"),
  );
});
