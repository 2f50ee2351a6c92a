/** The steps an answer with status 206 names. */
import { z } from "zod";

const OPCODES = [
  "StepRun",
  "Step",
  "StepPlanned",
  "StepError",
  "StepFailed",
  "Sleep",
  "WaitForEvent",
  "InvokeFunction",
  "DiscoveryRequest",
  "RunComplete",
  "StepNotFound",
] as const;
type Opcode = (typeof OPCODES)[number];

const jsonError = z
  .looseObject({
    name: z.string().optional(),
    message: z.string().optional(),
    stack: z.string().optional(),
  })
  .transform((error) => ({
    ...error,
    name: error.name || "Error",
    message: error.message || "Unknown error",
  }));

/** An error as it travels: at least a name and a message. */
export type JsonError = { name: string; message: string; stack?: string | undefined } & Record<
  string,
  unknown
>;

export const parseJsonError = (value: unknown): JsonError => {
  const parsed = jsonError.safeParse(value);
  return parsed.success ? parsed.data : { name: "Error", message: asText(value) };
};

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "Unknown error");
}

export const opSchema = z.looseObject({
  id: z.string().min(1).max(200),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.looseObject({}).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type Op = z.infer<typeof opSchema>;

export const isOpcode = (op: string): op is Opcode => OPCODES.some((known) => known === op);

export const waitOpts = z.looseObject({
  event: z.string().optional(),
  timeout: z.string(),
  if: z.string().optional(),
});

export const invokeOpts = z.looseObject({
  function_id: z.string().min(1),
  payload: z
    .looseObject({ data: z.record(z.string(), z.unknown()).nullish(), v: z.string().nullish() })
    .nullish(),
  timeout: z.string().nullish(),
});
