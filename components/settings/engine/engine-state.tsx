/** One sentence on the engine, its queue in figures, and what holds work back. */
import { Facts } from "@/components/settings/facts";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration, formatMs, plural } from "@/lib/client/format";
import { functionName } from "./engine-words";

type Engine = ResponseOf<"engine">;
type Embedded = NonNullable<Engine["embedded"]>;

export function EngineState({ engine }: { engine: Engine }) {
  const { embedded } = engine;
  return (
    <div className="flex flex-col gap-6">
      <div>
        <p className="verdict-text">{verdict(engine)}</p>
        {engine.note ? <p className="mt-1 text-ink-2">{engine.note}</p> : null}
      </div>
      {embedded ? <EmbeddedFacts engine={embedded} /> : null}
    </div>
  );
}

function verdict({ kind, reachable, embedded }: Engine): string {
  if (!reachable)
    return kind === "inngest"
      ? "The Inngest server cannot be reached."
      : "The engine does not answer.";
  if (embedded === null) return "An Inngest server runs the functions.";
  const { in_flight: atWork, depth } = embedded.queue;
  if (atWork + depth === 0) return "Nothing to do.";
  return `${plural(atWork, "call")} under way, ${formatCount(depth)} waiting.`;
}

function EmbeddedFacts({ engine }: { engine: Embedded }) {
  const { queue, runs, counters, lag, instances } = engine;
  const ms = (value: number | null) => (value === null ? "–" : formatMs(value));
  return (
    <div className="grid gap-x-10 gap-y-8 tablet:grid-cols-2 wide:grid-cols-3">
      <Card title="Queue">
        <Facts
          facts={[
            { term: "Could be called now", value: formatCount(queue.ready) },
            { term: "Wait for a time", value: formatCount(queue.delayed) },
            { term: "Wait for a slot", value: formatCount(queue.blocked) },
            { term: "Under way", value: formatCount(queue.in_flight) },
            { term: "Oldest ready", value: formatDuration(queue.oldest_ready_seconds) },
            { term: "Start lag p50 / p99", value: `${ms(lag.p50_ms)} / ${ms(lag.p99_ms)}` },
          ]}
        />
      </Card>
      <Card title="Runs counted" note={plural(engine.functions, "function")}>
        <Facts
          facts={[
            { term: "Queued", value: formatCount(runs.queued) },
            { term: "Running", value: formatCount(runs.running) },
            { term: "Completed", value: formatCount(runs.completed) },
            { term: "Failed", value: formatCount(runs.failed) },
            { term: "Cancelled", value: formatCount(runs.cancelled) },
            { term: "Calls taken over", value: formatCount(counters.leases_lost) },
          ]}
        />
      </Card>
      <Card title="Instances" note="living app processes on this database">
        <Facts
          facts={instances.map((instance) => ({
            term: `${instance.id.slice(0, 15)}…${instance.is_this ? " (answers)" : ""}`,
            value: (
              <>
                up <Time at={instance.started_at} />
              </>
            ),
          }))}
        />
      </Card>
      <HeldBack engine={engine} />
    </div>
  );
}

/** Only what does hold something back. */
function HeldBack({ engine }: { engine: Embedded }) {
  const { throttled, blocked } = engine;
  if (throttled.length + blocked.length === 0) return null;
  return (
    <Card title="Held back">
      <ul className="divide-y divide-rule">
        {throttled.map(({ function_id, runs, until }) => (
          <li key={function_id} className="py-1.5">
            {plural(runs, "run")} of {functionName(function_id)} by a throttle, the last until{" "}
            <Time at={until} show="clock" />
          </li>
        ))}
        {blocked.map(({ function_id, key, items, in_flight }) => (
          <li key={`${function_id} ${key}`} className="py-1.5">
            {plural(items, "call")} of {functionName(function_id)} by {plural(in_flight, "call")}{" "}
            under way
          </li>
        ))}
      </ul>
    </Card>
  );
}
