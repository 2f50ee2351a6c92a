/** The columns of a list's rows by its contract: the same whether rows match or not, and whatever the first one lacks. */
import { z } from "zod";
import { exampleOf } from "./example-of";

type Listing = { response: z.ZodType; rows: ((answer: unknown) => readonly unknown[]) | null };

export function columnsOf({ response, rows }: Listing): string[] {
  const schema = z.toJSONSchema(response, {
    io: "output",
    reused: "inline",
    unrepresentable: "any",
  });
  const row: unknown = rows?.(exampleOf(schema))[0];
  return typeof row === "object" && row !== null ? Object.keys(row) : [];
}
