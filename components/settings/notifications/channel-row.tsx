"use client";
/** One channel: where it leads, how the last delivery went, and a test whose result is said at once. */
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { formatMs } from "@/lib/client/format";
import { useChange } from "@/lib/client/use-change";
import { useRoleReason } from "@/lib/client/use-role";
import type { Channel } from "./channel";
import { DELIVERY_WORDS } from "./delivery-words";

const OFF: StateWords = { word: "Off", glyph: "pause", tone: "idle" };
const KIND_WORDS: Record<Channel["kind"], string> = { webhook: "Webhook", email: "E-mail" };

export function ChannelRow({
  channel,
  blocked,
  onEdit,
}: {
  channel: Channel;
  /** Why the reader may not change it; null = may. */
  blocked: string | null;
  onEdit: () => void;
}) {
  const operator = useRoleReason("operator");
  const test = useChange("testChannel");
  const { last_delivery: last } = channel;
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-1.5 py-2.5">
      <div className="min-w-0 grow basis-64">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-medium">{channel.name}</span>
          <span className="text-ink-3 text-small">{KIND_WORDS[channel.kind]}</span>
          {channel.active ? null : <Status state={OFF} />}
        </p>
        <p className="break-all text-ink-2 text-small">{channel.target}</p>
        <p className="text-ink-3 text-small">
          {channel.events.filter((event) => event !== "test").join(", ")}
        </p>
      </div>
      <div className="text-small">
        {last ? (
          <span data-tip={last.error ?? undefined}>
            <Status state={DELIVERY_WORDS[last.status]} /> <Time at={last.at} />
          </span>
        ) : (
          <span className="text-ink-3">Nothing sent yet</span>
        )}
      </div>
      <div className="flex gap-2" data-screen-only>
        <Button
          size="small"
          aria-label={`Test ${channel.name}`}
          busy={test.isPending}
          disabledReason={operator}
          onClick={() => test.mutate({ params: { id: channel.id } })}
        >
          Test
        </Button>
        <Button
          size="small"
          aria-label={`Edit ${channel.name}`}
          disabledReason={blocked}
          onClick={onEdit}
        >
          Edit…
        </Button>
      </div>
      {test.data ? (
        <p
          role="status"
          className={test.data.delivered ? "w-full text-ok-ink" : "w-full text-bad-ink"}
        >
          {test.data.delivered
            ? `The test arrived in ${formatMs(test.data.duration_ms)}`
            : `The test failed: ${test.data.error ?? "no reason given"}`}
          {test.data.response_status === null ? "" : ` (answer ${test.data.response_status})`}
        </p>
      ) : null}
      {test.error ? <ErrorNote error={test.error} className="w-full" /> : null}
    </li>
  );
}
