/** Puts cases together into one app and hands out their kits. */
import { Inngest, type InngestFunction } from "inngest";
import { type Case, createKit, createRecorder, type End, type Kit } from "./kit";

export type Session = {
  client: Inngest;
  functions: InngestFunction.Any[];
  kits: Map<string, Kit>;
};

const quiet = () => undefined;

export function createSession(input: {
  cases: readonly Case[];
  appId: string;
  nonce: string;
  fetch?: typeof fetch;
  baseUrl?: string;
}): Session {
  const client = new Inngest({
    id: input.appId,
    isDev: true,
    checkpointing: false,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    ...(input.fetch ? { fetch: input.fetch } : {}),
    ...(input.baseUrl ? { baseUrl: input.baseUrl } : {}),
  });
  const recorder = createRecorder();
  const kits = new Map(
    input.cases.map(({ name }) => [
      name,
      createKit({ client, recorder, caseName: name, nonce: input.nonce }),
    ]),
  );
  const functions = input.cases.flatMap((one) => {
    const kit = kits.get(one.name);
    return kit ? one.functions(kit) : [];
  });
  const watch = client.createFunction(
    { id: "watch-ends", retries: 0, triggers: [{ event: "inngest/function.finished" }] },
    async ({ event }) => {
      recorder.end(endOf(event.data));
    },
  );
  return { client, functions: [...functions, watch], kits };
}

function endOf(data: Record<string, unknown>): End {
  const { function_id, run_id, result, error, event, _inngest } = data as {
    function_id: string;
    run_id: string;
    result?: unknown;
    error?: End["error"];
    event?: { data?: Record<string, unknown> };
    _inngest?: { status?: string };
  };
  return {
    functionId: function_id,
    runId: run_id,
    status: _inngest?.status ?? (error ? "Failed" : "Completed"),
    result,
    error: error ?? null,
    data: event?.data ?? {},
  };
}
